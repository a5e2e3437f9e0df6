/** The stores as the pending tab needs them, and the filter that lists them. */
import type { Output } from '../../src/contract/contract.ts';
import type { ConnectionId } from '../../src/domain/ids.ts';
import type { Choice } from '../parts/Toolbar.tsx';
import { WORDS } from '../words.ts';

export type Connections = Output<'status.show'>['companies'][number]['connections'];

export function storeChoices(connections: Connections): readonly Choice<string>[] {
  return [{ value: '', text: WORDS.allStores }, ...connections.map(({ id, name }) => ({ value: String(id), text: name }))];
}

/** The store that was chosen; undefined for all. */
export function storeOf(connections: Connections, value: string): ConnectionId | undefined {
  return connections.find(({ id }) => String(id) === value)?.id;
}

export function nameOf(connections: Connections, id: ConnectionId): string {
  return connections.find((connection) => connection.id === id)?.name ?? '';
}
