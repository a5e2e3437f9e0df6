/** Buyers of generated orders: plain names, and names that make a bookkeeper's program stumble. */
import type { Person } from './types.ts';

const FIRST = ['Ann', 'José', 'Mary-Kate', 'Li', 'Søren', 'Zoë', 'Dmitri', 'Aoife', 'Björn', 'Chloé', 'Omar', 'Ngọc'];
const LAST = [
  "O'Brien",
  'García',
  'van der Berg',
  'Wei',
  'Ångström',
  'Müller',
  'Smith-Jones',
  'Núñez',
  'Petrov',
  'Łukasik',
  'Nguyễn',
  'Brown',
];
const PLACES: readonly Pick<Person, 'city' | 'state' | 'postalCode' | 'country'>[] = [
  { city: 'Albany', state: 'NY', postalCode: '12207', country: 'US' },
  { city: 'Hoboken', state: 'NJ', postalCode: '07030', country: 'US' },
  { city: 'Springfield', state: 'IL', postalCode: '62701', country: 'US' },
  { city: 'Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch', state: '', postalCode: 'LL61 5UJ', country: 'GB' },
  { city: 'Zürich', state: '', postalCode: '8001', country: 'CH' },
];

/** Longer than a customer's name may be and the same up to there; emoji; right to left; a colon; nothing at all. */
const ODD: readonly Person[] = [
  { firstName: 'Maximiliana', lastName: 'Featherstonehaugh-Cholmondeley the Elder', company: '' },
  { firstName: 'Maximiliana', lastName: 'Featherstonehaugh-Cholmondeley the Younger', company: '' },
  { firstName: 'Sunny 🌞', lastName: 'Day 🙂' },
  { firstName: 'שרה', lastName: 'כהן' },
  { firstName: 'Ann: Wholesale', lastName: 'Lee' },
  { firstName: '', lastName: '', company: '' },
  { firstName: '', lastName: '', company: 'North Star Outfitters & Supply Company of the Upper Midwest, Inc.' },
  { firstName: '  Tab\t', lastName: ' Stop  ' },
];

/** The buyer with this index; the same every time. Every ninth is odd; each has an e-mail address of his own. */
export function buyer(index: number): Person & { readonly id?: number } {
  const place = PLACES[index % PLACES.length] ?? {};
  const odd = index % 9 === 8 ? ODD[Math.floor(index / 9) % ODD.length] : undefined;
  const company = index % 4 === 1 ? `Company ${String(index)} & Sons` : '';
  const own: Person = odd ?? {
    firstName: FIRST[index % FIRST.length] ?? '',
    lastName: LAST[Math.floor(index / FIRST.length) % LAST.length] ?? '',
    company,
  };
  return {
    ...place,
    ...own,
    line1: `${String(1 + index)} Main St`,
    line2: index % 3 === 0 ? 'Apt 4, second staircase on the left' : '',
    email: `buyer${String(index)}@example.test`,
    phone: index % 5 === 0 ? '' : `518-555-${String(index % 10_000).padStart(4, '0')}`,
    ...(index % 2 === 0 ? { id: 1_000 + index } : {}),
  };
}
