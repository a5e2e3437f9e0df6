/** The one growing number that orders hand-outs and stored answers. */
import type { Sequence } from '../../domain/ids.ts';
import type { Db } from './open.ts';
import { prepared } from './statement.ts';

/** Takes the next number. Call it inside the transaction whose event it orders. */
export function nextSequence(db: Db): Sequence {
  const row = prepared<[], { value: number }>(db, 'UPDATE sequence SET value = value + 1 RETURNING value').get();
  if (row === undefined) throw new Error('the sequence row is missing');
  return row.value as Sequence;
}

/** The last number taken. */
export function currentSequence(db: Db): Sequence {
  return (prepared<[], { value: number }>(db, 'SELECT value FROM sequence').get()?.value ?? 0) as Sequence;
}
