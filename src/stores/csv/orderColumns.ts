/** The columns of a file of orders (docs/csv-folder.md). */
import type { Columns } from './table.ts';

const ADDRESS = ['first_name', 'last_name', 'company', 'address_1', 'address_2', 'city', 'state', 'postcode', 'country'] as const;

/** About the order: the same in all of its rows, or said in one of them. */
export const ORDER_COLUMNS = [
  'order_number', 'status', 'created_at', 'modified_at', 'paid_at', 'currency', 'order_total', 'customer_id', 'email', 'phone',
  ...ADDRESS.map((part) => `billing_${part}`), ...ADDRESS.map((part) => `shipping_${part}`),
  'payment_method', 'payment_title', 'transaction_id', 'coupons', 'note',
] as const;

/** About the row. */
const ROW_COLUMNS = [
  'type', 'line_id', 'sku', 'name', 'quantity', 'amount', 'subtotal', 'tax', 'stock_taken', 'method', 'refund_id', 'refund_at', 'refund_reason',
  'refund_line_id', 'restock',
] as const;

export const ORDER_TABLE: Columns = { known: ['order_id', ...ORDER_COLUMNS, ...ROW_COLUMNS], required: ['order_id', 'created_at', 'amount', 'order_total'] };

export const ROW_TYPES = ['item', 'shipping', 'fee', 'refund', 'refund_charge'] as const;
export type RowType = (typeof ROW_TYPES)[number];
