/** Takes secrets out of text that is about to be kept: by the names they stand under, by their shape, and by the very words learned. */

export type Redactor = {
  redact(text: string): string;
  /** From now on this very text is taken out wherever it stands. Texts of fewer than 6 characters are not: they would spoil every line. */
  learn(secret: string): void;
};

const HIDDEN = '[hidden]';
const SHORTEST = 6;

/** Names under which JSON carries what no log may. Tickets are keys to an open session. */
const NAMES = '(?:str)?password|passwordHash|consumer_?(?:key|secret)|secrets?|sealedSecrets|authorization|(?:set-)?cookie|(?:wc)?ticket'
  + '|apiKey|token|oauth_\\w+';

const PATTERNS: readonly (readonly [RegExp, string])[] = [
  // "name":"value"
  [new RegExp(`("(?:${NAMES})"\\s*:\\s*)"(?:[^"\\\\]|\\\\.)*"`, 'gi'), `$1"${HIDDEN}"`],
  // The same inside a JSON text that stands as a string in another one: each quote has a backslash, a quote of the value has three.
  [new RegExp(`(\\\\"(?:${NAMES})\\\\"\\s*:\\s*)\\\\"(?:[^"\\\\]|\\\\\\\\(?:\\\\.|.))*\\\\"`, 'gi'), `$1\\"${HIDDEN}\\"`],
  [new RegExp(`<(${NAMES})>[^<]*<`, 'gi'), `<$1>${HIDDEN}<`],
  [new RegExp(`([?&](?:${NAMES}|code)=)[^&\\s"'\\\\]+`, 'gi'), `$1${HIDDEN}`],
  [/\b(Basic|Bearer|OAuth)\s+[A-Za-z0-9+/=._~-]{8,}/g, `$1 ${HIDDEN}`],
  // WooCommerce's keys, as its own admin page makes them.
  [/\b(c[ks]_)[0-9A-Za-z]{8,}/g, `$1${HIDDEN}`],
];

export function createRedactor(): Redactor {
  const learned = new Set<string>();
  return {
    learn(secret) {
      if (secret.length < SHORTEST) return;
      learned.add(secret);
      // As JSON writes it, should it hold quotes or backslashes.
      learned.add(JSON.stringify(secret).slice(1, -1));
    },
    redact(text) {
      let out = text;
      for (const secret of learned) out = out.replaceAll(secret, HIDDEN);
      for (const [pattern, replacement] of PATTERNS) out = out.replace(pattern, replacement);
      return out;
    },
  };
}
