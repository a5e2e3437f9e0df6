/** Questions over HTTP that are on their way before the rest of the window has been read: their answers are there when somebody asks. */
import { API_PATH } from '../../src/contract/paths.ts';

const early = new Map<string, Promise<Response>>();

function post(call: string, body: string): Promise<Response> {
  return fetch(`${API_PATH}${call}`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body });
}

/** `input`: as the page will give it, names in the same order; else its question is asked twice. */
export function askEarly(call: string, input: unknown): void {
  const body = JSON.stringify(input);
  const answer = post(call, body);
  // Whoever takes it is told; if nobody does, it was nobody's question.
  answer.catch(() => undefined);
  early.set(`${call} ${body}`, answer);
}

/** The answer that was asked for early, once, or a new one. */
export function askNow(call: string, input: unknown): Promise<Response> {
  const body = JSON.stringify(input);
  const key = `${call} ${body}`;
  const known = early.get(key);
  early.delete(key);
  return known ?? post(call, body);
}

/** What was not taken when the first page was drawn would be old later. */
export function forgetEarly(): void {
  early.clear();
}
