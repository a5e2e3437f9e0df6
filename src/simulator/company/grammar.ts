/**
 * What each request that this company file answers may look like, in the notation of `notation.ts`: element order, compulsory elements,
 * types, lengths and first versions as in the fact sheet (QBXML §8) for US QuickBooks Desktop. Nothing here is read from Intuit's schema;
 * test/simulator/companySchema.test.ts holds the two against each other.
 */
import { ITEM_ADDS, LIST_QUERIES, MONEY_ADDS } from './grammarMore.ts';
import { DICTIONARY } from './grammarWords.ts';
import { readNotation, type ComplexBody } from './notation.ts';

const QUERY = '@requestID @metaData=metaData';
/** Only queries that can page know the iterator attributes; elsewhere they are a parse error (fact sheet §9). */
const PAGED = `${QUERY} @iterator=iterator @iteratorID`;

const lineOf = (more: string): string => `&lineHead ${more}`;
const TAIL = 'Other1/29^6 Other2/29^6';

const TERMS_TO_SHIP = 'PONumber/25 TermsRef<31> DueDate:date SalesRepRef<5> FOB/13 ShipDate:date ShipMethodRef<15> ItemSalesTaxRef<31>';
const TAIL_OF_HEADER = 'IsToBePrinted:bool IsToBeEmailed:bool^6 CustomerSalesTaxCodeRef<3>';
const HEADER_END = 'Other/29^6 ExchangeRate:float^8 ExternalGUID:guid^9';
const ADDRESSES = 'BillAddress(&address) ShipAddress(&address)';
const NUMBERED = `TemplateRef^3<31> TxnDate:date RefNumber/11 ${ADDRESSES}`;
const LOT_LINE = 'OptionForPriceRuleConflict=priceConflict^13 &site &lot';

const ADDS: Readonly<Record<string, string>> = {
  SalesReceiptAdd: `@requestID SalesReceiptAdd!(@defMacro CustomerRef<209> ClassRef<159> ${NUMBERED} IsPending:bool CheckNumber/25
    PaymentMethodRef<31> DueDate:date SalesRepRef<5> ShipDate:date ShipMethodRef<15> FOB/13 ItemSalesTaxRef<31> Memo/4095
    CustomerMsgRef<101> ${TAIL_OF_HEADER} DepositToAccountRef<159> CreditCardTxnInfo(&card) ${HEADER_END}
    {+ SalesReceiptLineAdd!(@defMacro ${lineOf(LOT_LINE)} ServiceDate:date SalesTaxCodeRef<3> OverrideItemAccountRef<159> ${TAIL}
         CreditCardTxnInfo^7(&card) &dataExt)
     | SalesReceiptLineGroupAdd!(&groupLine)}) &addRest`,
  InvoiceAdd: `@requestID InvoiceAdd!(@defMacro CustomerRef!<209> ClassRef<159> ARAccountRef<159> ${NUMBERED} IsPending:bool
    IsFinanceCharge:bool^8
    ${TERMS_TO_SHIP} Memo/4095 CustomerMsgRef<101> ${TAIL_OF_HEADER} ${HEADER_END} LinkToTxnID*:id^6 &setCredit
    {* InvoiceLineAdd!(@defMacro ${lineOf(LOT_LINE)} ServiceDate:date SalesTaxCodeRef<3> OverrideItemAccountRef<159> ${TAIL}
         LinkToTxn^6(TxnID!:id TxnLineID!:id) &dataExt)
     | InvoiceLineGroupAdd!(&groupLine)}) &addRest`,
  SalesOrderAdd: `@requestID SalesOrderAdd!(@defMacro CustomerRef!<209> ClassRef<159> ${NUMBERED} ${TERMS_TO_SHIP} IsManuallyClosed:bool
    Memo/4095 CustomerMsgRef<101> ${TAIL_OF_HEADER} ${HEADER_END}
    {+ SalesOrderLineAdd!(${lineOf(LOT_LINE)} SalesTaxCodeRef<3> IsManuallyClosed:bool ${TAIL} &dataExt)
     | SalesOrderLineGroupAdd!(&groupLine)}) &addRest`,
  CreditMemoAdd: `@requestID CreditMemoAdd!(@defMacro CustomerRef!<209> ClassRef<159> ARAccountRef<159> ${NUMBERED} IsPending:bool
    ${TERMS_TO_SHIP} Memo/4095 CustomerMsgRef<101> ${TAIL_OF_HEADER} ${HEADER_END}
    {+ CreditMemoLineAdd!(@defMacro ${lineOf('&site &lot')} ServiceDate:date SalesTaxCodeRef<3> OverrideItemAccountRef<159> ${TAIL}
         CreditCardTxnInfo^7(&card) &dataExt)
     | CreditMemoLineGroupAdd!(&groupLine)}) &addRest`,
  ...MONEY_ADDS,
  ...ITEM_ADDS,
  CustomerAdd: `@requestID CustomerAdd!(Name!/41 IsActive:bool ClassRef^12<159> ParentRef<> CompanyName/41 Salutation/15 FirstName/25
    MiddleName/5 LastName/25 JobTitle/41^12 ${ADDRESSES} ShipToAddress*50^12(Name!/41 &address DefaultShipTo:bool) Phone/21 AltPhone/21
    Fax/21 Email/1023 Cc/1023^12
    Contact/41 AltContact/41 AdditionalContactRef*8^12(&contact) Contacts*^12(Salutation/15 FirstName!/25 MiddleName/5 LastName/25
    JobTitle/41 AdditionalContactRef*5(&contact)) CustomerTypeRef<159> TermsRef<31> SalesRepRef<5> OpenBalance:amt OpenBalanceDate:date
    SalesTaxCodeRef<3> ItemSalesTaxRef<31> ResaleNumber/15
    AccountNumber/99 CreditLimit:amt PreferredPaymentMethodRef^3<31>
    CreditCardInfo^3(CreditCardNumber/25 ExpirationMonth:month ExpirationYear:int NameOnCard/41 CreditCardAddress/41
    CreditCardPostalCode/41) JobStatus=jobStatus JobStartDate:date JobProjectedEndDate:date JobEndDate:date JobDesc/99 JobTypeRef<159>
    Notes/4095^3 AdditionalNotes*^12(Note!/4095) PreferredDeliveryMethod=delivery^12 PriceLevelRef^4<31> ExternalGUID:guid^8
    CurrencyRef^8<64>)
    &addRest`,
};

