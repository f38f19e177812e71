import { describe, expect, it } from 'vitest';
import { classify, FailureError } from '../../../source/domain/index.ts';
import { FaultAnswer, PlainAnswer, PoolEnded } from '../../../source/engine/server/answers.ts';
import { addressOf, correspondentOf } from '../../../source/engine/server/correspondent.ts';
import { factsOf, failureOf } from '../../../source/engine/server/failures.ts';
import { HttpFailure, type HttpFailureKind, type HttpProblem } from '../../../source/http/index.ts';
import { errorRecord, PsrpError } from '../../../source/psrp/index.ts';
import { shellGoneFault, WsmanError, WsmanFault } from '../../../source/wsman/index.ts';

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
      const facts = factsOf(new HttpFailure(kind, { origin, code: 'ECODE' }), to);
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
      classify(factsOf(new HttpFailure('tls', { origin, check, certificate }), to));
    expect(of('name').why).toContain('ex01.contoso.com, mail.contoso.com');
    expect(of('expired').why).toContain('Feb  1 00:00:00 2020 GMT');
    expect(of('issuer').why).toContain('Contoso CA');
    const checks = ['expired', 'notYetValid', 'name', 'selfSigned', 'issuer', 'weak', 'purpose', 'revoked'] as const;
    expect(new Set(checks.map((check) => of(check).id.replace(/^cert\..+/, 'cert')))).toEqual(new Set(['cert']));
    expect(new Set(checks.map((check) => of(check).id)).size).toBe(checks.length);
  });

  it('name the proxy and what it did', () => {
    const of = (facts: Partial<HttpFailure['facts']>) =>
      classify(factsOf(new HttpFailure('proxy', { origin, proxy: 'proxy:3128', ...facts }), to));
    const problem = 'refusal';
    expect(of({ problem, status: 407 })).toMatchObject({
      id: 'http.proxy',
      what: expect.stringContaining('proxy:3128'),
    });
    expect(of({ problem, status: 403 }).id).toBe('proxy.refused');
    expect(of({ problem, status: 502 }).id).toBe('proxy.gateway');
    expect(of({ problem: 'unreachable', code: 'ECONNREFUSED' })).toMatchObject({
      id: 'proxy.unreachable',
      why: 'Nothing listens on that port there.',
    });
    expect(of({ problem: 'unreachable', timeoutMs: 30_000 }).why).toBe('It made no connection within 30 s.');
    expect(of({ problem: 'variable', variable: 'https_proxy' })).toMatchObject({
      id: 'proxy.variable',
      what: 'The variable https_proxy does not name a proxy that can be used.',
    });
  });

  it('tell refused credentials from a scheme that cannot be used', () => {
    const refusal = { origin, status: 401, offered: ['Negotiate', 'Basic'] };
    const refused = new HttpFailure('auth', { ...refusal, problem: 'credentials' });
    expect(factsOf(refused, to)).toMatchObject({ layer: 'auth', httpStatus: 401, offered: ['Negotiate', 'Basic'] });
    expect(classify(factsOf(refused, to))).toMatchObject({ id: 'logon.failure', kind: 'credentials' });
    const offer = new HttpFailure('auth', { ...refusal, problem: 'offer', offered: ['Negotiate'] });
    expect(classify(factsOf(offer, to))).toMatchObject({ id: 'auth.scheme', why: 'The server offers Negotiate.' });
    expect(classify(factsOf(new HttpFailure('auth', { origin }), to)).id).toBe('auth.scheme');
  });

  it('lead every problem to words of its own', () => {
    const of = (kind: HttpFailureKind, problem: HttpProblem, facts: Partial<HttpFailure['facts']> = {}) =>
      classify(factsOf(new HttpFailure(kind, { origin, problem, ...facts }), to));
    const auth = [
      'readable',
      'elsewhere',
      'unfinished',
      'unproven',
      'unprotected',
      'unsealable',
      'ticket',
      'mechanism',
    ];
    for (const problem of auth as HttpProblem[]) expect(of('auth', problem).id, problem).not.toMatch(/unknown|scheme/);
    const proxy = ['variable', 'unreachable', 'handshake', 'answer', 'intrusion', 'refusal'];
    for (const problem of proxy as HttpProblem[]) expect(of('proxy', problem).id, problem).toMatch(/^proxy\./);
    expect(of('protocol', 'not-http').id).toBe('net.nothttp');
    expect(of('protocol', 'unsealed').id).toBe('decrypt');
    expect(of('protocol', 'encoded', { encoding: 'gzip' })).toMatchObject({
      id: 'net.encoded',
      why: expect.stringContaining('gzip'),
    });
    expect(of('authorities', 'no-certificate')).toMatchObject({ id: 'cafile', why: expect.stringContaining('PEM') });
    expect(of('auth', 'elsewhere', { address: '10.1.2.3' }).why).toContain('10.1.2.3');
    expect(of('auth', 'host', { errorCode: 0x8033810b }).id).toBe('krb.ipaddress');
    expect(of('auth', 'mechanism', { said: 'Hoppla' })).toMatchObject({ id: 'auth.mechanism', why: 'Hoppla' });
    expect(of('auth', 'mechanism', { said: 'Hoppla', errorCode: 0x96c73a25 }).id).toBe('krb.skew');
  });

  it('of a pool that ended are the server’s own', () => {
    const reason = errorRecord({ message: 'Gone.', fullyQualifiedErrorId: 'X', category: 'NotSpecified' });
    expect(factsOf(new PoolEnded('broken', reason), to)).toMatchObject({
      layer: 'powershell',
      text: 'Gone.',
      fqeid: 'X',
    });
    expect(factsOf(new PoolEnded('broken', undefined), to)).toMatchObject({
      layer: 'powershell',
      text: expect.stringContaining('broken'),
    });
  });

  it('of a pool that says that it is closed are those of a shell that is gone', () => {
    const facts = factsOf(new PoolEnded('closed', undefined), to);
    const { fields } = new WsmanFault(shellGoneFault('', 'ex01'));
    expect(facts).toMatchObject({ layer: 'wsman', code: fields.wsmanCode });
    expect(classify(facts).id).toBe(classify(factsOf(new FaultAnswer(new WsmanFault(fields), { status: 500 }), to)).id);
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
