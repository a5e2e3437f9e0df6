/** Bar codes (GTIN: EAN, UPC, ISBN) in one form, whatever length they are written in. Check digits: GS1 General Specifications, section 7.9. */

const CODE = /^[\d\s-]+$/;
const ISBN_10 = /^\d{9}[\dx]$/;
/** A cell that a spreadsheet has shortened: `3.76001E+12`. */
const SHORTENED = /^(\d)[.,](\d+)e\+(\d{1,2})$/i;

/** The check digit of the digits before it. */
export function checkDigit(digits: string): string {
  let sum = 0;
  for (let place = 0; place < digits.length; place += 1) sum += Number(digits.charAt(digits.length - 1 - place)) * (place % 2 === 0 ? 3 : 1);
  return String((10 - (sum % 10)) % 10);
}

function isIsbn10(digits: string): boolean {
  let sum = 0;
  for (let place = 0; place < 10; place += 1) sum += (digits.charAt(place) === 'x' ? 10 : Number(digits.charAt(place))) * (10 - place);
  return sum % 11 === 0;
}

function bare(text: string): string {
  return text.replace(/[\s-]/g, '').toLowerCase();
}

/** Fourteen digits, the last of which is the check digit, right or wrong; empty for what is no bar code. UPC-A and EAN-13 are the same with zeros in front. */
export function gtin(text: string): string {
  const digits = bare(text);
  if (ISBN_10.test(digits) && isIsbn10(digits)) {
    const book = `978${digits.slice(0, 9)}`;
    return `0${book}${checkDigit(book)}`;
  }
  return CODE.test(text) && [8, 12, 13, 14].includes(digits.length) ? digits.padStart(14, '0') : '';
}

/** The digits without the check digit, where it is missing or wrong, and also where it is right; empty for what is no bar code. EAN-8 is too short for that. */
export function gtinWithoutCheck(text: string): readonly string[] {
  const digits = bare(text);
  const code = gtin(text);
  const keys = code === '' || digits.length < 12 ? [] : [code.slice(0, 13)];
  return CODE.test(text) && (digits.length === 11 || digits.length === 12) ? [...keys, digits.padStart(13, '0')] : keys;
}

/** The number that a spreadsheet left of a bar code, as it is written there with that many digits; null for any other text. */
export function shortened(text: string): { readonly digits: number; readonly form: string } | null {
  const [, first = '', rest = '', power = ''] = SHORTENED.exec(text.trim()) ?? [];
  return first === '' ? null : { digits: rest.length, form: `${first}.${rest}e+${String(Number(power))}` };
}

/** How a spreadsheet would shorten a bar code to so many digits behind the point. */
export function shorten(code: string, digits: number): string {
  const number = Number(gtin(code));
  return gtin(code) === '' ? '' : number.toExponential(Math.min(20, digits));
}