const itemQuery = (more: string): string => `${PAGED} {? ListID+:id | FullName+ | &listFilter ${more}} &listRest`;
const PLAIN_ITEMS = ['Item', 'ItemGroup', 'ItemSalesTaxGroup', 'ItemSubtotal'];
const CLASSED_ITEMS = [
  'ItemInventory',
  'ItemInventoryAssembly',
  'ItemNonInventory',
  'ItemService',
  'ItemOtherCharge',
  'ItemSalesTax',
  'ItemDiscount',
  'ItemPayment',
  'ItemFixedAsset',
];

const txnQuery = (filters: string, more: string): string =>
  `${PAGED} {? TxnID+:id | RefNumber+ | RefNumberCaseSensitive+^4 | &txnFilter ${filters}} IncludeLineItems:bool ${more} &listRest`;

const QUERIES: Readonly<Record<string, string>> = {
  HostQuery: '@requestID IncludeListMetaData^6(IncludeMaxCapacity!:bool) IncludeRetElement*/50^4',
  CompanyQuery: '@requestID &listRest',
  PreferencesQuery: '@requestID IncludeRetElement*/50^4',
  ...Object.fromEntries(PLAIN_ITEMS.map((kind) => [`${kind}Query`, itemQuery('')])),
  ...Object.fromEntries(CLASSED_ITEMS.map((kind) => [`${kind}Query`, itemQuery('&classFilter')])),
  ItemSitesQuery: `${PAGED} {? ListID*:id | {1 ItemTypeFilter=itemTypeFilter
    | ItemSiteFilter(ItemFilter({1 ListID+:id | FullName+/159 | ListIDWithChildren!:id | FullNameWithChildren!/159})
      SiteFilter({1 ListID+:id | FullName+/64}))}}
    MaxReturned:count ActiveStatus=activeStatus IncludeRetElement*`,
  CustomerQuery: `${PAGED} {? ListID+:id | FullName+
    | &listFilter TotalBalanceFilter(Operator!=operator Amount!:amt) &currencyFilter &classFilter} &listRest`,
  ...LIST_QUERIES,
  SalesReceiptQuery: txnQuery('&accountFilter &numbers &currencyFilter', ''),
  InvoiceQuery: txnQuery('&accountFilter &numbers &currencyFilter PaidStatus=paid', 'IncludeLinkedTxns:bool'),
  SalesOrderQuery: txnQuery('&numbers &currencyFilter', 'IncludeLinkedTxns:bool'),
  CreditMemoQuery: txnQuery('&accountFilter &numbers &currencyFilter', 'IncludeLinkedTxns:bool'),
  ReceivePaymentQuery: txnQuery('&accountFilter &numbers &currencyFilter', ''),
  ARRefundCreditCardQuery: txnQuery('&accountFilter &numbers &currencyFilter', ''),
  CheckQuery: txnQuery('&accountFilter &numbers &currencyFilter', 'IncludeLinkedTxns:bool'),
  TransactionQuery: `${PAGED} {? TxnID+:id
    | MaxReturned:count
      {? RefNumber+ | RefNumberCaseSensitive+^4 | RefNumberFilter!(MatchCriterion!=matching RefNumber!)
        | RefNumberRangeFilter!(FromRefNumber ToRefNumber)}
      TransactionModifiedDateRangeFilter({1 FromModifiedDate:dt ToModifiedDate:dt | DateMacro!=dateMacro})
      TransactionDateRangeFilter(&txnDates) TransactionEntityFilter({1 EntityTypeFilter!=entityType | ListID+:id | FullName+ |
      ListIDWithChildren!:id | FullNameWithChildren!})
      TransactionAccountFilter({1 AccountTypeFilter!=accountTypeFilter | ListID+:id | FullName+ | ListIDWithChildren!:id |
      FullNameWithChildren!}) TransactionItemFilter({1 ItemTypeFilter!=itemTypeFilter | ListID+:id | FullName+ | ListIDWithChildren!:id |
      FullNameWithChildren!}) TransactionClassFilter(&oneOrChildren)
      TransactionTypeFilter(TxnTypeFilter+=txnTypeFilter) TransactionDetailLevelFilter=detailLevel TransactionPostingStatusFilter=posting
      TransactionPaidStatusFilter=closed &currencyFilter} IncludeRetElement*/50`,
  TxnDeletedQuery: `${QUERY} TxnDelType+=txnDelType DeletedDateRangeFilter(FromDeletedDate:dt ToDeletedDate:dt) IncludeRetElement*/50`,
};

