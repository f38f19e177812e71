import { afterEach, describe, expect, it } from 'vitest';
import {
  classify,
  type Diagnosis,
  FailureError,
  type FailureFacts,
  holds,
  type PowerShellFacts,
} from '../../../source/domain/index.ts';
import { type Authenticator, sandboxRefusedUser } from '../../../source/sandbox/index.ts';
import { DoctorLab, type DoctorLabOptions, inState, statesOf, stepOf } from '../../support/doctor-lab.ts';
import { lease } from '../../support/lease.ts';

let lab: DoctorLab;
const start = async (options: DoctorLabOptions = {}) => {
  lab = await DoctorLab.start(options);
  return lab;
};
afterEach(() => lab.sandbox.stop());

const refuse = (facts: FailureFacts) => () =>
  Promise.reject(new FailureError(classify({ host: 'ex01.contoso.com', ...facts })));

/** What a failing step has to say, whatever it is: one cause with its remedy, and reasons for all that was not tried. */
function expectOneCause(diagnosis: Diagnosis, step: string, failure: string): void {
  expect(inState(diagnosis, 'failed')).toEqual([step]);
  expect(stepOf(diagnosis, step as never).failure).toMatchObject({ id: failure });
  expect(stepOf(diagnosis, step as never).failure!.next).not.toBe('');
  expect(inState(diagnosis, 'waiting')).toEqual([]);
  expect(inState(diagnosis, 'running')).toEqual([]);
  for (const { state, detail } of diagnosis.steps) if (state === 'skipped') expect(detail).not.toBe('');
  expect(holds(diagnosis)).toBe(false);
}

describe('a connection that works', () => {
  it('passes every step in order, and leaves no shell and no line in the ledger', async () => {
    await start();
    const diagnosis = await lab.examine();
    expect(statesOf(diagnosis)).toEqual([
      'resolve ok',
      'tcp ok',
      'http ok',
      'schemes ok',
      'authentication ok',
      'configuration ok',
      'access ok',
      'quota ok',
      'open ok',
      'shells ok',
      'roles ok',
      'certificate warning',
      'roundTrip ok',
      'removal ok',
    ]);
    expect(holds(diagnosis)).toBe(true);
    expect(diagnosis.steps.every(({ milliseconds }) => milliseconds !== undefined)).toBe(true);
    expect([lab.shells, lab.ledger.leases.size]).toEqual([0, 0]);
  });

  it('tells of each step when it begins and when it ends, one at a time', async () => {
    await start();
    await lab.examine();
    const begun = lab.changes.filter((change) => change.endsWith(' running')).map((change) => change.split(' ')[0]);
    expect(begun).toEqual([
      'resolve',
      'tcp',
      'http',
      'schemes',
      'authentication',
      'configuration',
      'open',
      'shells',
      'roles',
      'certificate',
      'roundTrip',
      'removal',
    ]);
    const running = new Set<string>();
    for (const change of lab.changes) {
      const [id, state] = change.split(' ') as [string, string];
      if (state === 'running') running.add(id);
      else running.delete(id);
      expect(running.size).toBeLessThan(2);
    }
  });

  it('has its shell in the ledger from before it exists', async () => {
    await start();
    await lab.examine();
    const [add, remove] = lab.ledger.log;
    expect(lab.ledger.log).toHaveLength(2);
    expect(add).toBe(remove!.replace('remove', 'add'));
  });

  it('counts the cmdlets without fetching them all, and asks the password once', async () => {
    await start();
    const diagnosis = await lab.examine();
    expect(stepOf(diagnosis, 'roles').detail).toBe('845 commands.');
    expect(lab.asked).toBe(1);
  });

  it('warns of sessions that were left behind, and does not count its own', async () => {
    await start({ sandbox: { leftOpen: 2 } });
    const at = Date.now();
    for (const { id } of lab.sandbox.shells('ex01')) {
      await lab.ledger.add(lease({ shellId: id, url: lab.sandbox.servers[0]!.url, lastActivity: at }));
    }
    const diagnosis = await lab.examine();
    expect(stepOf(diagnosis, 'shells')).toMatchObject({
      state: 'warning',
      detail: '2 shells of this account, 2 of them left behind; 18 are usual at most.',
      failure: { next: expect.stringContaining('exterm clean --orphans') },
    });
    expect(holds(diagnosis)).toBe(true);
  });

  it('takes an endpoint that does not list its shells for a warning', async () => {
    await start();
    lab.sandbox.faults.add({ at: 'enumerate', fault: { kind: 'fault', code: 0x80338000, text: 'Not supported.' } });
    const diagnosis = await lab.examine();
    expect(inState(diagnosis, 'warning')).toEqual(['shells', 'certificate']);
    expect(holds(diagnosis)).toBe(true);
  });

  it('says nothing of Get-ExchangeCertificate where it is not granted', async () => {
    await start();
    lab.save({ user: 'help@contoso.com' });
    const diagnosis = await lab.examine();
    expect(stepOf(diagnosis, 'certificate').state).toBe('ok');
    expect(inState(diagnosis, 'warning')).toEqual([]);
  });

  it('starts the sandbox for a connection of its organisation', async () => {
    await start();
    const [server] = lab.sandbox.servers;
    const { Secret } = await import('../../../source/domain/index.ts');
    lab.deps.sandbox.open = async () => ({
      url: server!.url,
      credential: { user: server!.user, password: Secret.fromText(server!.password) },
    });
    lab.save({ sandboxServer: 'ex01', url: 'http://ex01.sandbox/PowerShell/' });
    const diagnosis = await lab.examine();
    expect(statesOf(diagnosis)[0]).toBe('sandbox ok');
    expect([holds(diagnosis), diagnosis.url, lab.asked]).toEqual([true, server!.url, 0]);
  });
});

