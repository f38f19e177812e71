import { describe, expect, it } from 'vitest';
import { holds, Secret } from '../../../source/domain/index.ts';
import { DoctorLab, expectOneCause, inState, refuse, statesOf, stepOf } from '../../support/doctor-lab.ts';
import { lease } from '../../support/lease.ts';

let lab: DoctorLab;

describe('a connection that works', () => {
  it('passes every step in order, and leaves no shell and no line in the ledger', async () => {
    lab = await DoctorLab.start();
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
    lab = await DoctorLab.start();
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
    lab = await DoctorLab.start();
    await lab.examine();
    const [add, remove] = lab.ledger.log;
    expect(lab.ledger.log).toHaveLength(2);
    expect(add).toBe(remove!.replace('remove', 'add'));
  });

  it('counts the cmdlets without fetching them all, and asks the password once', async () => {
    lab = await DoctorLab.start();
    const diagnosis = await lab.examine();
    expect(stepOf(diagnosis, 'roles').detail).toBe('845 commands.');
    expect(lab.asked).toBe(1);
  });

  it('warns of sessions that were left behind, and does not count its own', async () => {
    lab = await DoctorLab.start({ sandbox: { leftOpen: 2 } });
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

  it('says that the record of the sessions cannot be read, and blames no server', async () => {
    lab = await DoctorLab.start();
    const list = lab.ledger.list.bind(lab.ledger);
    let reads = 0;
    lab.ledger.list = () => (reads++ === 0 ? Promise.reject(new Error('EACCES: ledger.json')) : list());
    const diagnosis = await lab.examine();
    expectOneCause(diagnosis, 'shells', 'unknown');
    expect(stepOf(diagnosis, 'shells').failure).toMatchObject({ kind: 'local', why: 'EACCES: ledger.json' });
    expect(lab.shells).toBe(0);
  });

  it('takes an endpoint that does not list its shells for a warning', async () => {
    lab = await DoctorLab.start();
    lab.sandbox.faults.add({ at: 'enumerate', fault: { kind: 'fault', code: 0x80338000, text: 'Not supported.' } });
    const diagnosis = await lab.examine();
    expect(inState(diagnosis, 'warning')).toEqual(['shells', 'certificate']);
    expect(holds(diagnosis)).toBe(true);
  });

  it('says nothing of Get-ExchangeCertificate where it is not granted', async () => {
    lab = await DoctorLab.start();
    lab.save({ user: 'help@contoso.com' });
    const diagnosis = await lab.examine();
    expect(stepOf(diagnosis, 'certificate').state).toBe('ok');
    expect(inState(diagnosis, 'warning')).toEqual([]);
  });

  it('starts the sandbox for a connection of its organisation', async () => {
    lab = await DoctorLab.start();
    const [server] = lab.sandbox.servers;
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
    lab = await DoctorLab.start();
    lab.deps.sandbox.open = refuse({ layer: 'local', text: 'No room.' });
    lab.save({ sandboxServer: 'ex01' });
    expectOneCause(await lab.examine(), 'sandbox', 'unknown');
  });

  it('says that the name is unknown, and asks for no password', async () => {
    const lookup = () => Promise.reject(Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' }));
    lab = await DoctorLab.start({ probe: { lookup } });
    lab.save({ url: 'http://ex09.contoso.test/PowerShell/' });
    const diagnosis = await lab.examine();
    expectOneCause(diagnosis, 'resolve', 'dns');
    expect(inState(diagnosis, 'skipped')).toHaveLength(diagnosis.steps.length - 1);
    expect(stepOf(diagnosis, 'removal').detail).toBe('Not tried, because of: Name resolution.');
    expect(lab.asked).toBe(0);
  });

  it('says that the port is closed', async () => {
    lab = await DoctorLab.start();
    await lab.sandbox.kill('ex01');
    const diagnosis = await lab.examine();
    expectOneCause(diagnosis, 'tcp', 'connect.refused');
    expect(stepOf(diagnosis, 'tcp').failure!.next).toContain(new URL(lab.sandbox.servers[0]!.url).port);
    expect(lab.asked).toBe(0);
  });

  it('says that the server has no https there', async () => {
    lab = await DoctorLab.start();
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
    // Only silence is waited for.
    lab = await DoctorLab.start(fault.kind === 'hang' ? { probe: { timeout: 300 } } : {});
    lab.sandbox.faults.add({ at: 'request', fault });
    const diagnosis = await lab.examine();
    expectOneCause(diagnosis, 'http', failure);
    expect(lab.asked).toBe(0);
  });

  it('follows a redirection that a session would follow, and says so', async () => {
    lab = await DoctorLab.start();
    const { url } = lab.sandbox.servers[0]!;
    const headers = { Location: `${url}?clientApplication=ManagementShell` };
    lab.sandbox.faults.add({ at: 'request', fault: { kind: 'status', status: 307, headers } });
    const diagnosis = await lab.examine();
    expect(stepOf(diagnosis, 'http').detail).toContain('after a redirection to');
    expect(holds(diagnosis)).toBe(true);
  });

  it('keeps nothing that a terminal would obey of what a server sends', async () => {
    lab = await DoctorLab.start();
    const headers = { 'X-FEServer': 'EX01\u009b2J', 'WWW-Authenticate': 'Basic' };
    lab.sandbox.faults.add({ at: 'request', fault: { kind: 'status', status: 401, headers } });
    expect(stepOf(await lab.examine(), 'http').detail).toMatch(/^HTTP 401 from EX01[^\u009b]+2J\.$/);
  });

  it('goes on with a warning after an answer that is only odd', async () => {
    lab = await DoctorLab.start();
    lab.sandbox.faults.add({ at: 'request', fault: { kind: 'status', status: 405 } });
    const diagnosis = await lab.examine();
    expect(inState(diagnosis, 'warning')).toEqual(['http', 'certificate']);
    expect(holds(diagnosis)).toBe(true);
  });

  it('says that the server does not take the authentication of the connection', async () => {
    lab = await DoctorLab.start();
    lab.save({ authentication: 'Kerberos' });
    const diagnosis = await lab.examine();
    expectOneCause(diagnosis, 'schemes', 'auth.scheme');
    expect(stepOf(diagnosis, 'schemes').failure!.why).toBe('The server offers Basic.');
    expect(lab.asked).toBe(0);
  });
});
