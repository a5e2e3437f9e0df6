/** The contract as the window needs it: what every page asks is there at once, the rest is fetched when it is asked first. */
import { setupCalls } from '../../src/contract/calls/setup.ts';
import { statusCalls } from '../../src/contract/calls/status.ts';
import { updateCalls } from '../../src/contract/calls/updates.ts';
import type { LateContract } from '../../src/contract/client.ts';
import type { Contract } from '../../src/contract/contract.ts';
import type { CallShape } from '../../src/contract/defineContract.ts';
import { events } from '../../src/contract/events.ts';

type Calls = Readonly<Record<string, CallShape>>;

const always: Calls = { ...statusCalls, ...setupCalls, ...updateCalls };

/** What the first pages ask before they are drawn. Making the schemas of every call takes as long as drawing a list: they come when another page is opened. */
const FIRST: Readonly<Record<string, () => Promise<Calls>>> = {
  'log.search': async () => (await import('../../src/contract/calls/log.ts')).logCalls,
  'dashboard.show': async () => (await import('../../src/contract/calls/dashboard.ts')).dashboardCalls,
};

const all = async (): Promise<Calls> => (await import('../../src/contract/contract.ts')).contract.calls;

export const lateContract: LateContract<Contract> = {
  events,
  callShape: async (name) => {
    const calls = Object.hasOwn(always, name) ? always : await (Object.hasOwn(FIRST, name) ? FIRST[name] ?? all : all)();
    return Object.hasOwn(calls, name) ? calls[name] : undefined;
  },
};
