/** Entry of the window. */
import './askFirst.ts';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App, tabs } from './App.tsx';
import { createEngine, openTransport } from './engine/engine.ts';
import { createQueries, EngineProvider } from './engine/EngineProvider.tsx';
import { openAhead } from './openAhead.ts';
import { FaultPage } from './parts/FullPage.tsx';
import { Questions } from './parts/Questions.tsx';
import { routeOf } from './routeOf.ts';
import { Theme } from './theme/Theme.tsx';

const place = document.getElementById('root');
if (place !== null) {
  const engine = createEngine(openTransport());
  const queries = createQueries();
  const root = createRoot(place, {
    // A fault of a page empties the window; something must be said in its place.
    onUncaughtError: () => { setTimeout(() => { root.render(<Theme><FaultPage /></Theme>); }); },
  });
  void openAhead(engine, queries, tabs, routeOf(location.hash)).then(() => {
    root.render(<StrictMode><Theme><EngineProvider engine={engine} queries={queries}><Questions><App /></Questions></EngineProvider></Theme></StrictMode>);
  });
}
