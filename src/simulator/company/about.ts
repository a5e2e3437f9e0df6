/** HostQuery, CompanyQuery, PreferencesQuery: who is answering. */
import { child, element, type XmlElement } from '../../quickbooks/xml/tree.ts';
import { idOf, type Book } from './book.ts';
import { dataExtElements, present } from './documentAnswer.ts';
import { referenceTo } from './fields.ts';

const yes = (name: string): XmlElement => element(name, 'true');
const flag = (name: string, value: boolean): XmlElement => element(name, String(value));
const no = (name: string): XmlElement => element(name, 'false');

const PRODUCT: Readonly<Record<string, string>> = {
  Pro: 'QuickBooks Pro 2024',
  Premier: 'QuickBooks Premier Edition 2024',
  Enterprise: 'QuickBooks Enterprise Solutions 24.0',
};

/** Lists whose room HostQuery tells when asked; the numbers are Enterprise's usual ones. */
const CAPACITY =
  `Account BillingRate Class CustomerMsg CustomerType Entity Item JobType PaymentMethod PayrollItem PriceLevel SalesRep SalesTaxCode
  ShipMethod Template Terms ToDo Vehicle VendorType`
    .trim()
    .split(/\s+/);

export function hostRet(book: Book, request: XmlElement | null): XmlElement {
  const { state } = book;
  const wantsCapacity = request !== null && child(request, 'IncludeListMetaData') !== undefined;
  return element(
    'HostRet',
    present([
      element('ProductName', PRODUCT[state.edition] ?? ''),
      element('MajorVersion', '34'),
      element('MinorVersion', '0'),
      element('Country', state.country),
      ...state.supportedVersions.map((version) => element('SupportedQBXMLVersion', version)),
      no('IsAutomaticLogin'),
      element('QBFileMode', 'SingleUser'),
      wantsCapacity
        ? element(
            'ListMetaData',
            CAPACITY.map((list) => element(`${list}MetaData`, [element('MaxCapacity', '100000')])),
          )
        : null,
    ]),
  );
}

/** The file's stamp is private to the application that owns it (QBWC fact sheet §9). */
export function companyRet(book: Book, owners: readonly string[]): XmlElement {
  const { state } = book;
  const visible =
    state.fileId === ''
      ? []
      : owners.filter((owner) => owner !== '0' && (state.ownerId === '' || state.ownerId.toLowerCase() === owner.toLowerCase()));
  return element(
    'CompanyRet',
    present([
      no('IsSampleCompany'),
      element('CompanyName', state.name),
      element('LegalCompanyName', state.name),
      element('Address', [
        element('Addr1', state.name),
        element('City', 'Springfield'),
        element('State', 'IL'),
        element('PostalCode', '62701'),
      ]),
      element('FirstMonthFiscalYear', 'January'),
      element('FirstMonthIncomeTaxYear', 'January'),
      ...dataExtElements(
        visible.map((ownerId) => ({ ownerId, name: 'FileID', value: state.fileId })),
        visible,
      ),
    ]),
  );
}

export function preferencesRet(book: Book): XmlElement {
  const { state } = book;
  const tax = [
    referenceTo(book, 'DefaultItemSalesTaxRef', state.defaultTaxItemId),
    element('PaySalesTax', 'Monthly'),
    referenceTo(book, 'DefaultTaxableSalesTaxCodeRef', idOf(book, 'SalesTaxCode', 'Tax') ?? ''),
    referenceTo(book, 'DefaultNonTaxableSalesTaxCodeRef', idOf(book, 'SalesTaxCode', 'Non') ?? ''),
  ];
  return element(
    'PreferencesRet',
    present([
      element(
        'AccountingPreferences',
        present([
          no('IsUsingAccountNumbers'),
          yes('IsRequiringAccounts'),
          flag('IsUsingClassTracking', state.classTracking),
          yes('IsUsingAuditTrail'),
          yes('IsAssigningJournalEntryNumbers'),
          state.closingDate === null ? null : element('ClosingDate', state.closingDate),
        ]),
      ),
      element(
        'MultiCurrencyPreferences',
        present([flag('IsMultiCurrencyOn', state.multiCurrency), referenceTo(book, 'HomeCurrencyRef', state.homeCurrencyId)]),
      ),
      element('MultiLocationInventoryPreferences', [
        flag('IsMultiLocationInventoryAvailable', state.sitesOn),
        flag('IsMultiLocationInventoryEnabled', state.sitesOn),
      ]),
      element('PurchasesAndVendorsPreferences', [
        yes('IsUsingInventory'),
        element('DaysBillsAreDue', '10'),
        no('IsAutomaticallyUsingDiscounts'),
      ]),
      element('ReportsPreferences', [element('AgingReportBasis', 'AgeFromDueDate'), element('SummaryReportBasis', 'Accrual')]),
      element('SalesAndCustomersPreferences', [no('IsTrackingReimbursedExpensesAsIncome'), yes('IsAutoApplyingPayments')]),
      // The whole block is absent while sales tax is off (QBXML fact sheet §8).
      state.salesTaxOn && tax.every((one) => one !== null) ? element('SalesTaxPreferences', present(tax)) : null,
      element('TimeTrackingPreferences', [element('FirstDayOfWeek', 'Monday')]),
      element('CurrentAppAccessRights', [yes('IsAutomaticLoginAllowed'), yes('IsPersonalDataAccessAllowed')]),
      element('ItemsAndInventoryPreferences', [
        no('EnhancedInventoryReceivingEnabled'),
        element('IsTrackingSerialOrLotNumber', 'None'),
        no('FIFOEnabled'),
        no('IsBarcodeEnabled'),
      ]),
    ]),
  );
}
