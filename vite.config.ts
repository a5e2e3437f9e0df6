/** The window's build and its development server. The Node side is built by scripts/build.ts. */
import react from '@vitejs/plugin-react';
import { defineConfig, type HtmlTagDescriptor, type Plugin } from 'vite';
import { compileStyles } from './scripts/compileStyles.ts';

/** What asks the first page's questions: a file of its own, small enough to run while the rest is still on its way. */
const EARLY = /renderer\/(askFirst|routeOf)\.|renderer\/engine\/(early|rowPage)\.|renderer\/(pending|log)\/question\.|contract\/paths\.|domain\/(calendar|problem|result|syncLog)\./;

/** Dialogs, menus and whatever else is opened later stay outside. */
const FIRST = /node_modules\/(react|react-dom|scheduler)\/|@fluentui\/react-(button|search|select|input|badge|link|skeleton|icons)\/|@fluentui\/tokens\/|renderer\/engine\/|renderer\/parts\/(VirtualTable|tableParts|rowsOnScreen|ListWithPanel|Toolbar|Page|StatusBadge|RelativeTime|EmptyState|ErrorState|Loading|Bar|ListTabs|format|stores|useDo|useIsNarrow|useNow|Facts)\.|contract\/calls\/(setup|status|updates)\.|renderer\/(pending|log|dashboard)\/|renderer\/openAhead\./;

/** Fetched, not run. */
const LATE = /contract\/calls\/(log|dashboard)\./;

/** The file of EARLY stands in the page by itself: named only inside the large one, it would begin when that one has been read. */
function runEarly(): Plugin {
  return {
    name: 'run-early',
    transformIndexHtml: {
      order: 'post',
      handler: (_page, { bundle }) => Object.values(bundle ?? {}).flatMap((file): readonly HtmlTagDescriptor[] => {
        if (file.type !== 'chunk') return [];
        if (file.name === 'early') return [{ tag: 'script', attrs: { type: 'module', async: true, crossorigin: true, src: `./${file.fileName}` }, injectTo: 'head-prepend' }];
        // The schemas of what two pages ask first (engine/lateContract.ts): small, and else only fetched when the answer is there.
        return file.moduleIds.some((id) => LATE.test(id)) && file.isDynamicEntry ? [{ tag: 'link', attrs: { rel: 'modulepreload', crossorigin: true, href: `./${file.fileName}` }, injectTo: 'head' }] : [];
      }),
    },
  };
}

export default defineConfig({
  root: 'renderer',
  // Relative: the same files are served under app:// and under /ui/.
  base: './',
  plugins: [react(), ...compileStyles(), runEarly()],
  build: {
    outDir: '../dist/renderer',
    emptyOutDir: true,
    target: 'chrome130',
    // The content security policy knows neither data: addresses nor scripts in the page.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 4_000,
    // What the first page of every window is made of is one file: two dozen small ones take longer to fetch than it takes to read them.
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'early', test: EARLY, priority: 2 }, { name: 'window', test: FIRST, priority: 1 }] } } },
  },
});
