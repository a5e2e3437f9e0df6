/** `init`: creates or updates a data folder from a provisioning file. */
import { prepareFolder } from '../engine/host/dataFolder.ts';
import { readProvisioningFile, setUp } from '../engine/host/setUp.ts';
import { createNodeHost } from './nodeHost.ts';
import { findKey } from './seal.ts';
import { DONE, fail, type Terminal } from './terminal.ts';

export type InitCommand = { readonly data: string; readonly from: string };

/** Nothing is made before the file has been found good. */
export async function runInit(options: InitCommand, to: Terminal): Promise<number> {
  const wanted = readProvisioningFile(options.from);
  if (!wanted.ok) return fail(to, wanted.error);
  const folder = prepareFolder(options.data);
  if (!folder.ok) return fail(to, folder.error);
  const key = findKey(folder.value, process.env);
  if (!key.ok) return fail(to, key.error);
  const done = await setUp(folder.value, createNodeHost({ folder: folder.value }), wanted.value);
  if (!done.ok) return fail(to, done.error);
  for (const { name, isNew, stores } of done.value.companies) {
    to.out(`${isNew ? 'Created' : 'Updated'} company "${name}".`);
    for (const store of stores) to.out(`  ${store.isNew ? 'Created' : 'Updated'} store "${store.name}".`);
  }
  to.out('The passwords and keys are kept in the data folder, hashed or sealed; the provisioning file is not needed any more.');
  return DONE;
}
