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

export function addBasics(keyboard: ListKeyboard): void {
  for (const [name, type] of ACCOUNTS) keyboard.addListRecord('Account', name, type);
  keyboard.addListRecord('SalesTaxCode', 'Tax', 'taxable');
  keyboard.addListRecord('SalesTaxCode', 'Non', 'nonTaxable');
  for (const name of ['Cash', 'Check', 'American Express', 'MasterCard', 'Visa', 'PayPal']) keyboard.addListRecord('PaymentMethod', name);
  for (const name of ['Due on receipt', 'Net 15', 'Net 30']) keyboard.addListRecord('Terms', name);
  for (const name of ['UPS', 'FedEx', 'USPS']) keyboard.addListRecord('ShipMethod', name);
  keyboard.addListRecord('CustomerMsg', 'Thank you for your business.');
  keyboard.addListRecord('SalesRep', 'WEB');
}
