import { describe, expect, it } from 'vitest';
import { classify, FailureError } from '../../../source/domain/index.ts';
import { FaultAnswer, PlainAnswer, PoolEnded } from '../../../source/engine/server/answers.ts';
import { addressOf, correspondentOf } from '../../../source/engine/server/correspondent.ts';
import { factsOf, failureOf } from '../../../source/engine/server/failures.ts';
import { HttpFailure } from '../../../source/http/index.ts';
import { errorRecord, PsrpError } from '../../../source/psrp/index.ts';
import { WsmanError, WsmanFault } from '../../../source/wsman/index.ts';

const to = { host: 'ex01.contoso.com', port: 80, user: 'mira@contoso.com' };
const origin = 'http://ex01.contoso.com';

describe('the facts of an error', () => {
  it('keep a fault’s code, status, text and what support asks for', () => {
    const fault = new WsmanFault({
      code: 'Sender',
      subcode: 'QuotaLimit',
      reason: 'r',
      wsmanCode: 0x803381a5,
      message: 'Zu viele Shells.',
      providerFault: { message: '', code: 0x80070005 },
    });
    expect(factsOf(new FaultAnswer(fault, { status: 500, requestId: 'abc' }), to)).toEqual({
      ...addressOf(to),
      layer: 'wsman',
      httpStatus: 500,
      code: 0x803381a5,
      text: 'Zu viele Shells.',
      details: { requestId: 'abc', subcode: 'QuotaLimit', providerCode: '80070005' },
    });
  });

  it('keep the status, type and target of an answer that is not SOAP', () => {
    const answer = new PlainAnswer({
      status: 302,
      contentType: 'text/html',
      location: 'http://other/',
      requestId: 'abc',
    });
    expect(factsOf(answer, to)).toEqual({
      ...addressOf(to),
      layer: 'http',
      httpStatus: 302,
      contentType: 'text/html',
      details: { location: 'http://other/', requestId: 'abc' },
    });
  });

  it('name each kind of network failure in a word that the catalogue knows', () => {
    const kinds = [
      'dns',
      'refused',
      'unreachable',
      'connect-timeout',
      'response-timeout',
      'reset',
      'tls',
      'truncated',
      'too-large',
      'aborted',
      'protocol',
    ] as const;
    for (const kind of kinds) {
      const facts = factsOf(new HttpFailure(kind, 'text', { origin, code: 'ECODE' }), to);
      expect(facts.details).toEqual({ code: 'ECODE' });
      expect(classify({ ...facts, text: '' }).id, kind).not.toBe('unknown');
    }
  });

  it('name the check that a certificate did not pass', () => {
    const certificate = {
      subject: 'ex01',
      issuer: 'Contoso CA',
      names: ['ex01.contoso.com', 'mail.contoso.com'],
      validFrom: 'Jan  1 00:00:00 2020 GMT',
      validTo: 'Feb  1 00:00:00 2020 GMT',
    };
    const of = (check: NonNullable<HttpFailure['facts']['check']>) =>
      classify(factsOf(new HttpFailure('tls', 'text', { origin, check, certificate }), to));
    expect(of('name').why).toContain('ex01.contoso.com, mail.contoso.com');
    expect(of('expired').why).toContain('Feb  1 00:00:00 2020 GMT');
    expect(of('issuer').why).toContain('Contoso CA');
    const checks = ['expired', 'notYetValid', 'name', 'selfSigned', 'issuer', 'weak', 'purpose', 'revoked'] as const;
    expect(new Set(checks.map((check) => of(check).id.replace(/^cert\..+/, 'cert')))).toEqual(new Set(['cert']));
    expect(new Set(checks.map((check) => of(check).id)).size).toBe(checks.length);
  });

  it('name the proxy and what it did', () => {
    const of = (facts: Partial<HttpFailure['facts']>) =>
      classify(factsOf(new HttpFailure('proxy', 'It is away.', { origin, proxy: 'proxy:3128', ...facts }), to));
    expect(of({ status: 407 })).toMatchObject({ id: 'http.proxy', what: expect.stringContaining('proxy:3128') });
    expect(of({ status: 403 }).id).toBe('proxy.refused');
    expect(of({ status: 502 }).id).toBe('proxy.gateway');
    expect(of({ code: 'ECONNREFUSED' })).toMatchObject({ id: 'proxy.unreachable', why: 'It is away.' });
  });

  it('tell refused credentials from a scheme that cannot be used', () => {
    const refused = new HttpFailure('auth', 'refused', { origin, status: 401, offered: ['Negotiate'] });
    expect(factsOf(refused, to)).toMatchObject({ layer: 'auth', httpStatus: 401, offered: ['Negotiate'] });
    expect(classify(factsOf(refused, to)).kind).toBe('credentials');
    expect(classify(factsOf(new HttpFailure('auth', 'no', { origin }), to)).id).toBe('auth.scheme');
  });

  it('of a pool that ended are the server’s own', () => {
    const reason = errorRecord({ message: 'Gone.', fullyQualifiedErrorId: 'X', category: 'NotSpecified' });
    expect(factsOf(new PoolEnded('broken', reason), to)).toMatchObject({
      layer: 'powershell',
      text: 'Gone.',
      fqeid: 'X',
    });
    expect(factsOf(new PoolEnded('closed', undefined), to)).toMatchObject({
      layer: 'powershell',
      text: expect.stringContaining('closed'),
    });
  });

  it('call data that break the protocol malformed, and the rest local', () => {
    for (const error of [new WsmanError('x'), new PsrpError('fragment', 'x')]) {
      expect(factsOf(error, to)).toMatchObject({ layer: 'wsman', network: 'malformed' });
    }
    expect(factsOf(new RangeError('x'), to)).toMatchObject({ layer: 'local', text: 'x' });
    expect(factsOf('odd', to)).toMatchObject({ layer: 'local' });
  });
});

it('a failure that is one already stays as it is', () => {
  const failure = new FailureError(classify({ layer: 'local' }));
  expect(failureOf(failure, to)).toBe(failure);
  expect(failureOf(new WsmanError('x'), to).cause).toBeInstanceOf(WsmanError);
});

it('names host, port and user of a connection', () => {
  const connection = { name: 'a', configurationName: 'x', authentication: 'Basic', engine: 'native' } as const;
  const access = (url: string) => ({
    connection: { ...connection, url },
    credential: undefined,
    signal: new AbortController().signal,
  });
  expect(correspondentOf(access('https://ex01.contoso.com/PowerShell/'))).toEqual({
    host: 'ex01.contoso.com',
    port: 443,
    user: undefined,
  });
  expect(correspondentOf(access('http://ex01:8080/'))).toMatchObject({ port: 8080 });
  expect(correspondentOf(access('nonsense'))).toMatchObject({ host: 'nonsense', port: 80 });
});
