/** What a company file holds: plain JSON, changed in place by the company that has it open. Instants are milliseconds since 1970 (UTC). */
import type { Decimal } from '../../domain/decimal.ts';
import type { Cents } from '../../domain/money.ts';

/** Simple lists, by the name their reference has in qbXML. */
export const LISTS = [
  'Account',
  'Class',
  'Template',
  'Terms',
  'SalesRep',
  'ShipMethod',
  'PaymentMethod',
  'CustomerMsg',
  'SalesTaxCode',
  'PriceLevel',
  'CustomerType',
  'JobType',
  'Vendor',
  'Employee',
  'OtherName',
  'InventorySite',
  'Currency',
] as const;
export type ListName = (typeof LISTS)[number];

export type Stamped = { listId: string; editSequence: string; createdAt: number; modifiedAt: number };

export type ListRecord = Stamped & {
  list: ListName;
  name: string;
  fullName: string;
  isActive: boolean;
  /** Account of a level, class …: the record above it; else empty. */
  parentId: string;
  /**
   * Account: its AccountType; SalesTaxCode: `taxable` or `nonTaxable`; Terms: days until due, or `dayOfMonth 15`; PaymentMethod and
   * Template: their type; SalesRep: the name behind the initials; Currency: its three letters; else empty.
   */
  detail: string;
};

export type DataExt = { ownerId: string; name: string; value: string };

/** A header or line field that is kept as it came. */
export type FieldValue =
  | { kind: 'text'; text: string }
  | { kind: 'ref'; list: ListName; listId: string }
  | { kind: 'block'; parts: [name: string, text: string][] };
export type Fields = Record<string, FieldValue>;

export type Customer = Stamped & {
  name: string;
  fullName: string;
  parentId: string;
  isActive: boolean;
  /** Cents open on invoices less credits. */
  balance: Cents;
  externalGuid: string;
  /** Everything else CustomerAdd carried, under its element name. */
  fields: Fields;
  taxItemId: string;
  /** Empty: the company's home currency. */
  currencyId: string;
  dataExt: DataExt[];
};

export const ITEM_KINDS = [
  'Service',
  'NonInventory',
  'OtherCharge',
  'Inventory',
  'InventoryAssembly',
  'FixedAsset',
  'Subtotal',
  'Discount',
  'Payment',
  'SalesTax',
  'SalesTaxGroup',
  'Group',
] as const;
export type ItemKind = (typeof ITEM_KINDS)[number];

export type Item = Stamped & {
  kind: ItemKind;
  name: string;
  fullName: string;
  parentId: string;
  isActive: boolean;
  description: string;
  /** Sales price, or a discount's fixed amount. */
  price: Decimal;
  /** A sales tax item's rate, or a discount's percentage; null when it has none. */
  percent: Decimal | null;
  taxCodeId: string;
  incomeAccountId: string;
  /** Cost of goods sold of stock, expense account of other items that are bought as well; empty when it has none. */
  cogsAccountId: string;
  assetAccountId: string;
  purchaseDescription: string;
  manufacturerPartNumber: string;
  barCode: string;
  onHand: Decimal;
  onOrder: Decimal;
  onSalesOrder: Decimal;
  averageCost: Decimal;
  /**
   * The last movement of stock: finds the item in ItemInventoryQuery's modified filter although TimeModified stays (fact sheet §11). 0 =
   * never.
   */
  stockMovedAt: number;
  /** What stands at sites other than the default one, by the site's ListID; the rest is at that. Absent: nothing does. */
  sites?: Record<string, { onHand: Decimal; onSalesOrder: Decimal }>;
  /** Only whole pieces may be sold. */
  wholeOnly: boolean;
  /** A group's, an assembly's or a sales tax group's members, per one. */
  members: { listId: string; quantity: Decimal }[];
  externalGuid: string;
  dataExt: DataExt[];
};

export const SALES_TYPES = ['SalesReceipt', 'Invoice', 'SalesOrder', 'CreditMemo'] as const;
export type SalesType = (typeof SALES_TYPES)[number];
/** Transactions that move money against what a customer owes. */
export const MONEY_TYPES = ['ReceivePayment', 'ARRefundCreditCard', 'Check'] as const;
export type MoneyType = (typeof MONEY_TYPES)[number];
/** Transactions without item lines: a person can enter them, and they show up in TransactionQuery. */
export const OTHER_TYPES = [
  'Check',
  'ARRefundCreditCard',
  'Bill',
  'Deposit',
  'Estimate',
  'JournalEntry',
  'PurchaseOrder',
  'ReceivePayment',
  'InventoryAdjustment',
  'ItemReceipt',
  'BuildAssembly',
] as const;
export type TxnType = SalesType | (typeof OTHER_TYPES)[number];

