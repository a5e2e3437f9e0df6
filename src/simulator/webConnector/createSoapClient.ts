/** Carries calls through npm soap's client, made from the service's own ?wsdl: a second reader that knows nothing of the first. */
import { createClientAsync, type Client, type SoapMethodAsync } from 'soap';
import { WireError, type Args, type Operation, type Wire } from './wire.ts';

type Loose = Readonly<Record<string, unknown>>;

function isLoose(value: unknown): value is Loose {
  return typeof value === 'object' && value !== null;
}

function methodOf(client: Client, operation: Operation): SoapMethodAsync {
  const method: unknown = client[`${operation}Async`];
  if (typeof method !== 'function') throw new WireError('shape', `the service description has no ${operation}`);
  return method as SoapMethodAsync;
}

function resultOf(operation: Operation, answer: unknown): string | number | readonly string[] {
  const result = isLoose(answer) ? answer[`${operation}Result`] : undefined;
  if (operation === 'authenticate') {
    const strings = isLoose(result) ? result['string'] : undefined;
    if (!Array.isArray(strings) || !strings.every((item) => typeof item === 'string')) {
      throw new WireError('shape', 'authenticate gave no list of strings');
    }
    return strings;
  }
  const wanted = operation === 'receiveResponseXML' ? 'number' : 'string';
  if ((typeof result !== 'string' && typeof result !== 'number') || typeof result !== wanted) {
    throw new WireError('shape', `${operation} gave ${typeof result}, ${wanted} was expected`);
  }
  return result;
}

/** Which failure an error of soap or of the HTTP client under it stands for. */
function failureOf(error: unknown): WireError {
  if (error instanceof WireError) return error;
  const message = error instanceof Error ? error.message : 'the call failed';
  const response = isLoose(error) ? error['response'] : undefined;
  if (!isLoose(response)) return new WireError('unreachable', message);
  return new WireError(response['status'] === 500 ? 'fault' : 'http', message);
}

/** Reads `url?wsdl` and makes a wire of it. Throws WireError where that cannot be read. */
export async function createSoapClient(url: string): Promise<Wire> {
  const options = { endpoint: url, disableCache: true, preserveWhitespace: true };
  const client = await createClientAsync(`${url}?wsdl`, options).catch((error: unknown) => {
    throw failureOf(error);
  });
  const call: Wire['call'] = async (operation, args: Args) => {
    try {
      const reply: readonly unknown[] = await methodOf(client, operation).call(client, Object.fromEntries(args));
      const [answer, response, , request] = reply;
      return { result: resultOf(operation, answer), request: String(request), response: String(response) };
    } catch (error) {
      throw failureOf(error);
    }
  };
  return {
    call,
    async abandon(operation, args) {
      await call(operation, args);
    },
    close: () => undefined,
  };
}
