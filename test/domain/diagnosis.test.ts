import { describe, expect, it } from 'vitest';
import {
  type Connection,
  type Diagnosis,
  diagnosisSteps,
  firstFailure,
  type HttpAnswerFacts,
  holds,
  judgeCertificate,
  judgeClock,
  judgeHttp,
  judgeName,
  judgePolicy,
  judgeRoles,
  judgeRoundTrip,
  judgeSchemes,
  judgeShells,
  judgeTcp,
  judgeTicket,
  judgeVersion,
  judgeWsman,
  type PowerShellFacts,
  type ShellReport,
} from '../../source/domain/index.ts';

const connection: Connection = {
  name: 'ex01',
  url: 'http://ex01.contoso.com/PowerShell/',
  configurationName: 'Microsoft.Exchange',
  authentication: 'Kerberos',
  engine: 'native',
};

const answer = (change: Partial<HttpAnswerFacts>): HttpAnswerFacts => ({
  url: connection.url,
  status: 401,
  contentType: undefined,
  server: undefined,
  frontEnd: undefined,
  location: undefined,
  requestId: undefined,
  date: undefined,
  offered: [],
  ...change,
});

describe('the table of steps', () => {
  it('has every step after those that it needs', () => {
    const seen = new Set<string>();
    for (const { id, needs } of diagnosisSteps) {
      for (const need of needs) expect(seen.has(need), `${id} needs ${need}`).toBe(true);
      seen.add(id);
    }
  });

  it('holds with warnings, and with nothing that was not walked', () => {
    const of = (...states: Diagnosis['steps'][number]['state'][]): Diagnosis => ({
      connection: 'ex01',
      url: connection.url,
      engine: 'native',
      steps: states.map((state) => ({
        id: 'tcp',
        title: '',
        state,
        milliseconds: 1,
        detail: '',
        failure: undefined,
      })),
    });
    expect([of('ok', 'warning'), of('ok', 'skipped'), of('failed'), of('running')].map(holds)).toEqual([
      true,
      false,
      false,
      false,
    ]);
    expect(firstFailure(of('ok'))).toBeUndefined();
  });
});

describe('the way', () => {
  it('names addresses, a few of many', () => {
    const addresses = ['10.0.0.1', '10.0.0.2', '10.0.0.3', '10.0.0.4', '10.0.0.5'];
    expect(judgeName({ addresses, proxy: undefined }, connection).detail).toBe(
      'ex01.contoso.com is 10.0.0.1, 10.0.0.2, 10.0.0.3, 10.0.0.4, ….',
    );
    expect(judgeTcp({ address: '10.0.0.1' }, connection).detail).toBe('Port 80 of 10.0.0.1 is open.');
  });

  it('names a proxy in place of the server', () => {
    const found = { addresses: ['10.9.9.9'], proxy: 'proxy:3128' };
    expect(judgeName(found, connection).detail).not.toContain('10.9.9.9');
    expect(judgeTcp(found, connection).detail).toBe('The proxy proxy:3128 answers.');
  });

  it('warns of a certificate that ends within two weeks', () => {
    const now = Date.UTC(2026, 0, 5);
    const of = (days: number) =>
      judgeCertificate({ addresses: [], proxy: undefined, address: '', validTo: now + days * 86_400_000 }, now);
    expect([of(15).state, of(14).state]).toEqual(['ok', 'warning']);
    expect(of(14).failure?.what).toContain('2026-01-19');
  });

  it('says which server answered', () => {
    const { state, detail } = judgeHttp(answer({ server: 'Microsoft-IIS/10.0', frontEnd: 'EX01' }), connection);
    expect([state, detail]).toEqual(['ok', 'HTTP 401 from Microsoft-IIS/10.0, EX01.']);
  });

  it.each([
    ['http://ex02.contoso.com/', [], 'redirect'],
    ['', [], 'redirect.invalid'],
    ['/again', [], 'redirect.limit'],
  ])('tells a redirection to "%s" that leads nowhere', (location, hosts, id) => {
    const finding = judgeHttp(answer({ status: 302, location }), { ...connection, redirectHosts: hosts });
    expect([finding.state, finding.failure?.id]).toEqual(['failed', id]);
  });
});

describe('schemes', () => {
  it.each([
    [['Kerberos'], 'ok'],
    [['negotiate', 'KERBEROS'], 'ok'],
    [['Negotiate'], 'warning'],
    [[], 'warning'],
    [['Basic'], 'failed'],
  ] as const)('%j for Kerberos: %s', (offered, state) => {
    expect(judgeSchemes(answer({ offered }), connection).state).toBe(state);
  });

  it('are not known from a server that asks for none', () => {
    const finding = judgeSchemes(answer({ status: 405 }), connection);
    expect([finding.state, finding.failure?.why]).toEqual(['warning', 'It answered 405, which asks for none.']);
  });
});