export type ItemLine = {
  kind: 'item';
  lineId: string;
  /** Empty: a line of text only. */
  itemId: string;
  description: string;
  quantity: Decimal | null;
  rate: Decimal | null;
  ratePercent: Decimal | null;
  amount: Cents | null;
  /** Empty where the item has none. */
  taxCodeId: string;
  fields: Fields;
  dataExt: DataExt[];
};
export type GroupLine = {
  kind: 'group';
  lineId: string;
  groupId: string;
  description: string;
  quantity: Decimal;
  total: Cents;
  members: ItemLine[];
  dataExt: DataExt[];
};
export type Line = ItemLine | GroupLine;

/** What a transaction did to stock, so that it can be taken back exactly. */
export type Movement = {
  listId: string;
  onHand: Decimal;
  onSalesOrder: Decimal;
  onOrder: Decimal;
  /** The site, where it is not the default one. */
  siteId?: string;
};

/** How much of another transaction this one settles. Stored with the payment, the refund, the check or the credit. */
export type Link = { txnId: string; amount: Cents; discount: Cents; discountAccountId: string };
/** A line of a check that names an account. */
export type ExpenseLine = { lineId: string; accountId: string; amount: Cents; memo: string; customerId: string; fields: Fields };

export type Transaction = {
  type: TxnType;
  txnId: string;
  txnNumber: number;
  editSequence: string;
  createdAt: number;
  modifiedAt: number;
  /** The customer; of a check whoever is paid. Empty when there is none. */
  customerId: string;
  txnDate: string;
  refNumber: string;
  memo: string;
  externalGuid: string;
  isPending: boolean;
  isVoid: boolean;
  /** Other header fields under their element names. */
  fields: Fields;
  taxItemId: string;
  taxPercent: Decimal;
  subtotal: Cents;
  taxTotal: Cents;
  total: Cents;
  lines: Line[];
  movements: Movement[];
  links: Link[];
  expenses: ExpenseLine[];
  dataExt: DataExt[];
  /** Home currency for one of the customer's; empty: the home currency itself. */
  exchangeRate: string;
};

/** A custom field of the file (OwnerID 0). Those of customers stand in the header of sales forms too, those of items on their lines. */
export type CustomField = { name: string; objects: ('Customer' | 'Item')[] };

export type DeletedTransaction = {
  type: TxnType;
  txnId: string;
  refNumber: string;
  createdAt: number;
  deletedAt: number;
  total: Cents;
  memo: string;
  externalGuid: string;
};

export type RememberedOutcome = {
  name: string;
  requestId: string | null;
  statusCode: number;
  severity: string;
  message: string;
  listId: string;
  txnId: string;
  txnNumber: number;
  editSequence: string;
  externalGuid: string;
};
/** Error recovery's record of one message set. `outcomes` is null when QuickBooks died before it could store them. */
export type RememberedSet = { id: string; checksum: string; at: number; outcomes: RememberedOutcome[] | null };

export type State = {
  format: 'stockbridge-simulated-company-1';
  name: string;
  path: string;
  /** Stamped by the Web Connector, `{GUID}`; empty when no .qwc was ever added for this file. */
  fileId: string;
  /** The owner the stamp is visible to; empty: whoever asks. */
  ownerId: string;
  country: string;
  edition: 'Pro' | 'Premier' | 'Enterprise';
  /** IANA zone of the PC. */
  zone: string;
  supportedVersions: string[];
  salesTaxOn: boolean;
  defaultTaxItemId: string;
  closingDate: string | null;
  /** Is the closed period guarded by a password? */
  closingPassword: boolean;
  classTracking: boolean;
  /** Multiple inventory sites. */
  sitesOn: boolean;
  multiCurrency: boolean;
  /** Empty while multicurrency is off. */
  homeCurrencyId: string;
  /** Null: any name of a custom field is taken. */
  customFields: CustomField[] | null;
  /** Grow with every list record, transaction or line, TxnNumber, iterator. */
  counters: { list: number; txn: number; txnNumber: number; iterator: number };
  /** QuickBooks falls back to it when an Add gives no TxnDate. */
  lastTxnDate: string;
  lists: ListRecord[];
  customers: Customer[];
  items: Item[];
  transactions: Transaction[];
  deleted: DeletedTransaction[];
  remembered: RememberedSet[];
};
