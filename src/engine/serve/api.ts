/** The contract's calls as JSON over POST. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { answerCall, type OnFault } from '../../contract/answer.ts';
import { contract, type EngineHandlers } from '../../contract/contract.ts';
import type { Answer as CallAnswer } from '../../contract/wire.ts';
import { problem, type Problem } from '../../domain/problem.ts';
import { send, type Answer } from '../http/handler.ts';
import { createBodyReader, sendAndDrain } from '../soap/readBody.ts';

/** Bytes of one call, and of all that are being read at the same time. */
const MOST_BYTES = 1024 * 1024;
const MOST_AT_ONCE = 8 * MOST_BYTES;
const JSON_TYPE = 'application/json; charset=utf-8';
const MEDIA_TYPE = /^application\/json\s*(?:;\s*charset\s*=\s*"?utf-?8"?\s*)?$/i;

/** HTTP's own word for problems that are no answer of the business; all others come with 200. */
const STATUS: Readonly<Record<string, number>> = { badInput: 400, unknownCall: 404, internal: 500 };

export function problemAnswer(status: number, why: Problem, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status, type: JSON_TYPE, body: JSON.stringify({ ok: false, error: why } satisfies CallAnswer), headers };
}

const TOO_LARGE = problemAnswer(413, problem('tooLarge', 'The call is larger than 1 MB.', 'Ask for less at once.'));
const TOO_MANY = problemAnswer(503, problem('tooMany', 'Too many large calls at once.', 'Try again in a moment.'), { 'Retry-After': '2' });
const NOT_JSON_TYPE = problemAnswer(415, problem('badInput', 'Calls are sent as application/json in UTF-8, not compressed.', 'Set Content-Type to application/json.'));
const NOT_JSON = problemAnswer(400, problem('badInput', 'The call is not valid JSON.', 'Reload the window.'));

/** Answers without having read the body, which the caller may still be sending. */
export function refuse(request: IncomingMessage, response: ServerResponse, answer: Answer): void {
  const isComing = !request.complete && (request.headers['transfer-encoding'] !== undefined || Number(request.headers['content-length'] ?? 0) > 0);
  if (isComing) sendAndDrain(request, response, { ...answer, headers: { 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff', ...answer.headers } });
  else send(request, response, answer);
}

export type Api = (request: IncomingMessage, response: ServerResponse, name: string) => Promise<void>;

/** The request has been let in already (Host, Origin, cookie). */
export function createApi(handlers: EngineHandlers, onFault: OnFault): Api {
  const bodies = createBodyReader(MOST_BYTES, MOST_AT_ONCE);
  return async (request, response, name) => {
    const refusal = refusalByHeaders(request);
    const body = refusal === null ? await bodies.read(request, response) : null;
    if (body === null || body.kind === 'tooLarge' || body.kind === 'busy') {
      refuse(request, response, refusal ?? (body?.kind === 'tooLarge' ? TOO_LARGE : TOO_MANY));
    } else if (body.kind === 'whole') {
      const input = parseJson(body.bytes);
      const answer = input === undefined ? null : await answerCall(contract, handlers, name, input, onFault);
      send(request, response, answer === null ? NOT_JSON : { status: statusOf(answer), type: JSON_TYPE, body: JSON.stringify(answer) });
    }
  };
}

function refusalByHeaders({ headers }: IncomingMessage): Answer | null {
  if (!MEDIA_TYPE.test(headers['content-type'] ?? '') || headers['content-encoding'] !== undefined) return NOT_JSON_TYPE;
  return Number(headers['content-length'] ?? 0) > MOST_BYTES ? TOO_LARGE : null;
}

function statusOf(answer: CallAnswer): number {
  return answer.ok ? 200 : (STATUS[answer.error.code] ?? 200);
}

/** Undefined is no JSON value. */
function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}
