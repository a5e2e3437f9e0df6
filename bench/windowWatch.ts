/** What runs inside the page while the window is measured: it looks at every frame and says when something was to be seen. Times are the page's own, in milliseconds. */

export type Watch = {
  /** When the first row of a table had been painted, from the start of the navigation. */
  readonly first: Promise<number>;
  /** The browser's own words (Paint Timing, Largest Contentful Paint), from the start of the navigation. Ask when the page has come to rest, and before any key. */
  readonly paints: () => { readonly contentful: number; readonly largest: number };
  /** Milliseconds from the last key to the first frame in which the search box says `text` and all rows on screen are its result: `total` of them, or each with `part` in it. */
  readonly search: (text: string, wanted: { readonly total?: number; readonly part?: string }) => Promise<number>;
  /** Milliseconds from the key End to the frame that shows the last row, with `part` in it. */
  readonly end: (part: string) => Promise<number>;
  /** Begins to listen for tasks that keep the main thread for 50 ms and more; `longest` is of those since. */
  readonly listen: () => void;
  readonly longest: () => number;
  /** Moves the scroll bar to that part of its way, 0 to 1. */
  readonly drag: (part: number) => void;
};

/** As text: the benchmarks are compiled without the names of a browser. */
export const WATCH = `(() => {
  const PATIENCE = 20000;
  const grid = () => document.querySelector('[role=grid]');
  const rows = () => [...document.querySelectorAll('[role=grid] tbody tr[aria-rowindex]')];
  const isLoaded = (row) => row.hasAttribute('aria-selected');
  const afterPaint = (then) => { const { port1, port2 } = new MessageChannel(); port1.onmessage = then; port2.postMessage(null); };
  const state = () => 'rows ' + (grid()?.getAttribute('aria-rowcount') ?? 'none') + ', first on screen: ' + (rows()[0]?.textContent ?? 'none') + ', last: ' + (rows().at(-1)?.textContent ?? 'none');
  const seen = (test, what) => new Promise((resolve, reject) => {
    const began = performance.now();
    const look = () => {
      if (test()) afterPaint(() => { resolve(performance.now()); });
      else if (performance.now() - began > PATIENCE) reject(new Error('not seen: ' + what + '; ' + state()));
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  let key = 0;
  let tasks = [];
  let largest = NaN;
  new PerformanceObserver((list) => { for (const entry of list.getEntries()) largest = entry.startTime; }).observe({ type: 'largest-contentful-paint', buffered: true });
  addEventListener('keydown', (event) => { key = event.timeStamp; }, true);
  new PerformanceObserver((list) => { tasks.push(...list.getEntries().map((entry) => entry.duration)); }).observe({ type: 'longtask' });
  globalThis.watch = {
    first: seen(() => rows().some(isLoaded), 'a row'),
    paints: () => ({ contentful: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN, largest }),
    search: async (text, { total, part }) => {
      const at = await seen(() => {
        const shown = rows();
        return document.querySelector('input[type=search], [role=searchbox], [role=search] input')?.value === text && shown.length > 0 && shown.every(isLoaded)
          && (total === undefined || grid().getAttribute('aria-rowcount') === String(total + 1))
          && (part === undefined || shown.every((row) => row.textContent.toLowerCase().includes(part.toLowerCase())));
      }, 'the result of ' + text);
      return at - key;
    },
    end: async (part) => {
      grid().focus();
      const at = await seen(() => {
        const [table, last] = [grid(), rows().at(-1)];
        if (last === undefined || !isLoaded(last) || last.getAttribute('aria-rowindex') !== table.getAttribute('aria-rowcount') || !last.textContent.includes(part)) return false;
        const [box, place] = [table.parentElement.getBoundingClientRect(), last.getBoundingClientRect()];
        return place.top >= box.top && place.bottom <= box.bottom + 1;
      }, 'the last row');
      return at - key;
    },
    listen: () => { tasks = []; },
    longest: () => Math.max(0, ...tasks),
    drag: (part) => { const box = grid().parentElement; box.scrollTop = part * (box.scrollHeight - box.clientHeight); },
  };
})();`;
