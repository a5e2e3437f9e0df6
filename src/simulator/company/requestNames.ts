/** Names of the requests qbXML 13.0 knows and this company file does not carry out: they are answered 1030, not as a parse error. */

/** A record name and which requests there are for it: A(dd), M(od), Q(uery). */
const RECORDS = `
  Account:AM Lead:AMQ Customer:M Employee:AM OtherName:AM Vendor:AM StandardTerms:A DateDrivenTerms:A Class:AM
  SalesRep:AM
  CustomerType:AQ VendorType:AQ JobType:AQ CustomerMsg:A PaymentMethod:A ShipMethod:A SalesTaxCode:AM ToDo:AMQ ItemService:M
  ItemNonInventory:M
  ItemOtherCharge:M ItemInventory:M ItemInventoryAssembly:AM ItemFixedAsset:AM ItemSubtotal:AM ItemDiscount:AM ItemPayment:AM
  ItemSalesTax:AM
  ItemSalesTaxGroup:AM ItemGroup:AM SpecialItem:A SpecialAccount:A AccountTaxLineInfo:Q CompanyActivity:Q PayrollItemWage:AQ
  PayrollItemNonWage:Q
  PriceLevel:AMQ BillingRate:AQ Vehicle:AMQ UnitOfMeasureSet:AQ WorkersCompCode:AMQ Form1099CategoryAccountMapping:MQ
  SalesTaxReturn:Q
  SalesTaxReturnLine:Q Currency:AM PayrollLastPeriod:Q InventorySite:AM Invoice:M Estimate:AMQ SalesOrder:M SalesReceipt:M CreditMemo:M
  ReceivePayment:M ReceivePaymentToDeposit:Q Charge:AMQ PurchaseOrder:AMQ Bill:AMQ ItemReceipt:AMQ VendorCredit:AMQ BillPaymentCheck:AMQ
  BillPaymentCreditCard:AQ BillToPay:Q SalesTaxPaymentCheck:AMQ SalesTaxPayable:Q InventoryAdjustment:AMQ TimeTracking:AMQ Check:M
  CreditCardCharge:AMQ CreditCardCredit:AMQ JournalEntry:AMQ Deposit:AMQ ListDeleted:Q ClearedStatus:M ListDisplay:AM TxnDisplay:AM
  DataEventRecoveryInfo:Q BuildAssembly:AMQ ItemAssembliesCanBuild:Q VehicleMileage:AQ TransferInventory:AMQ
  BarCode:Q Transfer:AMQ DataExtDef:AMQ
  GeneralSummaryReport:Q JobReport:Q TimeReport:Q AgingReport:Q BudgetSummaryReport:Q GeneralDetailReport:Q CustomDetailReport:Q
  CustomSummaryReport:Q PayrollDetailReport:Q PayrollSummaryReport:Q`;

const OTHERS = ['ListDel', 'ListMerge', 'TxnDel', 'TxnVoid', 'DataEventRecoveryInfoDel', 'DataExtDefDel', 'DataExtDel'];

const VERBS: Readonly<Record<string, string>> = { A: 'Add', M: 'Mod', Q: 'Query' };

/** Without the `Rq`. */
export const OTHER_REQUESTS: ReadonlySet<string> = new Set([
  ...OTHERS,
  ...RECORDS.trim()
    .split(/\s+/)
    .flatMap((entry) => {
      const [record = '', verbs = ''] = entry.split(':');
      return [...verbs].map((verb) => record + (VERBS[verb] ?? ''));
    }),
]);
