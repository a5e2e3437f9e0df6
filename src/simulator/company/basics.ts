/** What every company file comes with: QuickBooks' own accounts, sales tax codes and small lists. */
import type { ListKeyboard } from './keyboardLists.ts';

const ACCOUNTS: readonly (readonly [name: string, type: string])[] = [
  ['Checking', 'Bank'],
  ['Accounts Receivable', 'AccountsReceivable'],
  ['Undeposited Funds', 'OtherCurrentAsset'],
  ['Inventory Asset', 'OtherCurrentAsset'],
  ['Web Store Clearing', 'OtherCurrentAsset'],
  ['Accounts Payable', 'AccountsPayable'],
  ['Sales Tax Payable', 'OtherCurrentLiability'],
  ['Opening Balance Equity', 'Equity'],
  ['Sales', 'Income'],
  ['Shipping Income', 'Income'],
  ['Discounts Given', 'Income'],
  ['Cost of Goods Sold', 'CostOfGoodsSold'],
  ['Merchant Fees', 'Expense'],
];

const PAYMENT_METHODS: readonly (readonly [name: string, type: string])[] = [
  ['Cash', 'Cash'],
  ['Check', 'Check'],
  ['American Express', 'AmericanExpress'],
  ['MasterCard', 'MasterCard'],
  ['Visa', 'Visa'],
  ['PayPal', 'Other'],
];

const TERMS: readonly (readonly [name: string, due: string])[] = [
  ['Due on receipt', '0'],
  ['Net 15', '15'],
  ['Net 30', '30'],
];

export function addBasics(keyboard: ListKeyboard): void {
  for (const [name, type] of ACCOUNTS) keyboard.addListRecord('Account', name, type);
  keyboard.addListRecord('SalesTaxCode', 'Tax', 'taxable');
  keyboard.addListRecord('SalesTaxCode', 'Non', 'nonTaxable');
  for (const [name, type] of PAYMENT_METHODS) keyboard.addListRecord('PaymentMethod', name, type);
  for (const [name, due] of TERMS) keyboard.addListRecord('Terms', name, due);
  for (const name of ['UPS', 'FedEx', 'USPS']) keyboard.addListRecord('ShipMethod', name);
  keyboard.addListRecord('CustomerMsg', 'Thank you for your business.');
  keyboard.addListRecord('SalesRep', 'WEB');
  for (const [name, type] of TEMPLATES) keyboard.addListRecord('Template', name, type);
}

const TEMPLATES: readonly (readonly [name: string, type: string])[] = [
  ['Intuit Product Invoice', 'Invoice'],
  ['Custom Sales Receipt', 'SalesReceipt'],
  ['Custom Sales Order', 'SalesOrder'],
  ['Custom Credit Memo', 'CreditMemo'],
];

const CURRENCIES: readonly (readonly [name: string, code: string])[] = [
  ['US Dollar', 'USD'],
  ['Canadian Dollar', 'CAD'],
  ['Euro', 'EUR'],
  ['British Pound Sterling', 'GBP'],
];

/** Multicurrency is on: its list, and an A/R account for each currency that is not the company's own. */
export function addCurrencies(keyboard: ListKeyboard & { setHomeCurrency(name: string): void }, home: string): void {
  for (const [name, code] of CURRENCIES) {
    keyboard.addListRecord('Currency', name, code);
    if (name !== home) keyboard.addListRecord('Account', `Accounts Receivable - ${code}`, 'AccountsReceivable');
  }
  keyboard.setHomeCurrency(home);
}
