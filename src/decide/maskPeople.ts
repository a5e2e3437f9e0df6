/** Takes people out of text that leaves the house: buyers' names and addresses, e-mail addresses, and the Windows user in a path. */

const PERSON = '[person]';
/** Shorter ones would spoil other words. */
const SHORTEST = 3;

/** Texts in quotes that our own sentences put after these words are names of people. */
const NAMED = /\b(customers?|buyer|vendor|employee|address|has the name|the name)((?: [A-Za-z ]{0,40})? )"[^"]*"/gi;
const MAIL = /(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g;
const PROFILE = /([\\/](?:Users|home|Documents and Settings)[\\/]+)[^\\/"'\s]+/gi;

/** `people`: what is known of the buyers in question, in any case: names, streets, telephone numbers. */
export function maskPeople(text: string, people: readonly string[] = []): string {
  let masked = text.replace(MAIL, '[e-mail]').replace(PROFILE, '$1[user]').replace(NAMED, `$1$2"${PERSON}"`);
  const known = [...new Set(people.map((one) => one.trim()).filter((one) => one.length >= SHORTEST))].sort((a, b) => b.length - a.length);
  for (const one of known) masked = masked.replace(new RegExp(one.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'gi'), PERSON);
  return masked;
}

/** A line about something cut tells both texts, and what is cut are names and addresses. */
export function maskQuoted(text: string): string {
  return text.replace(/"[^"]*"/g, `"${PERSON}"`);
}
