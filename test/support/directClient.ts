/** The contract's client straight on the handlers, through JSON as any transport would carry it. A fault inside fails the test. */
import { answerCall } from '../../src/contract/answer.ts';
import { createClient, type Client } from '../../src/contract/client.ts';
import { contract, type Contract } from '../../src/contract/contract.ts';
import type { Engine } from '../../src/engine/createEngine.ts';
import { createHandlers } from '../../src/engine/handlers/createHandlers.ts';

export type DirectClient = Client<Contract> & { readonly faults: readonly unknown[] };

export function directClient(engine: Engine): DirectClient {
  const handlers = createHandlers(engine);
  const faults: unknown[] = [];
  const client = createClient(contract, {
    call: async (name, input) => {
      const answer = await answerCall(contract, handlers, name, JSON.parse(JSON.stringify(input)), (_call, cause) => { faults.push(cause); });
      return JSON.parse(JSON.stringify(answer)) as unknown;
    },
    listen: (listener) => engine.on(({ kind, ...data }) => { listener(kind, data); }),
  });
  return { ...client, faults };
}
