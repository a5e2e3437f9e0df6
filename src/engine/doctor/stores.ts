/** The shops: does the key still sign in, right now, and do the clocks agree? */
import { SECOND } from '../../domain/calendar.ts';
import type { Result } from '../../domain/result.ts';
import { connectorFor } from '../../stores/registry.ts';
import type { ConnectionRow } from '../db/connections.ts';
import type { HostPorts } from '../ports.ts';
import { fine, ill, note, type Finding } from './finding.ts';

/** OAuth stamps are refused from 15 minutes on (docs/woocommerce.md); a few are a sign that one clock is not kept. */
const CLOCK_NOTE = 60 * SECOND;
const CLOCK_PROBLEM = 600 * SECOND;

export type StoreHost = Pick<HostPorts, 'now' | 'sleep' | 'seal'>;

export async function examineStore(connection: ConnectionRow, host: StoreHost, signal: AbortSignal): Promise<readonly Finding[]> {
  const subject = { check: 'store', about: connection.name } as const;
  const connector = connectorFor(connection.kind);
  if (connector === undefined) {
    return [ill(subject, { what: `This Stockbridge knows no shops of the kind "${connection.kind}".`, todo: 'Update Stockbridge.' })];
  }
  const secrets = openSecrets(connection, host);
  if (!secrets.ok) return [ill(subject, secrets.error)];
  const wrong = connector.validate({ url: connection.url, secrets: secrets.value });
  if (wrong !== null) return [ill(subject, wrong)];
  const { timeoutSeconds } = connection.settings;
  const store = connector.open({ url: connection.url, secrets: secrets.value, timeoutSeconds, now: host.now, sleep: host.sleep });
  const checked = await store.check(signal);
  if (!checked.ok) return [ill(subject, checked.error)];
  const { title, version, clockOffset } = checked.value;
  const signedIn = fine(subject, `Signed in to "${title}"${version === '' ? '' : `, version ${version}`}, at ${connection.url}.`);
  const { problem } = connection;
  const before = problem === null ? [] : [note(subject, `The last pull of orders failed: ${problem.what}`, problem.todo)];
  return [signedIn, examineClock(connection.name, clockOffset), ...before];
}

function examineClock(about: string, offset: number): Finding {
  const subject = { check: 'clock', about } as const;
  const seconds = String(Math.round(Math.abs(offset) / SECOND));
  const text = `The shop's clock is ${seconds} s ${offset > 0 ? 'ahead of' : 'behind'} this PC's.`;
  const todo = 'Set this PC\'s clock to automatic; if it is right, tell the shop\'s host.';
  if (Math.abs(offset) >= CLOCK_PROBLEM) return ill(subject, { what: text, todo });
  return Math.abs(offset) >= CLOCK_NOTE ? note(subject, text, todo) : fine(subject, 'The shop\'s clock and this PC\'s agree.');
}

function openSecrets(connection: ConnectionRow, host: StoreHost): Result<Readonly<Record<string, string>>> {
  const secrets: Record<string, string> = {};
  for (const [name, sealed] of Object.entries(connection.sealedSecrets)) {
    const plain = host.seal.open(sealed);
    if (!plain.ok) return plain;
    secrets[name] = plain.value;
  }
  return { ok: true, value: secrets };
}