/** The first qbXML version that knows a request, where it is later than those anyone still runs. */
const REQUEST_SINCE: Readonly<Record<string, number>> = {
  TransactionQuery: 4,
  ARRefundCreditCardAdd: 5,
  ARRefundCreditCardQuery: 5,
  TemplateQuery: 3,
  InventorySiteQuery: 10,
  CurrencyQuery: 8,
  ItemSitesQuery: 10,
};

export type RequestRule = { readonly name: string; readonly since: number; readonly body: ComplexBody };

/** Every request this company file carries out, by its name without the `Rq`. */
export const RULES: ReadonlyMap<string, RequestRule> = new Map(
  Object.entries({ ...ADDS, ...QUERIES }).map(([name, text]) => [
    name,
    { name, since: REQUEST_SINCE[name] ?? 0, body: readNotation(text, DICTIONARY) },
  ]),
);

/**
 * Elements and requests that the published schema knows and US QuickBooks Desktop does not: they belong to QuickBooks Online or to the
 * British,
 * Canadian and Australian products ("not in QBD" in the annotated samples, fact sheet §8). Here they are parse errors.
 */
export const NOT_IN_US_DESKTOP: readonly string[] = [
  'SignonMsgsRq',
  'QBXMLSubscriptionMsgsRq',
  'IsTaxIncluded',
  'TaxAmount',
  'IsTaxable',
  'DiscountLineAdd',
  'SalesTaxLineAdd',
  'ShippingLineAdd',
  'Suffix',
  'PrintAs',
  'Mobile',
  'Pager',
  'SalesTaxCountry',
  'IsStatementWithParent',
  'DeliveryMethod',
  'TaxRegistrationNumber',
  'SalesReceiptLineGroupAdd/Desc',
  'SalesReceiptLineGroupAdd/ServiceDate',
  'InvoiceLineGroupAdd/Desc',
  'InvoiceLineGroupAdd/ServiceDate',
  'SalesOrderLineGroupAdd/Desc',
  'CreditMemoLineGroupAdd/Desc',
  'CreditMemoLineGroupAdd/ServiceDate',
  'SetCredit/TxnLineID',
  'TxnLineDetail',
  'PurchaseTaxCodeRef',
  'CheckAdd/SalesTaxCodeRef',
  'ExpenseLineAdd/SalesTaxCodeRef',
  'ItemLineAdd/SalesTaxCodeRef',
  'ItemGroupLineAdd/Desc',
];
