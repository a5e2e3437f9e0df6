/** Entry of the window. */
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import { createEngine, openTransport } from './engine/engine.ts';
import { EngineProvider } from './engine/EngineProvider.tsx';
import { FaultPage } from './parts/FullPage.tsx';
import { Theme } from './theme/Theme.tsx';

const place = document.getElementById('root');
if (place !== null) {
  const engine = createEngine(openTransport());
  const root = createRoot(place, {
    // A fault of a page empties the window; something must be said in its place.
    onUncaughtError: () => { setTimeout(() => { root.render(<Theme><FaultPage /></Theme>); }); },
  });
  root.render(<StrictMode><Theme><EngineProvider engine={engine}><App /></EngineProvider></Theme></StrictMode>);
}