describe('clock and ticket', () => {
  it.each([
    [undefined, 'ok', 'The domain accepts the time of this computer.'],
    [1_400, 'ok', 'The domain accepts the time of this computer; the clock of the server agrees.'],
    [-61_000, 'ok', 'The domain accepts the time of this computer; the clock of the server is 61 s behind.'],
    [301_000, 'warning', 'The domain accepts the time of this computer; the clock of the server is 301 s ahead.'],
  ] as const)('with the server %s ms ahead', (ahead, state, detail) => {
    expect(judgeClock(true, ahead)).toMatchObject({ state, detail });
  });

  it('says nothing for a domain that was not asked', () => {
    expect(judgeClock(false, undefined).detail).toBe('The domain said nothing of the time.');
  });

  it('warns of a ticket that ends soon', () => {
    const of = (secondsLeft: number | undefined) =>
      judgeTicket({ principal: 'mira@CONTOSO.COM', secondsLeft, servicePrincipalName: '' });
    expect([of(599).state, of(600).state, of(undefined).state]).toEqual(['warning', 'ok', 'ok']);
  });

  it('says by what there is a ticket of unknown end, and warns of none', () => {
    const ticket = { principal: 'CONTOSO\\mira', secondsLeft: undefined, servicePrincipalName: '' };
    expect(judgeTicket(ticket).detail).toBe('For CONTOSO\\mira, by the password.');
    expect(judgeTicket({ ...ticket, isLogon: true }).detail).toBe('For CONTOSO\\mira, by the logon.');
    expect(judgeTicket({ ...ticket, isNtlm: true })).toMatchObject({
      state: 'warning',
      failure: { id: 'doctor.ntlm', next: expect.stringContaining('--no-allow-ntlm') },
    });
  });
});

describe('inside the session', () => {
  const report = (change: Partial<ShellReport>): ShellReport => ({
    shellId: 'A',
    connection: 'ex01',
    lease: undefined,
    shell: {
      shellId: 'A',
      name: undefined,
      owner: undefined,
      clientIp: undefined,
      processId: undefined,
      state: undefined,
      resourceUri: undefined,
      memoryUsed: undefined,
      inactivity: undefined,
      runTime: undefined,
      idleTimeout: undefined,
    },
    whose: 'another client',
    isOrphan: false,
    why: '',
    ...change,
  });

  it('warns of many shells, and of a single one that was left behind', () => {
    const many = (count: number) => judgeShells(Array.from({ length: count }, () => report({})));
    expect([many(0).state, many(13).state, many(14).state]).toEqual(['ok', 'ok', 'warning']);
    expect(many(14).failure?.next).toBe('See whose they are: exterm sessions.');
    expect(judgeShells([report({ isOrphan: true })]).failure?.next).toBe('Remove them: exterm clean --orphans.');
  });

  it('does not count a line of the ledger whose shell the server does not list', () => {
    expect(judgeShells([report({ shell: undefined, isOrphan: true })])).toEqual({
      state: 'ok',
      detail: 'None of this account.',
    });
  });

  it('takes the commands that every endpoint has for none', () => {
    const finding = judgeRoles({ names: ['Get-Command', 'Select-Object', 'Exit-PSSession'] }, connection);
    expect([finding.state, finding.failure?.id]).toEqual(['failed', 'norole']);
    expect(finding.failure?.original).toBeUndefined();
    expect(judgeRoles({ names: ['Get-Command', 'Get-Mailbox'] }, connection).detail).toBe('1 command.');
    expect(judgeRoles({ count: 713 }, connection).detail).toBe('713 commands.');
  });

  it('judges times by the middle one: a slow first request says nothing', () => {
    expect(judgeRoundTrip([900, 30, 20, 25, 40])).toEqual({ state: 'ok', detail: '30 ms, the middle one of 5.' });
    expect(judgeRoundTrip([500]).state).toBe('warning');
  });
});

describe('the PowerShell of this computer', () => {
  const facts: PowerShellFacts = {
    executable: 'powershell.exe',
    version: '5.1.19041.1',
    isWindows: true,
    executionPolicy: 'Restricted',
    isPolicyForced: false,
    languageMode: 'FullLanguage',
    netFramework: 528_040,
    hasWsman: true,
    bridges: false,
  };

  it('needs .NET before WMF on an old Windows, and says where both are', () => {
    const old = judgeVersion({ ...facts, version: '2.0', netFramework: undefined }).failure!;
    expect(old.next).toMatch(/\.NET Framework 4\.5\.2 or later first .* then Windows Management Framework 5\.1/);
    const lacksWmf = judgeVersion({ ...facts, version: '4.0' }).failure!;
    expect(lacksWmf.next).toMatch(/^\.NET Framework is new enough\. Install Windows Management Framework 5\.1/);
  });

  it('has to be 7.3 for the bridge, which is another matter than WMF', () => {
    const of = (version: string) => judgeVersion({ ...facts, version, isWindows: false, bridges: true });
    expect([of('7.3.0').state, of('7.2.24').state]).toEqual(['ok', 'failed']);
    expect(of('7.2.24').failure?.next).not.toContain('wmf5download');
  });

  it.each([
    ['Restricted', false, 'ok'],
    ['Restricted', true, 'failed'],
    ['AllSigned', true, 'failed'],
    ['RemoteSigned', true, 'ok'],
    [undefined, false, 'ok'],
  ] as const)('with the policy %s, forced: %s', (executionPolicy, isPolicyForced, state) => {
    expect(judgePolicy({ ...facts, executionPolicy, isPolicyForced }).state).toBe(state);
  });

  it("says the seed procedure's remedy for scripts that may not run", () => {
    const { failure } = judgePolicy({ ...facts, isPolicyForced: true });
    expect(failure?.next).toContain('Set-ExecutionPolicy RemoteSigned');
  });

  it('may lack a WSMan client where exterm brings its own', () => {
    expect(judgeWsman({ ...facts, hasWsman: false, bridges: true }).state).toBe('ok');
    expect(judgeWsman({ ...facts, hasWsman: false }).failure?.id).toBe('nowsman');
  });
});
