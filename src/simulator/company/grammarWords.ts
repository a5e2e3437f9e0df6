/** The enumerations and shared fragments of the element grammar (US QuickBooks Desktop, qbXML 13.0). */
import type { Dictionary } from './notation.ts';

const list = (text: string): readonly string[] => text.trim().split(/\s+/);

/** What TransactionQuery and linked transactions call a transaction. */
const TXN_TYPES = `
  ARRefundCreditCard Bill BillPaymentCheck BillPaymentCreditCard BuildAssembly Charge Check CreditCardCharge CreditCardCredit CreditMemo
  Deposit Estimate InventoryAdjustment Invoice ItemReceipt JournalEntry LiabilityAdjustment Paycheck PayrollLiabilityCheck PurchaseOrder
  ReceivePayment SalesOrder SalesReceipt SalesTaxPaymentCheck Transfer VendorCredit YTDAdjustment`;

export const WORDS: Readonly<Record<string, readonly string[]>> = {
  activeStatus: list('ActiveOnly InactiveOnly All'),
  matching: list('StartsWith Contains EndsWith'),
  operator: list('LessThan LessThanEqual Equal GreaterThan GreaterThanEqual'),
  metaData: list('NoMetaData MetaDataOnly MetaDataAndResponseData'),
  iterator: list('Start Continue Stop'),
  priceConflict: list('Zero BasePrice'),
  transactionMode: list('CardNotPresent CardPresent'),
  cardTxn: list('Authorization Capture Charge Refund VoiceAuthorization'),
  check: list('Pass Fail NotAvailable'),
  payment: list('Unknown Completed'),
  jobStatus: list('Awarded Closed InProgress None NotAwarded Pending'),
  delivery: list('None Email Fax Mail'),
  paid: list('All PaidOnly NotPaidOnly'),
  billable: list('Billable NotBillable HasBeenBilled'),
  methodType: list('AmericanExpress Cash Check DebitCard Discover ECheck GiftCard MasterCard Other OtherCreditCard Visa'),
  listDataExt: list('Account Customer Employee Item OtherName Vendor'),
  txnDataExt:
    list(`ARRefundCreditCard Bill BillPaymentCheck BillPaymentCreditCard BuildAssembly Charge Check CreditCardCharge CreditCardCredit
    CreditMemo Deposit Estimate InventoryAdjustment Invoice ItemReceipt JournalEntry PurchaseOrder ReceivePayment SalesOrder SalesReceipt
    SalesTaxPaymentCheck VendorCredit`),
  otherDataExt: list('Company'),
  entityType: list('Customer Employee OtherName Vendor'),
  detailLevel: list('All SummaryOnly AllExceptSummary'),
  posting: list('Either NonPosting Posting'),
  closed: list('Either Closed Open'),
  txnTypeFilter: list(`All ${TXN_TYPES}`),
  dateMacro:
    list(`All Today ThisWeek ThisWeekToDate ThisMonth ThisMonthToDate ThisCalendarQuarter ThisCalendarQuarterToDate ThisFiscalQuarter
    ThisFiscalQuarterToDate ThisCalendarYear ThisCalendarYearToDate ThisFiscalYear ThisFiscalYearToDate Yesterday LastWeek LastWeekToDate
    LastMonth LastMonthToDate LastCalendarQuarter LastCalendarQuarterToDate LastFiscalQuarter LastFiscalQuarterToDate LastCalendarYear
    LastCalendarYearToDate LastFiscalYear LastFiscalYearToDate NextWeek NextFourWeeks NextMonth NextCalendarQuarter NextCalendarYear
    NextFiscalQuarter NextFiscalYear`),
  txnDelType:
    list(`ARRefundCreditCard Bill BillPaymentCheck BillPaymentCreditCard BuildAssembly Charge Check CreditCardCharge CreditCardCredit
    CreditMemo Deposit Estimate InventoryAdjustment Invoice ItemReceipt JournalEntry PayrollLiabilityAdjustment PayrollPriorPayment
    PayrollYearToDateAdjustment PurchaseOrder ReceivePayment SalesOrder SalesReceipt SalesTaxPaymentCheck TimeTracking TransferInventory
    VehicleMileage VendorCredit`),
  accountType:
    list(`AccountsPayable AccountsReceivable Bank CostOfGoodsSold CreditCard Equity Expense FixedAsset Income LongTermLiability NonPosting
    OtherAsset OtherCurrentAsset OtherCurrentLiability OtherExpense OtherIncome`),
  accountTypeFilter: list(`AccountsPayable AccountsReceivable AllowedFor1099 APAndSalesTax APOrCreditCard ARAndAP Asset BalanceSheet Bank
    BankAndARAndAPAndUF BankAndUF CostOfSales CreditCard CurrentAsset CurrentAssetAndExpense CurrentLiability Equity
    EquityAndIncomeAndExpense ExpenseAndOtherExpense FixedAsset IncomeAndExpense IncomeAndOtherIncome Liability LiabilityAndEquity
    LongTermLiability NonPosting OrdinaryExpense
    OrdinaryIncome OrdinaryIncomeAndCOGS OrdinaryIncomeAndExpense OtherAsset OtherCurrentAsset OtherCurrentLiability OtherExpense
    OtherIncome OtherIncomeOrExpense`),
  itemTypeFilter:
    list(`AllExceptFixedAsset Assembly Discount FixedAsset Inventory InventoryAndAssembly NonInventory OtherCharge Payment Sales SalesTax
    Service`),
};

