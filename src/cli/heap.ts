/** How fast the memory for new objects grows: starting makes much garbage once, which must not decide how much memory a program holds that mostly waits. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** From here on it stays as small as it is; 20 MB less of a bridge at rest. */
export function startSmall(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
}

/** Started: it grows with the work again, as Node has it by default. */
export function growAsNeeded(): void {
  setFlagsFromString('--semi-space-growth-factor=2');
}

/** Milliseconds after the start in which a bridge that nobody calls has come to rest. */
const AT_REST = 3_000;

/**
 * What was needed only to start is given back once it has come to rest: a tenth of the memory. Without this it would stay until the next great collection, which a
 * program that mostly waits does not have for hours. Takes a few hundredths of a second, once.
 */
export function giveBackAtRest(): void {
  setTimeout(() => {
    setFlagsFromString('--expose-gc');
    const collect: unknown = runInNewContext('gc');
    // "last-resort" is V8's name for: everything that can be made again, compiled code that has not run lately among it.
    if (typeof collect === 'function') (collect as (how: object) => void)({ type: 'major', flavor: 'last-resort' });
  }, AT_REST).unref();
}
