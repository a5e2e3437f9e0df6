/** Takes people out of raw texts by where they stand: the elements of qbXML and the names of a shop's JSON that hold names, addresses, telephone numbers or free words. */
import { maskPeople } from './maskPeople.ts';

const PERSON = '[person]';

/** Elements that hold nothing but a person, wherever they stand (Intuit's schema: Customer, Vendor, Employee, addresses). */
const ELEMENTS =
  'Addr[1-5]|City|PostalCode|Phone|AltPhone|Fax|Mobile|Pager|Email|Cc|Contact|AltContact|FirstName|MiddleName|LastName|Salutation|Suffix|PrintAs|Notes?|AccountNumber';
/** Records and references that are a person: their names are a person's too. An item or an account has elements of the same names. */
const PEOPLE = '(?:Customer|Entity|PayeeEntity|Vendor|Employee|OtherName)(?:Ref|Ret|Add|Mod|QueryRq|Filter)';
const NAMES = 'Name|FullName|CompanyName|JobTitle|FromName|ToName';

const IN_ELEMENT = new RegExp(`<(${ELEMENTS})>[^<]+</\\1>`, 'g');
const IN_PERSON = new RegExp(`<(${PEOPLE})( [^>]*)?>([\\s\\S]*?)</\\1>`, 'g');
const NAME = new RegExp(`<(${NAMES})>[^<]+</\\1>`, 'g');
/** Ours begins with our key and what it is about; what a buyer wrote comes after the bar (draftTransaction). Others' memos are free words. */
const MEMO = /<Memo>([^<|]*)\|[^<]*<\/Memo>/g;

/** What QuickBooks says of a person's record, or of a name, quotes it. */
const MESSAGE = /(<(\w+)Rs\b[^>]*\bstatusMessage=")([^"]*)"/g;
const OF_PEOPLE = /^(?:Customer|Vendor|Employee|OtherName|Entity)/;
const ABOUT_PEOPLE = /customer|vendor|employee|payee|\bname\b/i;

/** WooCommerce's names for a buyer's fields (docs/woocommerce.md), and the usual ones of plug-ins. */
const JSON_NAMES = 'first_name|last_name|company|address_[12]|city|postcode|email|phone|customer_note|display_name|username|reviewer|customer_ip_address';
const IN_JSON = new RegExp(`("(?:${JSON_NAMES}|(?:billing|shipping)_\\w+)"\\s*:\\s*)"(?:[^"\\\\]|\\\\.)+"`, 'g');

/** `people`: what is known of the buyers in question; between the tags of an XML text only, so that its elements keep their names. */
export function maskRaw(text: string, people: readonly string[] = []): string {
  const isXml = text.trimStart().startsWith('<');
  if (!isXml) return maskPeople(text.replace(IN_JSON, `$1"${PERSON}"`), people);
  const masked = text
    .replace(IN_PERSON, (whole: string) => whole.replace(NAME, `<$1>${PERSON}</$1>`))
    .replace(IN_ELEMENT, `<$1>${PERSON}</$1>`)
    .replace(MESSAGE, (_, before: string, kind: string, message: string) =>
      `${before}${OF_PEOPLE.test(kind) || ABOUT_PEOPLE.test(message) ? message.replace(/(&quot;|&#34;|').*?\1/g, `$1${PERSON}$1`) : message}"`)
    .replace(MEMO, `<Memo>$1| ${PERSON}</Memo>`);
  const known = people.flatMap((one) => [one, escaped(one)]);
  return maskPeople(masked).replace(/>[^<]+</g, (between) => (known.length === 0 ? between : maskPeople(between, known)));
}

/** As an XML text writes it. */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll('\'', '&apos;');
}
