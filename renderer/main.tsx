/** Entry of the window: connects to the engine and shows how the bridge is doing. */
import { FluentProvider, MessageBar, MessageBarBody, MessageBarTitle, Title1, webLightTheme } from '@fluentui/react-components';
import { StrictMode, useEffect, useState, type ReactElement } from 'react';
import { createRoot } from 'react-dom/client';
import { createClient } from '../src/contract/client.ts';
import { contract, type Output } from '../src/contract/contract.ts';
import type { Problem } from '../src/domain/problem.ts';
import { acceptPorts, createPortTransport } from './engine/portTransport.ts';

const transport = createPortTransport();
acceptPorts(transport);
const client = createClient(contract, transport);

function Start(): ReactElement {
  const [connected, setConnected] = useState(false);
  const [status, setStatus] = useState<Output<'status.show'> | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  useEffect(() => transport.onConnection(setConnected), []);
  useEffect(() => {
    if (!connected) return;
    void client.call('status.show', {}).then((answer) => {
      if (answer.ok) setStatus(answer.value);
      setProblem(answer.ok ? null : answer.error);
    });
  }, [connected]);
  return (
    <main>
      <Title1 as="h1">Stockbridge</Title1>
      <p role="status" data-connected={connected}>{connected ? 'Connected.' : 'One moment: the engine is being started.'}</p>
      {status === null ? null : <p data-health={status.health}>{`Health: ${status.health}`}</p>}
      {problem === null ? null : (
        <MessageBar intent="error" data-problem={problem.code}>
          <MessageBarBody><MessageBarTitle>{problem.what}</MessageBarTitle>{problem.todo}</MessageBarBody>
        </MessageBar>
      )}
    </main>
  );
}

const root = document.getElementById('root');
if (root !== null) createRoot(root).render(<StrictMode><FluentProvider theme={webLightTheme}><Start /></FluentProvider></StrictMode>);
