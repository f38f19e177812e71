import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  commandResponse,
  createResponse,
  deleteResponse,
  enumerateResponse,
  getResponse,
  isOfConfiguration,
  pullResponse,
  type ReceiveResult,
  readCommandResponse,
  readCreateResponse,
  readDeleteResponse,
  readEnumerateResponse,
  readGetResponse,
  readPullResponse,
  readReceiveResponse,
  readSendResponse,
  readSignalResponse,
  receiveResponse,
  type ShellFields,
  sendResponse,
  signalResponse,
} from '../../source/wsman/index.ts';
import { bytes, guid, maybe, responseHeaders, word } from './arbitrary.ts';

const count = fc.nat({ max: 1_000_000 });
const seconds = count.map((value) => value * 1000);
const shell: fc.Arbitrary<ShellFields> = fc.record(
  {
    shellId: guid,
    name: word,
    resourceUri: word,
    owner: word,
    clientIp: word,
    processId: count,
    idleTimeoutMs: count,
    inputStreams: fc.constantFrom(['stdin', 'pr'], ['stdin']),
    outputStreams: fc.constant(['stdout']),
    maxIdleTimeoutMs: count,
    locale: word,
    dataLocale: word,
    compressionMode: word,
    profileLoaded: fc.boolean(),
    encoding: word,
    bufferMode: word,
    state: word,
    runTimeMs: seconds,
    inactivityMs: seconds,
    memoryUsed: word,
    childProcesses: count,
  },
  { requiredKeys: ['shellId'] },
);

const run = { numRuns: 50 };
const headers = { messageId: 'uuid:2', relatesTo: 'uuid:1' };

describe('what a server answers, as the client reads it', () => {
  it('Create: selectors and the fields of the shell', () => {
    const selectors = guid.map((value) => [{ name: 'ShellId', value }]);
    const result = fc.record({ selectors, resourceUri: word, shell });
    fc.assert(
      fc.property(responseHeaders, result, (header, value) => {
        const written = createResponse(header, { ...value, address: 'http://ex01/' });
        expect(readCreateResponse(written, header.relatesTo)).toEqual(value);
      }),
      run,
    );
  });

  it('Command', () => {
    const read = readCommandResponse(commandResponse(headers, { commandId: 'C1' }), 'UUID:1');
    expect(read).toEqual({ commandId: 'C1' });
  });

  it('Receive: streams in their order, and the state of the command', () => {
    const stream = fc.record(
      { name: word, commandId: guid, data: bytes, end: fc.constant(true) },
      { requiredKeys: ['name', 'data'] },
    );
    const commandState = fc.record(
      {
        commandId: guid,
        state: fc.constantFrom('Done' as const, 'Pending' as const, 'Running' as const),
        exitCode: fc.integer(),
      },
      { requiredKeys: ['state'] },
    );
    const result: fc.Arbitrary<ReceiveResult> = fc.record(
      { streams: fc.array(stream, { maxLength: 4 }), commandState },
      { requiredKeys: ['streams'] },
    );
    fc.assert(
      fc.property(responseHeaders, result, (header, value) => {
        expect(readReceiveResponse(receiveResponse(header, value), header.relatesTo)).toEqual(value);
      }),
      run,
    );
  });

  it('Get', () => {
    fc.assert(
      fc.property(responseHeaders, shell, (header, value) => {
        expect(readGetResponse(getResponse(header, value), header.relatesTo)).toEqual(value);
      }),
      run,
    );
  });

  it('Enumerate and Pull: shells, and whether there are more', () => {
    const result = fc.record({ shells: fc.array(shell, { maxLength: 3 }), context: maybe(guid) });
    fc.assert(
      fc.property(responseHeaders, result, (header, { shells, context }) => {
        const expected = context === undefined ? { shells } : { shells, context };
        expect(readEnumerateResponse(enumerateResponse(header, { shells, context }))).toEqual(expected);
        expect(readPullResponse(pullResponse(header, { shells, context }))).toEqual(expected);
      }),
      run,
    );
  });

  it('Send, Signal and Delete: that it was done', () => {
    expect(() => readSendResponse(sendResponse(headers), 'uuid:1')).not.toThrow();
    expect(() => readSignalResponse(signalResponse(headers), 'uuid:1')).not.toThrow();
    expect(() => readDeleteResponse(deleteResponse(headers), 'uuid:1')).not.toThrow();
  });
});

