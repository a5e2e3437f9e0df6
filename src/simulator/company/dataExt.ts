/** Custom fields: DataExt inside an Add's lines, and DataExtAdd and DataExtMod on customers, items and whole transactions. */
import { child, element, textAt, type XmlElement } from '../../quickbooks/xml/tree.ts';
import { touch, type Book } from './book.ts';
import { dataExtElements } from './documentAnswer.ts';
import { resolve } from './fields.ts';
import { OK_MESSAGE, refuse, refused, STATUS, type Handled, type Trial } from './outcome.ts';
import type { CustomField, DataExt } from './state.ts';
import { stored } from './text.ts';

type Holder = { dataExt: DataExt[] };
type Owner = { editSequence: string; modifiedAt: number };

/** A value for a field of kind `of`. Refused with 3140 when the file has no such custom field there (OwnerID 0). */
export function readDataExt(book: Book, trial: Trial, given: XmlElement, of: CustomField['objects'][number]): DataExt {
  const one = { ownerId: textAt(given, 'OwnerID'), name: textAt(given, 'DataExtName'), value: stored(textAt(given, 'DataExtValue')) };
  const defined = book.state.customFields;
  const isKnown = defined?.some(({ name, objects }) => name.toLowerCase() === one.name.toLowerCase() && objects.includes(of)) ?? true;
  if (one.ownerId === '0' && !isKnown) {
    refuse(
      trial,
      STATUS.badReference,
      `There is an invalid reference to the custom field "${one.name}": it is not defined for this kind of record.`,
    );
  }
  return one;
}

type Place = {
  readonly holder: Holder;
  readonly owner: Owner;
  readonly of: CustomField['objects'][number];
  readonly listId: string;
  readonly txnId: string;
};

function listHolder(book: Book, trial: Trial, given: XmlElement): Place | null {
  const type = textAt(given, 'ListDataExtType');
  if (type !== 'Customer' && type !== 'Item') {
    refuse(trial, STATUS.notSupported, `Custom fields of ${type} are not part of this simulated company file.`);
    return null;
  }
  const listId = resolve(book, trial, child(given, 'ListObjRef'), type, 'DataExt');
  const holder = type === 'Customer' ? book.customers.get(listId) : book.items.get(listId);
  return holder === undefined ? null : { holder, owner: holder, of: type, listId, txnId: '' };
}

function txnHolder(book: Book, trial: Trial, given: XmlElement): Place | null {
  const txnId = textAt(given, 'TxnID');
  const transaction = book.transactions.get(txnId);
  if (transaction?.type !== textAt(given, 'TxnDataExtType')) {
    refuse(trial, STATUS.notFoundInFilter, `Object "${txnId}" specified in the request cannot be found.`);
    return null;
  }
  const lineId = textAt(given, 'TxnLineID');
  if (lineId === '') return { holder: transaction, owner: transaction, of: 'Customer', listId: '', txnId };
  const line = transaction.lines
    .flatMap((one) => (one.kind === 'group' ? [one, ...one.members] : [one]))
    .find((one) => one.lineId === lineId);
  if (line !== undefined) return { holder: line, owner: transaction, of: 'Item', listId: '', txnId };
  refuse(trial, STATUS.notFoundInFilter, `Object "${lineId}" specified in the request cannot be found.`);
  return null;
}

/** `given` is the `DataExtAdd` or `DataExtMod` element. 3180: an Add finds a value there, a Mod finds none (fact sheet §13). */
export function writeDataExt(book: Book, verb: 'Add' | 'Mod', given: XmlElement): Handled {
  const trial: Trial = { refusals: [], warnings: [] };
  const place = child(given, 'ListDataExtType') !== undefined ? listHolder(book, trial, given) : txnHolder(book, trial, given);
  const value = readDataExt(book, trial, given, place?.of ?? 'Customer');
  const same = (one: DataExt): boolean => one.ownerId === value.ownerId && one.name.toLowerCase() === value.name.toLowerCase();
  const exists = place?.holder.dataExt.some(same) ?? false;
  if (place !== null && exists !== (verb === 'Mod')) {
    refuse(
      trial,
      STATUS.notSaved,
      `There was an error when saving the custom field "${value.name}": ${exists ? 'it has a value already' : 'it has no value yet'}.`,
    );
  }
  const [first] = trial.refusals;
  if (first !== undefined || place === null)
    return refused(first ?? { code: STATUS.missingElement, message: 'The custom field names no record.' });
  return {
    kind: 'write',
    refNumber: '',
    commit: () => {
      place.holder.dataExt = [...place.holder.dataExt.filter((one) => !same(one)), value];
      // Writing one touches the record it belongs to (fact sheet §13).
      touch(book, place.owner);
      const [ret = element('DataExtRet')] = dataExtElements([value], [value.ownerId]);
      const { listId, txnId, owner } = place;
      return {
        code: STATUS.done,
        message: OK_MESSAGE,
        children: [ret],
        listId,
        txnId,
        txnNumber: 0,
        editSequence: owner.editSequence,
        externalGuid: '',
      };
    },
  };
}
