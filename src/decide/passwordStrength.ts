/** Judges how long a password would stand against somebody who guesses, by its length, its variety and what is easy to guess in it. */

export type PasswordStrength = {
  /** 0 too short or known, 1 weak, 2 fair, 3 good, 4 very good. */
  readonly score: 0 | 1 | 2 | 3 | 4;
  readonly word: string;
  /** What would make it better; empty when nothing needs to. */
  readonly advice: string;
};

/** Below that score a password is not taken. */
export const LEAST_SCORE = 2;
/** As the provisioning file asks. */
const SHORTEST = 8;
/** Bits of guessing for the scores 2, 3 and 4. */
const STEPS = [30, 45, 65] as const;
const WORDS = ['too weak', 'weak', 'fair', 'good', 'very good'] as const;

/** What people choose most, and what somebody who knows this program tries first. */
const KNOWN = [
  'password', 'passwort', 'passw0rd', 'p@ssw0rd', 'quickbooks', 'quickbook', 'stockbridge', 'webconnector', 'connector', 'bookkeeper', 'intuit',
  'woocommerce', 'wordpress', 'welcome', 'letmein', 'administrator', 'admin', 'qwerty', 'qwertz', 'azerty', 'iloveyou', 'monkey', 'dragon',
  'sunshine', 'princess', 'football', 'baseball', 'superman', 'master', 'shadow', 'secret', 'changeme', 'default',
  'summer', 'winter', 'spring', 'autumn', 'january', 'february', 'monday', 'company', 'invoice', 'account', 'login', 'test', 'user', 'shop', 'store', 'abc123', '123456',
];
/** A known word is one guess out of a few hundred, however long it is. */
const WORD_BITS = 8;
const ROWS = ['abcdefghijklmnopqrstuvwxyz', '01234567890', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm'];

/** `own`: what belongs to the account (company, user name) and is tried first. */
export function passwordStrength(password: string, own: readonly string[] = []): PasswordStrength {
  const lower = password.toLowerCase();
  const names = own.map((name) => name.trim().toLowerCase()).filter((name) => name.length >= 3);
  if (password.length < SHORTEST) return {
    score: 0, word: WORDS[0],
    advice: `Use at least ${String(SHORTEST)} characters; three or four words that have nothing to do with each other are easy to keep.`,
  };
  const cut = withoutKnown(lower, [...KNOWN, ...names]);
  if (cut.rest.length < 3 && cut.found > 0) return { score: 0, word: WORDS[0], advice: 'Everybody tries words like this first. Take others.' };
  const bits = freshCharacters(cut.rest) * Math.log2(pool(password)) + cut.found * WORD_BITS;
  const steps = STEPS.filter((step) => bits >= step).length;
  const score = (steps + 1) as 1 | 2 | 3 | 4;
  return { score, word: WORDS[score], advice: score >= 3 ? '' : adviceFor(password, cut.found) };
}

/** Takes out what is known, the longest first. */
function withoutKnown(text: string, known: readonly string[]): { readonly rest: string; readonly found: number } {
  let rest = text;
  let found = 0;
  for (const word of [...known].sort((a, b) => b.length - a.length)) {
    while (rest.includes(word)) {
      rest = rest.replace(word, ' ');
      found += 1;
    }
  }
  return { rest: rest.replace(/\s+/g, found > 0 ? '' : ' '), found };
}

/** Characters that cannot be told from the one before: repetitions and runs along the alphabet or the keyboard count a third. */
function freshCharacters(text: string): number {
  let sum = 0;
  [...text].forEach((character, index) => {
    const before = text[index - 1];
    sum += before !== undefined && (before === character || follows(before, character)) ? 1 / 3 : 1;
  });
  // A text of few different characters is guessed as such.
  return Math.min(sum, new Set(text).size * 2);
}

function follows(a: string, b: string): boolean {
  return ROWS.some((row) => row.includes(a + b) || row.includes(b + a));
}

/** How many characters there are to choose from, as the password shows. */
function pool(password: string): number {
  const kinds: readonly (readonly [RegExp, number])[] = [[/[a-z]/, 26], [/[A-Z]/, 26], [/\d/, 10], [/[ -/:-@[-`{-~]/, 33], [/[^ -~]/, 100]];
  return Math.max(10, kinds.reduce((sum, [kind, size]) => sum + (kind.test(password) ? size : 0), 0));
}

function adviceFor(password: string, known: number): string {
  if (known > 0) return 'Leave out words that everybody tries first, and the names of the company and the user.';
  return password.length < 12 ? 'Make it longer: every character counts more than a special sign.' : 'Use more different characters, and no rows of the keyboard.';
}
