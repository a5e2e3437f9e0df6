/** Makes a password that is easily typed, and puts a text on the clipboard. */

/** Without what is mistaken for something else: 0 O o, 1 l I. */
const ALPHABET = 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const GROUPS = 4;
const GROUP = 5;

/** `kT7wm-Qe4pz-…`: 20 characters, 116 bits. */
export function makePassword(): string {
  return Array.from({ length: GROUPS }, () => Array.from({ length: GROUP }, pick).join('')).join('-');
}

/** Bytes beyond the last whole multiple are thrown away, so that each character is equally likely. */
function pick(): string {
  const limit = 256 - (256 % ALPHABET.length);
  for (;;) {
    const [byte = limit] = crypto.getRandomValues(new Uint8Array(1));
    if (byte < limit) return ALPHABET.charAt(byte % ALPHABET.length);
  }
}

/** False: the system does not allow it. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
