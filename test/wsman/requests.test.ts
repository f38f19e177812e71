import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  actions,
  commandRequest,
  createRequest,
  deleteRequest,
  enumerateRequest,
  getRequest,
  pullRequest,
  type RequestHeaders,
  readRequest,
  receiveRequest,
  sendRequest,
  signalCodes,
  signalRequest,
  type WsmanRequest,
} from '../../source/wsman/index.ts';
import { child, childText, readXml } from '../../source/xml/index.ts';
import { bytes, guid, maybe, requestHeaders, word } from './arbitrary.ts';

/** What the server reads of a request that a client wrote, for any headers and parameters. */
function roundTrip<T>(
  parameters: fc.Arbitrary<T>,
  write: (headers: RequestHeaders, value: T) => string,
  expected: (value: T) => object,
  ownOptions: readonly string[] = [],
): void {
  fc.assert(
    fc.property(requestHeaders, parameters, (headers, value) => {
      const read: WsmanRequest = readRequest(write(headers, value));
      expect(read).toMatchObject(expected(value));
      const options = read.headers.options?.filter(({ name }) => !ownOptions.includes(name));
      expect({ ...read.headers, options }).toEqual({
        ...headers,
        options: headers.options?.filter(({ name }) => !ownOptions.includes(name)),
      });
    }),
    { numRuns: 50 },
  );
}

describe('what a client asks, as the server reads it', () => {
  it('Create', () => {
    const parameters = fc.record({
      shellId: guid,
      creationXml: bytes,
      name: maybe(word),
      idleTimeoutMs: maybe(fc.nat()),
      protocolVersion: fc.constantFrom('2.2', '2.3'),
    });
    const expected = (value: object) => ({
      operation: 'create',
      inputStreams: ['stdin', 'pr'],
      outputStreams: ['stdout'],
      ...value,
    });
    roundTrip(parameters, createRequest, expected, ['protocolversion']);
  });

  it('Command', () => {
    roundTrip(fc.record({ commandId: guid, payload: bytes }), commandRequest, (value) => ({
      operation: 'command',
      ...value,
    }));
  });

  it('Send of several streams', () => {
    const stream = fc.record({ name: fc.constantFrom('stdin', 'pr'), commandId: guid, data: bytes });
    const streams = fc.array(stream, { minLength: 1, maxLength: 4 });
    roundTrip(fc.record({ streams }), sendRequest, (value) => ({ operation: 'send', ...value }));
  });

  it('Receive', () => {
    const parameters = fc.record({ commandId: maybe(guid), streams: fc.constant(['stdout']) });
    const expected = (value: object) => ({ operation: 'receive', keepAlive: true, ...value });
    roundTrip(parameters, receiveRequest, expected, ['WSMAN_CMDSHELL_OPTION_KEEPALIVE']);
  });

  it('Signal', () => {
    const parameters = fc.record({ commandId: guid, code: fc.constantFrom(...Object.values(signalCodes)) });
    roundTrip(parameters, signalRequest, (value) => ({ operation: 'signal', ...value }));
  });

  it('Delete and Get', () => {
    roundTrip(fc.constant(undefined), deleteRequest, () => ({ operation: 'delete' }));
    roundTrip(fc.constant(undefined), getRequest, () => ({ operation: 'get' }));
  });

  it('Enumerate and Pull', () => {
    const count = maybe(fc.integer({ min: 1, max: 1000 }));
    const filter = maybe(fc.array(fc.record({ name: word, value: word }), { maxLength: 2 }));
    roundTrip(fc.record({ maxElements: count, filter }), enumerateRequest, (value) => ({
      operation: 'enumerate',
      optimized: true,
      ...value,
    }));
    roundTrip(fc.record({ context: word, maxElements: count }), pullRequest, (value) => ({
      operation: 'pull',
      ...value,
    }));
  });

  it('an action of another kind, to be answered with a fault', () => {
    const headers = { to: 'http://ex01/', resourceUri: 'r', messageId: 'uuid:1' };
    for (const other of [`${actions.command}X`, '__proto__', 'constructor']) {
      const request = readRequest(getRequest(headers).replace(actions.get, other));
      expect(request).toMatchObject({ operation: 'unknown', action: other, headers });
    }
  });
});

