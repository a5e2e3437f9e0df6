/** The connectors this build knows, by kind. */
import { csvFolder } from './csv/csvFolder.ts';
import type { Connector } from './store.ts';
import { woocommerce } from './woocommerce/woocommerce.ts';

const connectors: ReadonlyMap<string, Connector> = new Map([woocommerce, csvFolder].map((connector) => [connector.kind, connector]));

export const connectorKinds: readonly string[] = [...connectors.keys()];

export function connectorFor(kind: string): Connector | undefined {
  return connectors.get(kind);
}