describe('the answer of an Exchange server to Create', () => {
  const document = `<s:Envelope xml:lang="de-DE" xmlns:s="http://www.w3.org/2003/05/soap-envelope"
      xmlns:a="http://schemas.xmlsoap.org/ws/2004/08/addressing" xmlns:x="http://schemas.xmlsoap.org/ws/2004/09/transfer"
      xmlns:w="http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd" xmlns:rsp="http://schemas.microsoft.com/wbem/wsman/1/windows/shell">
    <s:Header><a:Action>http://schemas.xmlsoap.org/ws/2004/09/transfer/CreateResponse</a:Action>
      <a:MessageID>uuid:9</a:MessageID><a:To>http://schemas.xmlsoap.org/ws/2004/08/addressing/role/anonymous</a:To>
      <a:RelatesTo>uuid:8</a:RelatesTo></s:Header>
    <s:Body><x:ResourceCreated><a:Address>http://ex01.contoso.test/PowerShell/</a:Address><a:ReferenceParameters>
        <w:ResourceURI>http://schemas.microsoft.com/powershell/Microsoft.Exchange</w:ResourceURI>
        <w:SelectorSet><w:Selector Name="ShellId">0A1B</w:Selector></w:SelectorSet>
      </a:ReferenceParameters></x:ResourceCreated>
      <rsp:Shell><rsp:ShellId>0A1B</rsp:ShellId>
        <rsp:ResourceUri>http://schemas.microsoft.com/powershell/Microsoft.Exchange</rsp:ResourceUri>
        <rsp:Owner>contoso\\mira</rsp:Owner><rsp:ClientIP>fe80::1%5</rsp:ClientIP><rsp:IdleTimeOut>PT900.000S</rsp:IdleTimeOut>
        <rsp:InputStreams>stdin pr</rsp:InputStreams><rsp:OutputStreams>stdout</rsp:OutputStreams>
        <rsp:ShellRunTime>P0DT0H1M7S</rsp:ShellRunTime><rsp:ShellInactivity>soon</rsp:ShellInactivity></rsp:Shell>
    </s:Body></s:Envelope>`;

  it('gives the fields that are there, and leaves out what cannot be understood', () => {
    expect(readCreateResponse(document, 'uuid:8')).toEqual({
      resourceUri: 'http://schemas.microsoft.com/powershell/Microsoft.Exchange',
      selectors: [{ name: 'ShellId', value: '0A1B' }],
      shell: {
        shellId: '0A1B',
        resourceUri: 'http://schemas.microsoft.com/powershell/Microsoft.Exchange',
        owner: 'contoso\\mira',
        clientIp: 'fe80::1%5',
        idleTimeoutMs: 900_000,
        inputStreams: ['stdin', 'pr'],
        outputStreams: ['stdout'],
        runTimeMs: 67_000,
      },
    });
  });

  it('is taken without the shell, and not without its id', () => {
    expect(readCreateResponse(document.replace(/<rsp:Shell>.*<\/rsp:Shell>/s, '')).shell).toEqual({});
    expect(() => readCreateResponse(document.replace('"ShellId"', '"Other"'))).toThrow(/ShellId/);
  });

  it('belongs to its configuration, and to no other whose name ends alike', () => {
    const { shell: fields } = readCreateResponse(document);
    expect(isOfConfiguration(fields, 'microsoft.exchange')).toBe(true);
    expect(isOfConfiguration(fields, 'Exchange')).toBe(false);
    expect(isOfConfiguration({}, 'Microsoft.Exchange')).toBe(false);
  });
});

describe('an answer that is wrong', () => {
  const receive = receiveResponse(headers, {
    streams: [{ name: 'stdout', data: new Uint8Array([1, 2, 3]) }],
    commandState: { state: 'Done', exitCode: 0 },
  });
  const list = enumerateResponse(headers, { shells: [] });

  it.each([
    ['to another message', () => readReceiveResponse(receive, 'uuid:other')],
    ['of another action', () => readSendResponse(signalResponse(headers))],
    ['with invalid base64', () => readReceiveResponse(receive.replace('AQID', 'AQ=D'))],
    ['with an unknown state', () => readReceiveResponse(receive.replace('/Done', '/Asleep'))],
    ['with an exit code that is no number', () => readReceiveResponse(receive.replace('>0<', '>zero<'))],
    ['with a stream without a name', () => readReceiveResponse(receive.replace('Name="stdout"', ''))],
    ['with a list that has no end and no context', () => readEnumerateResponse(list.replace('<w:EndOfSequence/>', ''))],
    ['without a command id', () => readCommandResponse(commandResponse(headers, { commandId: '' }))],
    ['without its element', () => readGetResponse(getResponse(headers, {}).replace('<rsp:Shell/>', ''))],
    ['that is a web page', () => readReceiveResponse('<html><body>Service Unavailable</body></html>')],
    ['that is empty', () => readReceiveResponse('')],
    ['with a document type', () => readReceiveResponse(`<!DOCTYPE x>${receive}`)],
    ['that is too large', () => readReceiveResponse(receive.replace('AQID', 'A'.repeat(3_000_000)))],
  ])('is refused: one %s', (_what, read) => {
    expect(read).toThrow(expect.objectContaining({ name: 'WsmanError' }));
  });

  it('is refused wherever it was cut', () => {
    for (let length = 0; length < receive.length; length += 7) {
      expect(() => readReceiveResponse(receive.slice(0, length))).toThrow(
        expect.objectContaining({ name: 'WsmanError' }),
      );
    }
  });
});
