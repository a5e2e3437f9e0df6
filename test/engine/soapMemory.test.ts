/** Large answers of QuickBooks must come through whole, soon, and leave nothing behind. */
import { Buffer } from 'node:buffer';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ReceiveResponse } from '../../src/domain/session.ts';
import { createStrictWire } from '../../src/simulator/webConnector/strictWire.ts';
import type { Args } from '../../src/simulator/webConnector/wire.ts';
import { createFakePort, TICKET } from '../support/fakeWebConnectorPort.ts';
import { startTestServer, type TestServer } from '../support/soapServer.ts';

const MEGABYTE = 1024 * 1024;

/** An ItemInventoryQueryRs of so many items, about 1 kB each. */
function itemsAnswer(count: number): string {
  const items = Array.from({ length: count }, (_unused, index) => `<ItemInventoryRet>
<ListID>8000${String(index).padStart(4, '0')}-1700000000</ListID>
<TimeCreated>2026-01-02T03:04:05-05:00</TimeCreated>
<TimeModified>2026-11-20T13:14:15-05:00</TimeModified>
<EditSequence>1700000000</EditSequence>
<Name>Bolt ${String(index)} "3/8" &amp; nut</Name>
<FullName>Hardware:Bolts:Bolt ${String(index)} "3/8" &amp; nut</FullName>
<IsActive>true</IsActive>
<ParentRef>
<ListID>80000001-1600000000</ListID>
<FullName>Hardware:Bolts</FullName>
</ParentRef>
<Sublevel>2</Sublevel>
<SalesDesc>${'Galvanised steel bolt with nut, for outdoor use. '.repeat(6)}</SalesDesc>
<SalesPrice>1.25</SalesPrice>
<AverageCost>0.51</AverageCost>
<QuantityOnHand>${String(index % 500)}</QuantityOnHand>
<QuantityOnOrder>0</QuantityOnOrder>
<QuantityOnSalesOrder>3</QuantityOnSalesOrder>
</ItemInventoryRet>`).join('\n');
  const answer = `<ItemInventoryQueryRs requestID="1" statusCode="0" statusSeverity="Info">\n${items}\n</ItemInventoryQueryRs>`;
  return `<?xml version="1.0" ?>\n<QBXML>\n<QBXMLMsgsRs>\n${answer}\n</QBXMLMsgsRs>\n</QBXML>\n`;
}

/** Bytes in use after a full collection. */
function heapUsed(): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  collect();
  return process.memoryUsage().heapUsed + process.memoryUsage().external;
}

describe('a 10 MB answer with 10,000 items', () => {
  const text = itemsAnswer(10_000);
  const tickets: string[] = [];
  let received: ReceiveResponse | null = null;
  let server: TestServer;

  beforeAll(async () => {
    server = await startTestServer({
      ...createFakePort(),
      receiveResponseXML(response) {
        received = response;
        // What an engine keeps: the ticket. It must not hold the envelope it was cut from.
        tickets.push(response.ticket);
        return 50;
      },
    });
  });
  afterAll(() => server.close());

  it('arrives unchanged twenty times without growing the memory by more than 10 MB', async () => {
    expect(Buffer.byteLength(text)).toBeGreaterThan(8 * MEGABYTE);
    const wire = createStrictWire(server.url);
    const times: number[] = [];
    let first = 0;
    for (let round = 0; round < 20; round += 1) {
      const begun = performance.now();
      const args: Args = [['ticket', `${TICKET}${String(round)}`], ['response', text], ['hresult', ''], ['message', '']];
      const { result } = await wire.call('receiveResponseXML', args);
      times.push(Math.round(performance.now() - begun));
      expect(result).toBe(50);
      expect(received?.response === text).toBe(true);
      received = null;
      if (round === 0) first = heapUsed();
    }
    const grown = (heapUsed() - first) / MEGABYTE;
    wire.close();
    const range = `${String(Math.min(...times))}–${String(Math.max(...times))} ms`;
    console.info(`10 MB answer: ${range} a call, memory ${grown.toFixed(1)} MB after 20`);
    expect(tickets).toHaveLength(20);
    expect(grown).toBeLessThan(10);
  });
});