describe('the way to the server', () => {
  it('says that the sandbox could not be started', async () => {
    await start();
    lab.deps.sandbox.open = refuse({ layer: 'local', text: 'No room.' });
    lab.save({ sandboxServer: 'ex01' });
    expectOneCause(await lab.examine(), 'sandbox', 'unknown');
  });

  it('says that the name is unknown, and asks for no password', async () => {
    const lookup = () => Promise.reject(Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' }));
    await start({ probe: { lookup } });
    lab.save({ url: 'http://ex09.contoso.test/PowerShell/' });
    const diagnosis = await lab.examine();
    expectOneCause(diagnosis, 'resolve', 'dns');
    expect(inState(diagnosis, 'skipped')).toHaveLength(diagnosis.steps.length - 1);
    expect(stepOf(diagnosis, 'removal').detail).toBe('Not tried, because of: Name resolution.');
    expect(lab.asked).toBe(0);
  });

  it('says that the port is closed', async () => {
    await start();
    await lab.sandbox.kill('ex01');
    const diagnosis = await lab.examine();
    expectOneCause(diagnosis, 'tcp', 'connect.refused');
    expect(stepOf(diagnosis, 'tcp').failure!.next).toContain(new URL(lab.sandbox.servers[0]!.url).port);
    expect(lab.asked).toBe(0);
  });

  it('says that the server has no https there', async () => {
    await start();
    lab.save({ url: lab.sandbox.servers[0]!.url.replace('http:', 'https:') });
    expectOneCause(await lab.examine(), 'tls', 'ssl');
  });

  it.each([
    ['no PowerShell at the URL', { kind: 'status', status: 404 }, 'http.404'],
    ['a virtual directory that wants SSL', { kind: 'status', status: 403 }, 'http.403'],
    ['a stopped application pool', { kind: 'status', status: 503 }, 'http.503'],
    ['a logon page', { kind: 'status', status: 200, body: '<html>', contentType: 'text/html' }, 'http.contenttype'],
    ['another server', { kind: 'status', status: 302, headers: { Location: 'http://ex02/' } }, 'redirect'],
    ['a redirection to nowhere', { kind: 'status', status: 302 }, 'redirect.invalid'],
    ['a proxy', { kind: 'status', status: 407 }, 'http.proxy'],
    ['silence', { kind: 'hang' }, 'net.timeout'],
    ['a closed connection', { kind: 'drop' }, 'net.reset'],
  ] as const)('tells %s by the answer to a request without credentials', async (_what, fault, failure) => {
    await start();
    lab.sandbox.faults.add({ at: 'request', fault });
    const diagnosis = await lab.examine();
    expectOneCause(diagnosis, 'http', failure);
    expect(lab.asked).toBe(0);
  });

  it('follows a redirection that a session would follow, and says so', async () => {
    await start();
    const { url } = lab.sandbox.servers[0]!;
    const headers = { Location: `${url}?clientApplication=ManagementShell` };
    lab.sandbox.faults.add({ at: 'request', fault: { kind: 'status', status: 307, headers } });
    const diagnosis = await lab.examine();
    expect(stepOf(diagnosis, 'http').detail).toContain('after a redirection to');
    expect(holds(diagnosis)).toBe(true);
  });

  it('keeps nothing that a terminal would obey of what a server sends', async () => {
    await start();
    const headers = { 'X-FEServer': 'EX01\u009b2J', 'WWW-Authenticate': 'Basic' };
    lab.sandbox.faults.add({ at: 'request', fault: { kind: 'status', status: 401, headers } });
    expect(stepOf(await lab.examine(), 'http').detail).toMatch(/^HTTP 401 from EX01[^\u009b]+2J\.$/);
  });

  it('goes on with a warning after an answer that is only odd', async () => {
    await start();
    lab.sandbox.faults.add({ at: 'request', fault: { kind: 'status', status: 405 } });
    const diagnosis = await lab.examine();
    expect(inState(diagnosis, 'warning')).toEqual(['http', 'certificate']);
    expect(holds(diagnosis)).toBe(true);
  });

  it('says that the server does not take the authentication of the connection', async () => {
    await start();
    lab.save({ authentication: 'Kerberos' });
    const diagnosis = await lab.examine();
    expectOneCause(diagnosis, 'schemes', 'auth.scheme');
    expect(stepOf(diagnosis, 'schemes').failure!.why).toBe('The server offers Basic.');
    expect(lab.asked).toBe(0);
  });
});

/** Offers Kerberos and lets nobody in: what is behind the tickets is not this test's business. */
const kerberosOnly = (): readonly Authenticator[] => [
  {
    scheme: 'Kerberos',
    challenge: 'Kerberos',
    forConnection: () => ({ authenticate: () => ({ outcome: 'refused' }) }),
  },
];

describe('clock, ticket and service name', () => {
  const krb = async (facts: FailureFacts) => {
    await start({ surroundings: { authenticators: kerberosOnly }, native: { ticket: refuse(facts) } });
    lab.save({ authentication: 'Kerberos' });
    return lab.examine();
  };
  const code = (n: number): FailureFacts => ({ layer: 'auth', code: n });

  it('tells a clock that is wrong', async () => {
    const diagnosis = await krb(code(0x80090324));
    expectOneCause(diagnosis, 'clock', 'krb.skew');
    expect(lab.asked).toBe(0);
  });

  it('tells a key distribution centre out of reach, and puts no blame on the clock', async () => {
    const diagnosis = await krb(code(0x80090311));
    expectOneCause(diagnosis, 'ticket', 'krb.nodc');
    expect(stepOf(diagnosis, 'clock').state).toBe('ok');
  });

  it('asks for the password where there is no ticket, and tells that the ticket is what is missing', async () => {
    const diagnosis = await krb(code(0x8009030e));
    expectOneCause(diagnosis, 'ticket', 'krb.nologonsession');
    expect(lab.asked).toBe(1);
  });

  it('tells a service name that the domain does not know', async () => {
    const diagnosis = await krb(code(0x80090303));
    expectOneCause(diagnosis, 'spn', 'krb.targetunknown');
    expect(inState(diagnosis, 'ok')).toEqual(['resolve', 'tcp', 'http', 'schemes', 'clock', 'ticket']);
  });

  it('tries again with the password, and begins at the clock', async () => {
    let calls = 0;
    const ticket = async ({ credential }: { credential: unknown }) => {
      calls += 1;
      if (!credential) return refuse(code(0x8009030e))();
      return { principal: 'mira@CONTOSO.COM', secondsLeft: undefined, servicePrincipalName: 'HTTP/ex01.contoso.com' };
    };
    await start({ surroundings: { authenticators: kerberosOnly }, native: { ticket } });
    lab.save({ authentication: 'Kerberos' });
    let most = 0;
    const onChange = (now: Diagnosis) => {
      most = Math.max(most, inState(now, 'running').length);
    };
    const diagnosis = await lab.examine({ onChange });
    expect([calls, lab.asked, most]).toEqual([2, 1, 1]);
    expect(stepOf(diagnosis, 'spn')).toMatchObject({ state: 'ok', detail: 'HTTP/ex01.contoso.com' });
  });
});

describe('the clock of the server', () => {
  it('is read from its answer, and warned of where it is more than five minutes off', async () => {
    const ticket = async () => ({ principal: undefined, secondsLeft: 36_000, servicePrincipalName: 'HTTP/ex01' });
    const clock = () => Date.now() - 600_000;
    await start({ surroundings: { authenticators: kerberosOnly }, native: { ticket }, change: { clock } });
    lab.save({ authentication: 'Kerberos' });
    const step = stepOf(await lab.examine(), 'clock');
    expect([step.state, step.failure?.id]).toEqual(['warning', 'doctor.serverClock']);
    expect(step.detail).toMatch(/the clock of the server is (599|600|601) s ahead\.$/);
  });
});

describe('signing in and opening a shell', () => {
  it('tells a wrong password, tried once', async () => {
    await start();
    const diagnosis = await lab.examine({ credentials: lab.password('wrong') });
    expectOneCause(diagnosis, 'authentication', 'logon.failure');
    expect(inState(diagnosis, 'ok')).toEqual(['resolve', 'tcp', 'http', 'schemes']);
    expect([lab.asked, lab.ledger.leases.size]).toEqual([1, 0]);
  });

  it('tells that no password was given', async () => {
    await start();
    const credentials = () => Promise.reject(new DOMException('', 'AbortError'));
    expectOneCause(await lab.examine({ credentials }), 'authentication', 'local.notAnswered');
  });

  it('tells a configuration that the server does not have', async () => {
    await start();
    lab.save({ configurationName: 'Contoso.Unknown' });
    const diagnosis = await lab.examine();
    expectOneCause(diagnosis, 'configuration', 'config.notfound');
    expect(inState(diagnosis, 'ok')).toEqual(['resolve', 'tcp', 'http', 'schemes', 'authentication', 'shells']);
  });

  it('tells an account that is not enabled for remote PowerShell, and the command that enables it', async () => {
    await start();
    lab.save({ user: sandboxRefusedUser });
    const diagnosis = await lab.examine();
    expectOneCause(diagnosis, 'access', 'access.denied');
    expect(stepOf(diagnosis, 'access').failure!.next).toContain(
      `Set-User ${sandboxRefusedUser} -RemotePowerShellEnabled $true`,
    );
    expect(stepOf(diagnosis, 'configuration').state).toBe('ok');
  });

  it('tells a quota that is used up, and lists what uses it', async () => {
    await start({ sandbox: { maxShells: 2, leftOpen: 2 } });
    const diagnosis = await lab.examine();
    expectOneCause(diagnosis, 'quota', 'quota.shells');
    expect(stepOf(diagnosis, 'shells').detail).toContain('2 shells of this account');
    expect([stepOf(diagnosis, 'configuration').state, stepOf(diagnosis, 'access').state]).toEqual(['ok', 'ok']);
    expect(lab.ledger.leases.size).toBe(0);
  });

  it('tells that opening the runspace failed, and leaves no shell', async () => {
    await start();
    lab.sandbox.faults.add({ at: 'pool-receive', fault: { kind: 'lose-shell' }, times: 9 });
    const diagnosis = await lab.examine();
    expectOneCause(diagnosis, 'open', 'shell.notfound');
    expect([lab.shells, lab.ledger.leases.size]).toEqual([0, 0]);
  });

  it('tells a failure of the server in so many words, and what it could not tell apart', async () => {
    await start();
    lab.sandbox.faults.add({ at: 'create', fault: { kind: 'status', status: 555 } });
    const diagnosis = await lab.examine();
    expectOneCause(diagnosis, 'open', 'http.555');
    expect(stepOf(diagnosis, 'authentication').state).toBe('ok');
    expect(stepOf(diagnosis, 'configuration').detail).toBe('Not told apart from: Shell and runspace.');
  });
});

describe('inside the session', () => {
  it('tells an account without any management role', async () => {
    await start();
    const text = 'The user "contoso.com/Users/Mira" isn\'t assigned to any management roles.';
    lab.sandbox.faults.add({ at: 'create', fault: { kind: 'fault', code: 0x803381ff, text } });
    const diagnosis = await lab.examine();
    expectOneCause(diagnosis, 'roles', 'norole');
    expect(stepOf(diagnosis, 'access').state).toBe('ok');
  });

  it('tells an import that the server ends', async () => {
    await start();
    const fault = { kind: 'fault', code: 0x803381a7, text: 'The load quota for this user has been exceeded.' } as const;
    lab.sandbox.faults.add({ at: 'command', fault, times: 2 });
    const diagnosis = await lab.examine();
    expectOneCause(diagnosis, 'roles', 'quota.userload');
    expect([stepOf(diagnosis, 'certificate').state, stepOf(diagnosis, 'removal').state]).toEqual(['skipped', 'ok']);
  });

  it('tells that Get-ExchangeCertificate could not be looked for', async () => {
    await start();
    const fault = { kind: 'fault', code: 0x803381a7, text: 'The load quota for this user has been exceeded.' } as const;
    lab.sandbox.faults.add({ at: 'command', fault, after: 1, times: 2 });
    const diagnosis = await lab.examine();
    expectOneCause(diagnosis, 'certificate', 'quota.userload');
  });

  it('tells a session that is lost while it is measured', async () => {
    await start();
    lab.sandbox.faults.add({ at: 'get', fault: { kind: 'lose-shell' }, after: 1 });
    const diagnosis = await lab.examine();
    expectOneCause(diagnosis, 'roundTrip', 'shell.notfound');
    expect(stepOf(diagnosis, 'removal').state).toBe('ok');
  });

  it('tells a shell that could not be removed, and keeps its line in the ledger', async () => {
    await start();
    lab.sandbox.faults.add({ at: 'delete', fault: { kind: 'status', status: 500 }, times: 9 });
    const diagnosis = await lab.examine();
    expectOneCause(diagnosis, 'removal', 'local.unconfirmed');
    expect(lab.ledger.leases.size).toBe(1);
  });

  it('does not wait for a server that says nothing when it is interrupted', async () => {
    await start();
    lab.deps.engines.native!.listShells = () => new Promise(() => {});
    const onChange = (diagnosis: Diagnosis) => {
      if (stepOf(diagnosis, 'shells').state === 'running') queueMicrotask(() => lab.signal.abort());
    };
    await expect(lab.examine({ onChange })).rejects.toMatchObject({ name: 'AbortError' });
    expect([lab.shells, lab.ledger.leases.size]).toEqual([0, 0]);
  });

  it('closes the shell first when it is interrupted, and then says so', async () => {
    await start();
    const onChange = (diagnosis: Diagnosis) => {
      if (stepOf(diagnosis, 'roles').state === 'running') lab.signal.abort();
    };
    await expect(lab.examine({ onChange })).rejects.toMatchObject({ name: 'AbortError' });
    expect([lab.shells, lab.ledger.leases.size]).toEqual([0, 0]);
  });
});

describe('the PowerShell of this computer', () => {
  const facts: PowerShellFacts = {
    executable: 'C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe',
    version: '5.1.19041.4522',
    isWindows: true,
    executionPolicy: 'RemoteSigned',
    isPolicyForced: false,
    languageMode: 'FullLanguage',
    netFramework: 528_040,
    hasWsman: true,
    bridges: false,
  };
  /** The native engine stands in for PowerShell's, whose own steps are all that differs. */
  const on = async (change: Partial<PowerShellFacts> | FailureFacts) => {
    const inspect = 'layer' in change ? refuse(change) : async () => ({ ...facts, ...change });
    await start({ powershell: { inspect } });
    Object.assign(lab.deps, { engines: { powershell: lab.deps.engines.native } });
    lab.save({ engine: 'powershell' });
    return lab.examine();
  };

  it('passes where all is in order, before the way to the server', async () => {
    const diagnosis = await on({});
    expect(statesOf(diagnosis).slice(0, 6)).toEqual([
      'powershell.executable ok',
      'powershell.version ok',
      'powershell.language ok',
      'powershell.policy ok',
      'powershell.wsman ok',
      'resolve ok',
    ]);
    expect(holds(diagnosis)).toBe(true);
  });

  it.each([
    ['executable', { layer: 'local', network: 'powershell.missing', text: 'PATH has none.' }, 'powershell.missing'],
    ['version', { version: '2.0', netFramework: undefined }, 'powershell.version'],
    ['language', { languageMode: 'ConstrainedLanguage' }, 'powershell.language'],
    ['policy', { executionPolicy: 'AllSigned', isPolicyForced: true }, 'executionpolicy'],
    ['wsman', { hasWsman: false }, 'nowsman'],
  ] as const)('tells what is wrong with its %s, and goes on with the network', async (step, change, failure) => {
    const diagnosis = await on(change);
    expectOneCause(diagnosis, `powershell.${step}`, failure);
    expect(stepOf(diagnosis, 'schemes').state).toBe('ok');
    expect(stepOf(diagnosis, 'roles').state).toBe('skipped');
    expect(lab.asked).toBe(step === 'policy' ? 1 : 0);
  });
});