const FRAGMENTS: Readonly<Record<string, string>> = {
  address: 'Addr1/41 Addr2/41 Addr3/41 Addr4/41 Addr5/41^6 City/31 State/21 PostalCode/13 Country/31 Note/41^6',
  card: `CreditCardTxnInputInfo!(CreditCardNumber!/25 ExpirationMonth!:month ExpirationYear!:int NameOnCard!/41 CreditCardAddress/41
    CreditCardPostalCode/18 CommercialCardCode/24 TransactionMode=transactionMode CreditCardTxnType=cardTxn)
    CreditCardTxnResultInfo!(ResultCode!:int ResultMessage!/60 CreditCardTransID!/24 MerchantAccountNumber!/32 AuthorizationCode/12
    AVSStreet=check AVSZip=check CardSecurityCodeMatch=check ReconBatchID/84 PaymentGroupingCode:int PaymentStatus!=payment
    TxnAuthorizationTime!:dt TxnAuthorizationStamp:int ClientTransID/16)`,
  price: '{? Rate!:price | RatePercent!:pct | PriceLevelRef!^4<31>}',
  lineHead: 'ItemRef<> Desc/4095 Quantity:qty UnitOfMeasure/31^7 &price ClassRef<159> Amount:amt',
  site: 'InventorySiteRef^10<31> InventorySiteLocationRef^12<31>',
  lot: '{? SerialNumber/4095 | LotNumber/40}',
  dataExt: 'DataExt*^5(OwnerID!:guid DataExtName!/31 DataExtValue!)',
  groupLine: 'ItemGroupRef!<31> Quantity:qty UnitOfMeasure/31^7 &site &dataExt',
  addRest: 'IncludeRetElement*/50^4',
  setCredit: 'SetCredit*^10(CreditTxnID!:id@useMacro AppliedAmount!:amt Override:bool^10)',
  contact: 'ContactName!/40 ContactValue!/255',

  nameFilter: '{? NameFilter!(MatchCriterion!=matching Name!) | NameRangeFilter!(FromName ToName)}',
  listFilter: 'MaxReturned:count ActiveStatus=activeStatus FromModifiedDate:dt ToModifiedDate:dt &nameFilter',
  oneOrChildren: '{1 ListID+:id | FullName+ | ListIDWithChildren!:id | FullNameWithChildren!}',
  classFilter: 'ClassFilter^12(&oneOrChildren)',
  currencyFilter: 'CurrencyFilter^8({1 ListID+:id | FullName+/64})',
  listRest: 'IncludeRetElement*/50^4 OwnerID*:guid',
  txnDates: '{1 FromTxnDate:date ToTxnDate:date | DateMacro!=dateMacro}',
  changed: '{? ModifiedDateRangeFilter!(FromModifiedDate:dt ToModifiedDate:dt) | TxnDateRangeFilter!(&txnDates)}',
  txnFilter: 'MaxReturned:count &changed EntityFilter(&oneOrChildren)',
  accountFilter: 'AccountFilter(&oneOrChildren)',
  numbers: '{? RefNumberFilter!(MatchCriterion!=matching RefNumber!) | RefNumberRangeFilter!(FromRefNumber ToRefNumber)}',
};

export const DICTIONARY: Dictionary = { fragments: FRAGMENTS, words: WORDS };
