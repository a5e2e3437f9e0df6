/** Which qbXML version to declare to the QuickBooks that answered. */
import { problem } from '../../domain/problem.ts';
import { err, ok, type Result } from '../../domain/result.ts';

/** QuickBooks 2014 and later; nothing newer is needed (14.0 adds one field, docs/qbxml.md). */
export const PREFERRED_VERSION = '13.0';
/** ExternalGUID on transactions, which finds a document again after a lost answer, came with QuickBooks 2010. */
const LOWEST = 9;

/** `13.0` where supported, else the highest below. Error: `qbxmlVersion` when there is none, or none that can carry what is written. */
export function chooseVersion(supported: readonly string[]): Result<string> {
  const versions = supported
    .map((text) => text.trim())
    .filter((text) => /^\d{1,2}\.\d$/.test(text) && Number(text) <= Number(PREFERRED_VERSION) && Number(text) >= LOWEST)
    .toSorted((a, b) => Number(b) - Number(a));
  const [highest] = versions;
  if (highest !== undefined) return ok(highest);
  return err(problem('qbxmlVersion', 'This QuickBooks does not understand the requests of this program.',
    'Use QuickBooks Desktop 2010 or newer, United States edition.',
    { detail: supported.length === 0 ? 'no version named' : supported.join(', ') }));
}
