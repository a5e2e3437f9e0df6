/** The folder a person has given: a full path, and the name it has for identities. */
import path from 'node:path';
import { problem, type Problem } from '../../domain/problem.ts';
import { err, ok, type Result } from '../../domain/result.ts';

/** Where things are in the folder. */
export type Places = {
  readonly root: string; readonly orders: string; readonly taken: string; readonly stock: string;
  readonly listings: string; readonly stockFile: string; readonly linksFile: string; readonly pricesFile: string;
};

/** "Copy as path" in Windows' Explorer puts quotation marks around it. */
export function typedPath(typed: string): string {
  const bare = typed.trim().replace(/^"(.*)"$/, '$1').trim();
  return bare.length > 1 && !/^[A-Za-z]:[\\/]$/.test(bare) ? bare.replace(/[\\/]+$/, '') : bare;
}

/** Error `folderPath`, at the field `url`. */
export function readFolderPath(typed: string, platform: NodeJS.Platform = process.platform): Result<Places> {
  const kind = platform === 'win32' ? path.win32 : path.posix;
  const example = platform === 'win32' ? 'C:\\Shop\\Exchange or \\\\server\\shop\\exchange' : '/data/shop/exchange';
  const root = typedPath(typed);
  const isFull = platform === 'win32' ? /^([A-Za-z]:[\\/]|\\\\[^\\/?.][^\\/]*[\\/][^\\/])/.test(root) : root.startsWith('/');
  if (!isFull) return wrong('The folder must be given with its full path.', `Give it as ${example}.`);
   
  if (/[\u0000-\u001f]/.test(root) || root.split(/[\\/]/).some((part) => part === '..' || part === '.')) return wrong(
    'The path of the folder has parts that lead elsewhere.',
    `Give it as ${example}, without dots alone between the slashes.`,
  );
  if (kind.parse(root).root.length >= root.length) return wrong('A whole drive cannot be the folder.', 'Make a folder of its own for Stockbridge on it, and give that.');
  const at = (...parts: readonly string[]): string => kind.join(root, ...parts);
  return ok({
    root, orders: at('orders'), taken: at('orders', 'taken'), stock: at('stock'), listings: at('listings.csv'),
    stockFile: at('stock', 'stock.csv'), linksFile: at('stock', 'links.csv'), pricesFile: at('stock', 'prices.csv'),
  });
}

function wrong(what: string, todo: string): Result<never> {
  const found: Problem = problem('folderPath', what, todo, { field: 'url' });
  return err(found);
}

/** Part of newMessageSetID, so it must stay: slashes one way, lower case, no slash at the end. */
export function folderHost(typed: string): string {
  return `folder:${typedPath(typed).replaceAll('\\', '/').toLowerCase()}`;
}
