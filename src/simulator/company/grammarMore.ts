/** The element grammar of payments, refunds, checks, items, custom fields and the small lists; see grammar.ts. */

const CUSTOMER = 'CustomerRef!<209>';
const ADDRESS = 'Address(&address)';

/** Order as in the fact sheet (QBXML §8) and, for refunds and checks, the published schema less what it marks as not for US Desktop. */
export const MONEY_ADDS: Readonly<Record<string, string>> = {
  ReceivePaymentAdd: `@requestID ReceivePaymentAdd!(@defMacro ${CUSTOMER} ARAccountRef<159> TxnDate:date RefNumber/20 TotalAmount:amt
    ExchangeRate:float^8 PaymentMethodRef<31> Memo/4095 DepositToAccountRef<159> CreditCardTxnInfo(&card) ExternalGUID:guid^9
    {1 IsAutoApply!:bool | AppliedToTxnAdd+(TxnID!:id@useMacro PaymentAmount:amt &setCredit DiscountAmount:amt DiscountAccountRef<159>
      DiscountClassRef^11<159>)}) &addRest`,
  ARRefundCreditCardAdd: `@requestID ARRefundCreditCardAdd!(@defMacro ${CUSTOMER} RefundFromAccountRef<159> ARAccountRef<159> TxnDate:date
    RefNumber/11 ${ADDRESS} PaymentMethodRef<31> Memo/4095 CreditCardTxnInfo(&card) ExchangeRate:float^8 ExternalGUID:guid^9
    RefundAppliedToTxnAdd+(TxnID!:id@useMacro RefundAmount!:amt)) &addRest`,
  CheckAdd: `@requestID CheckAdd!(@defMacro AccountRef!<159> PayeeEntityRef<209> RefNumber/11 TxnDate:date Memo/4095 ${ADDRESS}
    IsToBePrinted:bool ExchangeRate:float^8 ExternalGUID:guid^9 ApplyCheckToTxnAdd*^7(TxnID!:id@useMacro Amount:amt)
    ExpenseLineAdd*(@defMacro AccountRef<159> Amount:amt Memo/4095 CustomerRef<209> ClassRef<159> BillableStatus=billable
      SalesRepRef^12<5> &dataExt)
    {* ItemLineAdd!(ItemRef<> &site &lot Desc/4095 Quantity:qty UnitOfMeasure/31^7 Cost:price Amount:amt CustomerRef<209> ClassRef<159>
         BillableStatus=billable OverrideItemAccountRef<159> LinkToTxn^4(TxnID!:id TxnLineID!:id) SalesRepRef^12<5> &dataExt)
     | ItemGroupLineAdd!(ItemGroupRef!<31> Quantity:qty UnitOfMeasure/31^7 &site &dataExt)}) &addRest`,
  DataExtAdd: dataExt('DataExtAdd'),
  DataExtMod: dataExt('DataExtMod'),
};

function dataExt(name: string): string {
  return `@requestID ${name}!(OwnerID!:guid DataExtName!/31 {1 ListDataExtType!=listDataExt ListObjRef!<159>
    | TxnDataExtType!=txnDataExt TxnID!:id@useMacro TxnLineID:id^3 | OtherDataExtType!=otherDataExt} DataExtValue!)`;
}

const HEAD = 'Name!/31 BarCode^12(BarCodeValue/50 AssignEvenIfUsed:bool AllowOverride:bool) IsActive:bool';
const SALE = `{1 SalesOrPurchase!(Desc/4095 {? Price!:price | PricePercent!:pct} AccountRef<159>)
  | SalesAndPurchase!(SalesDesc/4095 SalesPrice:price IncomeAccountRef<159> PurchaseDesc/4095 PurchaseCost:price ExpenseAccountRef<159>
      PrefVendorRef<41>)} ExternalGUID:guid^8`;
const UNITS = 'UnitOfMeasureSetRef^7<31>';

/** ItemNonInventoryAdd has ParentRef before ClassRef, the others after it (fact sheet §8). */
export const ITEM_ADDS: Readonly<Record<string, string>> = {
  ItemServiceAdd: `@requestID ItemServiceAdd!(${HEAD} ClassRef^12<159> ParentRef<> ${UNITS} SalesTaxCodeRef<3> ${SALE}) &addRest`,
  ItemOtherChargeAdd: `@requestID ItemOtherChargeAdd!(${HEAD} ClassRef^12<159> ParentRef<> SalesTaxCodeRef<3> ${SALE}) &addRest`,
  ItemNonInventoryAdd: `@requestID ItemNonInventoryAdd!(${HEAD} ParentRef<> ClassRef^12<159> ManufacturerPartNumber/31^7 ${UNITS}
    SalesTaxCodeRef<3> ${SALE}) &addRest`,
  ItemInventoryAdd: `@requestID ItemInventoryAdd!(${HEAD} ClassRef^12<159> ParentRef<> ManufacturerPartNumber/31^7 ${UNITS} SalesTaxCodeRef<3>
    SalesDesc/4095 SalesPrice:price IncomeAccountRef<159> PurchaseDesc/4095 PurchaseCost:price COGSAccountRef<159> PrefVendorRef<41>
    AssetAccountRef<159> ReorderPoint:qty Max:qty^13 QuantityOnHand:qty TotalValue:amt InventoryDate:date ExternalGUID:guid^8) &addRest`,
};

const QUERY = '@requestID @metaData=metaData';
const PAGED = `${QUERY} @iterator=iterator @iteratorID`;
const ENDS = 'IncludeRetElement*/50^4';
const PLAIN = ['Class', 'Terms', 'StandardTerms', 'DateDrivenTerms', 'ShipMethod', 'SalesRep', 'SalesTaxCode', 'CustomerMsg', 'Currency'];
const choice = (more: string): string => `{? ListID+:id | FullName+ | &listFilter ${more}}`;

/** Only vendors and entities can be paged; templates take no filter at all, sites no MaxReturned. */
export const LIST_QUERIES: Readonly<Record<string, string>> = {
  ...Object.fromEntries(PLAIN.map((list) => [`${list}Query`, `${QUERY} ${choice('')} ${ENDS}`])),
  AccountQuery: `${QUERY} ${choice('AccountType*=accountType &currencyFilter')} &listRest`,
  PaymentMethodQuery: `${QUERY} ${choice('PaymentMethodType*=methodType')} ${ENDS}`,
  TemplateQuery: `${QUERY} ${ENDS}`,
  InventorySiteQuery: `${QUERY} {? ListID+:id | FullName+ | ActiveStatus=activeStatus FromModifiedDate:dt ToModifiedDate:dt &nameFilter} ${ENDS}`,
  VendorQuery: `${PAGED} ${choice('TotalBalanceFilter(Operator!=operator Amount!:amt) &currencyFilter &classFilter')} &listRest`,
  EmployeeQuery: `${QUERY} ${choice('')} &listRest`,
  OtherNameQuery: `${QUERY} ${choice('')} &listRest`,
  EntityQuery: `${PAGED} ${choice('')} ${ENDS}`,
};
