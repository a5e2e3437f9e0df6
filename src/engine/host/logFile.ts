/** A log file of limited size: when full it becomes `NAME.1.log`, replacing the one before. */
import { closeSync, fstatSync, openSync, renameSync, writeSync } from 'node:fs';

export type LogFile = {
  /** Writes at once, so that a crash loses no line. A full disk loses lines, never the program. */
  write(line: string): void;
  close(): void;
};

/** Bytes; two files of this size are kept at most. */
const LARGEST = 5 * 1024 * 1024;

/** `path` ends in `.log`; made with mode 0600. Throws where the file cannot be opened. */
export function openLogFile(path: string, largest = LARGEST): LogFile {
  let file = openSync(path, 'a', 0o600);
  let size = fstatSync(file).size;

  const rotate = (): void => {
    closeSync(file);
    try {
      renameSync(path, path.replace(/\.log$/, '.1.log'));
    } catch {
      // Somebody reads it (Windows): go on in the same file, and try again when as much has been written once more.
    }
    file = openSync(path, 'a', 0o600);
    size = 0;
  };

  return {
    write(line) {
      try {
        const bytes = Buffer.byteLength(line);
        if (size > 0 && size + bytes > largest) rotate();
        writeSync(file, line);
        size += bytes;
      } catch {
        // The log is a help for people; the work goes on without it.
      }
    },
    close: () => closeSync(file),
  };
}
