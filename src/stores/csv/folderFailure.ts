/** What can go wrong with a folder, in plain words that name the path and the next step. */
import { MINUTE, SECOND } from '../../domain/calendar.ts';
import { problem, type Problem } from '../../domain/problem.ts';
import { failure, type StoreFailure } from '../store.ts';
import { errorCode } from './disk.ts';

/** Thrown inside this folder only, to leave a reading at its first fault; inTime turns it into an answer. */
export class FolderFault extends Error {
  readonly failure: StoreFailure;
  constructor(found: StoreFailure) {
    super(found.code);
    this.failure = found;
  }
}

/** From Node's error (`code`, and `path` where it says one). `path`: what was worked on, should the error not say. */
export function folderFailure(cause: unknown, path: string): StoreFailure {
  if (cause instanceof FolderFault) return cause.failure;
  const code = errorCode(cause);
  const at = typeof cause === 'object' && cause !== null && 'path' in cause && typeof cause.path === 'string' ? cause.path : path;
  const detail = code === '' ? {} : { detail: code };
  switch (code) {
    case 'ENOENT': return failure(
      'folderMissing', `${at} is not there.`,
      'Check that the folder has not been moved or renamed, and that its drive is connected.', MINUTE, { ...detail, field: 'url' },
    );
    case 'ENOTDIR': return failure(
      'folderMissing', `${at} is not there: a part of the path is a file.`,
      'Give the full path of the folder itself.', null, { ...detail, field: 'url' },
    );
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return failure(
        'folderNotAllowed', `Stockbridge may not read or change ${at}.`,
        'Give the Windows user that Stockbridge runs as the right to change files there, or close the program that holds the file.', 5 * MINUTE, detail,
      );
    case 'EBUSY':
    case 'ETXTBSY':
      return failure('folderBusy', `Another program holds ${at}.`, 'Close it there (a spreadsheet that shows the file locks it). It is tried again.', 30 * SECOND, detail);
    case 'ENOSPC':
    case 'EDQUOT':
      return failure('folderFull', `There is no room left to write ${at}.`, 'Free some space on that drive. Nothing is lost: it is tried again.', 5 * MINUTE, detail);
    case 'ELOOP': return linked(at);
    case 'EMFILE':
    case 'ENFILE':
    case 'EIO':
    case 'ENXIO':
    case 'ENETUNREACH':
    case 'EHOSTDOWN':
    case 'EHOSTUNREACH':
    case 'ENOTCONN':
    case 'ESTALE':
    case 'ETIMEDOUT':
    case 'UNKNOWN':
      return failure(
        'folderUnreachable', `${at} cannot be reached.`,
        'If it lies on another computer, check that it is on and that this PC can open the folder. It is tried again.', MINUTE, detail,
      );
    default:
      return failure(
        'folderFailed', `Something went wrong with ${at}.`,
        'Open the folder on this PC and look at it. It is tried again; if it stays so, send a support bundle.', 5 * MINUTE, detail,
      );
  }
}

/** A link could lead out of the folder that the person chose. */
export function linked(path: string): StoreFailure {
  return failure('folderLink', `${path} is a link to another place, so it is not used.`, 'Put the file or folder itself there instead of the link.', null);
}

export function folderTooSlow(path: string, milliseconds: number): StoreFailure {
  return failure(
    'folderTimeOut', `${path} gave no answer within ${String(Math.round(milliseconds / SECOND))} seconds.`,
    'If it lies on another computer, open it on this PC: where that is slow too, the network is the cause. The time-out can be raised in the settings.', 30 * SECOND,
  );
}

/** A place in a file, as a person finds it in a spreadsheet or an editor. */
export type Spot = { readonly file: string; /** From 1; 0: the file as a whole. */ readonly line: number; readonly column?: string };

export function spotWords({ file, line, column }: Spot): string {
  return `${file}${line === 0 ? '' : `, line ${String(line)}`}${column === undefined ? '' : `, column ${column}`}`;
}

/** A file that cannot be read as a table of ours. */
export function badFile(spot: Spot, what: string, todo: string): Problem {
  return problem('csvFileUnreadable', `${spotWords(spot)}: ${what}`, todo, spot.column === undefined ? {} : { field: spot.column });
}

export function badFileFailure(spot: Spot, what: string, todo: string): StoreFailure {
  return { ...badFile(spot, what, todo), retryAfter: 5 * MINUTE };
}
