import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  askAgainFault,
  type FaultFields,
  faultResponse,
  hexCode,
  isAskAgain,
  isShellGone,
  readDeleteResponse,
  readReceiveResponse,
  shellGoneFault,
  WsmanError,
  WsmanFault,
} from '../../source/wsman/index.ts';
import { maybe, responseHeaders, word } from './arbitrary.ts';

const headers = { messageId: 'uuid:2', relatesTo: 'uuid:1' };

function thrown(read: () => unknown): WsmanFault {
  try {
    read();
  } catch (error) {
    expect(error).toBeInstanceOf(WsmanFault);
    return error as WsmanFault;
  }
  return expect.fail('nothing was thrown');
}

const envelope = (detail: string, reason = '<s:Text xml:lang="en-US">Denied. </s:Text>') =>
  `<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" xmlns:w="http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd">
    <s:Header/><s:Body><s:Fault><s:Code><s:Value>s:Sender</s:Value><s:Subcode><s:Value>w:AccessDenied</s:Value></s:Subcode></s:Code>
    <s:Reason>${reason}</s:Reason><s:Detail>${detail}</s:Detail></s:Fault></s:Body></s:Envelope>`;
const wsmanFault = (attributes: string, content: string) =>
  `<f:WSManFault xmlns:f="http://schemas.microsoft.com/wbem/wsman/1/wsmanfault" ${attributes}>${content}</f:WSManFault>`;

describe('a fault', () => {
  it('comes to the client with every field that the server gave', () => {
    const code = fc.nat({ max: 0xffffffff });
    const providerFault = fc.record({ provider: word, path: word, code: maybe(code), message: word });
    const fields: fc.Arbitrary<FaultFields> = fc.record({
      code: fc.constantFrom('Sender', 'Receiver'),
      subcode: maybe(fc.constantFrom('TimedOut', 'AccessDenied')),
      reason: word,
      wsmanCode: maybe(code),
      machine: maybe(word),
      message: maybe(word),
      providerFault: maybe(providerFault),
      faultDetail: maybe(fc.webUrl()),
    });
    const hasDetail = ({ wsmanCode, message, providerFault: provider, machine }: FaultFields) =>
      machine === undefined || wsmanCode !== undefined || message !== undefined || provider !== undefined;
    fc.assert(
      fc.property(responseHeaders, fields.filter(hasDetail), (header, value) => {
        expect(thrown(() => readDeleteResponse(faultResponse(header, value))).fields).toEqual(value);
      }),
      { numRuns: 100 },
    );
  });

  it('of a provider keeps the provider\u2019s own words and code apart', () => {
    const inner = wsmanFault('Code="2152988698" Machine="ex01"', '<f:Message>The quota is used up.</f:Message>');
    const provider = `<f:ProviderFault provider="microsoft.exchange" path="C:\\x.dll">${inner}</f:ProviderFault>`;
    const fault = thrown(() =>
      readDeleteResponse(
        envelope(wsmanFault('Code="2150859193" Machine="ex01"', `<f:Message>${provider}</f:Message>`)),
      ),
    );
    expect(fault.fields).toMatchObject({
      code: 'Sender',
      subcode: 'AccessDenied',
      reason: 'Denied.',
      wsmanCode: 2150859193,
      machine: 'ex01',
      message: undefined,
      providerFault: {
        provider: 'microsoft.exchange',
        path: 'C:\\x.dll',
        code: 2152988698,
        message: 'The quota is used up.',
      },
    });
    expect(fault.message).toBe('The quota is used up.');
    expect(fault.hexCode).toBe('803381B9');
  });

  it.each([
    ['5', 5, '00000005'],
    ['2150858793', 2150858793, '80338029'],
    ['-2144108503', 2150858793, '80338029'],
    ['0x80338029', 2150858793, '80338029'],
  ])('with the code %s has it as an unsigned number and in hexadecimal', (text, code, hex) => {
    const fault = thrown(() => readDeleteResponse(envelope(wsmanFault(`Code="${text}"`, ''))));
    expect([fault.fields.wsmanCode, fault.hexCode]).toEqual([code, hex]);
    expect(hexCode(-2144108503)).toBe('80338029');
  });

  it('comes through with as little as there is', () => {
    const bare = thrown(() => readDeleteResponse(envelope('', '')));
    expect(bare.fields.reason).toBe('');
    expect(bare.message).not.toBe('');
    const odd = thrown(() => readDeleteResponse(envelope(wsmanFault('Code="many"', 'x'))));
    expect(odd.fields.wsmanCode).toBeUndefined();
    expect(odd.hexCode).toBeUndefined();
  });

  it('is known without the action and the message that it answers', () => {
    expect(thrown(() => readReceiveResponse(envelope(''), 'uuid:other')).fields.subcode).toBe('AccessDenied');
  });

  it('may hold text that XML cannot carry', () => {
    const fields = { ...shellGoneFault('X'), reason: 'a\u001bb', message: 'c\u0000d' };
    const fault = thrown(() => readDeleteResponse(faultResponse(headers, fields)));
    expect(fault.fields).toMatchObject({ reason: 'a\ufffdb', message: 'c\ufffdd' });
  });

  it('that says to ask again, and one that says the shell is gone, are told apart from others', () => {
    const askAgain = thrown(() => readReceiveResponse(faultResponse(headers, askAgainFault('ex01'))));
    const gone = thrown(() => readReceiveResponse(faultResponse(headers, shellGoneFault('0A1B', 'ex01'))));
    expect([isAskAgain(askAgain), isShellGone(askAgain)]).toEqual([true, false]);
    expect([isAskAgain(gone), isShellGone(gone)]).toEqual([false, true]);
    expect([isAskAgain(new WsmanError('x')), isShellGone(undefined)]).toEqual([false, false]);
    expect(gone.hexCode).toBe('8033805B');
    expect(gone.message).toContain('0A1B');
  });
});
