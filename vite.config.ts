/** The window's build and its development server. The Node side is built by scripts/build.ts. */
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Dialogs, menus and whatever else is opened later stay outside. */
const FIRST = /node_modules\/(react|react-dom|scheduler)\/|@fluentui\/react-(button|search|select|input|tabs|badge|link|skeleton|icons)\/|@fluentui\/tokens\/|renderer\/engine\/|renderer\/parts\/(VirtualTable|tableParts|rowsOnScreen|ListWithPanel|Toolbar|Page|StatusBadge|RelativeTime|EmptyState|ErrorState|Loading|format|stores|useDo|useIsNarrow|useNow|Facts)\.|contract\/calls\/(setup|status|updates)\.|renderer\/(pending|log|dashboard)\/|renderer\/(askFirst|openAhead)\./;

export default defineConfig({
  root: 'renderer',
  // Relative: the same files are served under app:// and under /ui/.
  base: './',
  plugins: [react()],
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
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'window', test: FIRST }] } } },
  },
});
