/** Bytes over a socket, exactly as they are, and the one answer that comes back. */
import { connect } from 'node:net';

/** `closed`: the other side ended the connection without a whole answer. */
export type RawAnswer = { readonly kind: 'answer'; readonly status: number; readonly head: string; readonly body: string; readonly whole: boolean } | { readonly kind: 'closed' };

/** Milliseconds without an answer after which our side is shut: what is unfinished then is told so. */
const PATIENCE = 200;
/** For what is known to be whole. */
export const ALL_PATIENCE = 60_000;

/** `bytes`: one character is one byte. Never rejects. */
export function exchange(port: number, bytes: string, milliseconds = PATIENCE): Promise<RawAnswer> {
  return new Promise((resolve) => {
    const parts: Buffer[] = [];
    const socket = connect({ port, host: '127.0.0.1', noDelay: true }, () => { socket.write(bytes, 'latin1'); });
    const patience = setTimeout(() => { socket.end(); }, milliseconds);
    const finish = (): void => {
      clearTimeout(patience);
      socket.destroy();
      resolve(readAnswer(Buffer.concat(parts).toString('latin1')));
    };
    socket.on('data', (part) => {
      parts.push(Buffer.from(part));
      const so = readAnswer(Buffer.concat(parts).toString('latin1'));
      if (so.kind === 'answer' && so.whole) finish();
    });
    socket.on('error', () => undefined);
    socket.on('close', finish);
  });
}

/** The last answer of what came: 100 Continue stands before one. */
function readAnswer(text: string): RawAnswer {
  const rest = text.replace(/^HTTP\/1\.1 100 Continue\r\n\r\n/, '');
  const end = rest.indexOf('\r\n\r\n');
  const status = /^HTTP\/1\.1 (\d{3}) /.exec(rest)?.[1];
  if (end < 0 || status === undefined) return { kind: 'closed' };
  const head = rest.slice(0, end);
  const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1];
  // What comes after is the answer to something else: bytes beyond the request's own body are another request.
  const body = rest.slice(end + 4, length === undefined || rest.length < end + 4 + Number(length) ? undefined : end + 4 + Number(length));
  return { kind: 'answer', status: Number(status), head, body, whole: length !== undefined ? body.length >= Number(length) : body.endsWith('\r\n0\r\n\r\n') || status === '304' };
}