describe('an envelope of a client', () => {
  const headers: RequestHeaders = {
    to: 'http://ex01.contoso.test/PowerShell/?a=1&b=2',
    resourceUri: 'http://schemas.microsoft.com/powershell/Microsoft.Exchange',
    messageId: 'uuid:A3D5E1B0-0000-4000-8000-000000000001',
    operationTimeoutMs: 180_000,
    maxEnvelopeSize: 153_600,
  };
  const s = 'http://www.w3.org/2003/05/soap-envelope';
  const w = 'http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd';

  it('has what WS-Management asks of its header', () => {
    const request = createRequest(headers, { shellId: 'ID', creationXml: new Uint8Array([1, 2, 3]) });
    const root = readXml(request);
    const header = child(root, s, 'Header')!;
    const mustUnderstand = header.children
      .filter(({ attributes }) => attributes.some(({ local, value }) => local === 'mustUnderstand' && value === 'true'))
      .map(({ local }) => local);
    expect(mustUnderstand).toEqual(['ResourceURI', 'Action', 'MaxEnvelopeSize', 'OptionSet']);
    expect(childText(header, w, 'OperationTimeout')).toBe('PT180.000S');
    const option = child(child(header, w, 'OptionSet')!, w, 'Option');
    expect(option?.attributes.map(({ local, value }) => `${local}=${value}`)).toEqual([
      'Name=protocolversion',
      'MustComply=true',
    ]);
    expect(option?.text).toBe('2.3');
    expect(readRequest(request).headers.options).toEqual([{ name: 'protocolversion', value: '2.3', mustComply: true }]);
    const shell = child(root, s, 'Body')!.children[0]!;
    expect(shell.children.map(({ local, text }) => [local, text])).toEqual([
      ['InputStreams', 'stdin pr'],
      ['OutputStreams', 'stdout'],
      ['creationXml', 'AQID'],
    ]);
  });
});

describe('a request that is wrong', () => {
  const headers: RequestHeaders = { to: 'http://ex01/', resourceUri: 'r', messageId: 'uuid:1' };
  const send = sendRequest(headers, { streams: [{ name: 'stdin', data: new Uint8Array([1, 2, 3]) }] });

  it.each([
    ['base64 with a foreign character', send.replace('AQID', 'AQ*D')],
    ['base64 cut short', send.replace('AQID', 'AQI')],
    ['base64 with stray bits', send.replace('AQID', 'AR==')],
    ['a stream without a name', send.replace('Name="stdin"', '')],
    ['no stream', sendRequest(headers, { streams: [] })],
    ['no action', send.replace(/<a:Action.*<\/a:Action>/, '')],
    ['two actions', send.replace(/(<a:Action.*<\/a:Action>)/, '$1$1')],
    ['an empty message id', send.replace('uuid:1', '')],
    ['no body', send.replace(/<s:Body>.*<\/s:Body>/, '')],
    [
      'another envelope',
      send.replace('http://www.w3.org/2003/05/soap-envelope', 'http://schemas.xmlsoap.org/soap/envelope/'),
    ],
    ['a document type', `<!DOCTYPE s [<!ENTITY x "y">]>${send}`],
    ['an oversized envelope', send.replace('AQID', 'A'.repeat(3_000_000))],
    ['a depth bomb', send.replace('<s:Body>', `<s:Body>${'<a>'.repeat(1000)}`)],
    ['a timeout that is none', getRequest({ ...headers, operationTimeoutMs: 1 }).replace('PT0.001S', 'soon')],
    ['an envelope size that is none', getRequest({ ...headers, maxEnvelopeSize: 1 }).replace('>1<', '>-1<')],
    ['a filter of another dialect', enumerateRequest(headers, { filter: [] }).replace('/SelectorFilter', '/XPath')],
    ['no elements at all wanted', enumerateRequest(headers, { maxElements: 5 }).replace('>5<', '>0<')],
    ['a Pull without a context', pullRequest(headers, { context: '' })],
    ['a Signal without a code', signalRequest(headers, { code: '' })],
  ])('is refused with a reason: %s', (_what, request) => {
    expect(() => readRequest(request)).toThrow(expect.objectContaining({ name: 'WsmanError' }));
  });

  it('is refused wherever it was cut', () => {
    for (let length = 0; length < send.length; length += 7) {
      expect(() => readRequest(send.slice(0, length))).toThrow(expect.objectContaining({ name: 'WsmanError' }));
    }
  });

  it('takes base64 in lines, as XML Schema allows', () => {
    expect(readRequest(send.replace('AQID', '\n  AQ\r\nID '))).toMatchObject({
      streams: [{ name: 'stdin', data: new Uint8Array([1, 2, 3]) }],
    });
  });

  it('never fails in another way, whatever bytes are changed', () => {
    const original = Buffer.from(send);
    fc.assert(
      fc.property(fc.nat(original.length - 1), fc.uint8Array({ minLength: 1, maxLength: 4 }), (at, change) => {
        const damaged = Buffer.from(original);
        damaged.set(change.subarray(0, original.length - at), at);
        try {
          readRequest(damaged);
        } catch (error) {
          expect(error).toMatchObject({ name: 'WsmanError' });
        }
      }),
      { numRuns: 300 },
    );
  });
});
