/** Lets whatever else waits in the event loop go first: calls of the Web Connector, answers of shops. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => { setImmediate(resolve); });
}
