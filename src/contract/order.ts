/** A shop's order as it travels to the window. */
import { z } from 'zod';
import type { StoreOrder } from '../domain/order.ts';
import { centsShape, decimalShape, instantShape, list } from './shapes.ts';

const address = z.object({
  firstName: z.string(), lastName: z.string(), company: z.string(), line1: z.string(), line2: z.string(),
  city: z.string(), state: z.string(), postalCode: z.string(), country: z.string(),
});

const charge = z.object({ id: z.string(), title: z.string(), total: centsShape, tax: centsShape, method: z.string().exactOptional() });

const line = z.object({
  id: z.string(), listingKey: z.string().nullable(), sku: z.string().nullable(), name: z.string(), quantity: decimalShape,
  subtotal: centsShape, total: centsShape, tax: centsShape, stockTaken: decimalShape, stockRestocked: decimalShape,
});

const refund = z.object({
  id: z.string(), orderId: z.string(), createdAt: instantShape, reason: z.string(), total: centsShape,
  lines: list(z.object({
    id: z.string(), orderLineId: z.string().nullable(), listingKey: z.string().nullable(), sku: z.string().nullable(), name: z.string(),
    quantity: decimalShape, total: centsShape, tax: centsShape,
  })),
  charges: list(z.object({ title: z.string(), total: centsShape, tax: centsShape })),
});

export const orderShape = z.object({
  id: z.string(), number: z.string(), status: z.string(), createdAt: instantShape, modifiedAt: instantShape, paidAt: instantShape.nullable(),
  currency: z.string(), pricesIncludeTax: z.boolean(),
  customer: z.object({ id: z.string().nullable(), email: z.string(), phone: z.string(), billing: address, shipping: address }),
  lines: list(line), shipping: list(charge), fees: list(charge), coupons: list(z.string()), taxTotal: centsShape, total: centsShape,
  paymentMethod: z.string(), paymentTitle: z.string(), transactionId: z.string(), note: z.string(), refunds: list(refund),
  meta: z.record(z.string(), z.string()).exactOptional(), gone: z.boolean(),
}) satisfies z.ZodType<StoreOrder>;
