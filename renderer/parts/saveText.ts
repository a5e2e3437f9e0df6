/** Hands the reader a text as a file, the way a browser does; nothing leaves this PC. */

/** Long enough for the browser to take it. Milliseconds. */
const KEPT = 60_000;

/** `parts` are joined; `type`: e.g. `text/csv;charset=utf-8`. */
export function saveText(name: string, parts: readonly string[], type: string): void {
  save(name, new Blob([...parts], { type }));
}

/** The same for bytes that came as base-64. */
export function saveBytes(name: string, base64: string, type: string): void {
  save(name, new Blob([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))], { type }));
}

function save(name: string, blob: Blob): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.hidden = true;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => { URL.revokeObjectURL(url); }, KEPT);
}
