/** Hands the reader a text as a file, the way a browser does; nothing leaves this PC. */

/** Long enough for the browser to take it. Milliseconds. */
const KEPT = 60_000;

/** `parts` are joined; `type`: e.g. `text/csv;charset=utf-8`. */
export function saveText(name: string, parts: readonly string[], type: string): void {
  const url = URL.createObjectURL(new Blob([...parts], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.hidden = true;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => { URL.revokeObjectURL(url); }, KEPT);
}
