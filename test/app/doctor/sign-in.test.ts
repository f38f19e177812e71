import { describe, expect, it } from 'vitest';
import type { Diagnosis, FailureFacts } from '../../../source/domain/index.ts';
import { type Authenticator, sandboxRefusedUser } from '../../../source/sandbox/index.ts';
import { DoctorLab, expectOneCause, inState, refuse, stepOf } from '../../support/doctor-lab.ts';

let lab: DoctorLab;

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
    lab = await DoctorLab.start({ surroundings: { authenticators: kerberosOnly }, native: { ticket: refuse(facts) } });
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
    lab = await DoctorLab.start({ surroundings: { authenticators: kerberosOnly }, native: { ticket } });
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
    lab = await DoctorLab.start({
      surroundings: { authenticators: kerberosOnly },
      native: { ticket },
      change: { clock },
    });
    lab.save({ authentication: 'Kerberos' });
    const step = stepOf(await lab.examine(), 'clock');
    expect([step.state, step.failure?.id]).toEqual(['warning', 'doctor.serverClock']);
    expect(step.detail).toMatch(/the clock of the server is (599|600|601) s ahead\.$/);
  });
});

describe('signing in and opening a shell', () => {
  it('tells a wrong password, tried once', async () => {
    lab = await DoctorLab.start();
    const diagnosis = await lab.examine({ credentials: lab.password('wrong') });
    expectOneCause(diagnosis, 'authentication', 'logon.failure');
    expect(inState(diagnosis, 'ok')).toEqual(['resolve', 'tcp', 'http', 'schemes']);
    expect([lab.asked, lab.ledger.leases.size]).toEqual([1, 0]);
  });

  it('tells that no password was given', async () => {
    lab = await DoctorLab.start();
    const credentials = () => Promise.reject(new DOMException('', 'AbortError'));
    expectOneCause(await lab.examine({ credentials }), 'authentication', 'local.notAnswered');
  });

  it('tells a configuration that the server does not have', async () => {
    lab = await DoctorLab.start();
    lab.save({ configurationName: 'Contoso.Unknown' });
    const diagnosis = await lab.examine();
    expectOneCause(diagnosis, 'configuration', 'config.notfound');
    expect(inState(diagnosis, 'ok')).toEqual(['resolve', 'tcp', 'http', 'schemes', 'authentication', 'shells']);
  });

  it('tells an account that is not enabled for remote PowerShell, and the command that enables it', async () => {
    lab = await DoctorLab.start();
    lab.save({ user: sandboxRefusedUser });
    const diagnosis = await lab.examine();
    expectOneCause(diagnosis, 'access', 'access.denied');
    expect(stepOf(diagnosis, 'access').failure!.next).toContain(
      `Set-User ${sandboxRefusedUser} -RemotePowerShellEnabled $true`,
    );
    expect(stepOf(diagnosis, 'configuration').state).toBe('ok');
  });

  it('tells a quota that is used up, and lists what uses it', async () => {
    lab = await DoctorLab.start({ sandbox: { maxShells: 2, leftOpen: 2 } });
    const diagnosis = await lab.examine();
    expectOneCause(diagnosis, 'quota', 'quota.shells');
    expect(stepOf(diagnosis, 'shells').detail).toContain('2 shells of this account');
    expect([stepOf(diagnosis, 'configuration').state, stepOf(diagnosis, 'access').state]).toEqual(['ok', 'ok']);
    expect(lab.ledger.leases.size).toBe(0);
  });

  it('tells that opening the runspace failed, and leaves no shell', async () => {
    lab = await DoctorLab.start();
    lab.sandbox.faults.add({ at: 'pool-receive', fault: { kind: 'lose-shell' }, times: 9 });
    const diagnosis = await lab.examine();
    expectOneCause(diagnosis, 'open', 'shell.notfound');
    expect([lab.shells, lab.ledger.leases.size]).toEqual([0, 0]);
  });

  it('tells a failure of the server in so many words, and what it could not tell apart', async () => {
    lab = await DoctorLab.start();
    lab.sandbox.faults.add({ at: 'create', fault: { kind: 'status', status: 555 } });
    const diagnosis = await lab.examine();
    expectOneCause(diagnosis, 'open', 'http.555');
    expect(stepOf(diagnosis, 'authentication').state).toBe('ok');
    expect(stepOf(diagnosis, 'configuration').detail).toBe('Not told apart from: Shell and runspace.');
  });
});

describe('inside the session', () => {
  it('tells an account without any management role', async () => {
    lab = await DoctorLab.start();
    const text = 'The user "contoso.com/Users/Mira" isn\'t assigned to any management roles.';
    lab.sandbox.faults.add({ at: 'create', fault: { kind: 'fault', code: 0x803381ff, text } });
    const diagnosis = await lab.examine();
    expectOneCause(diagnosis, 'roles', 'norole');
    expect(stepOf(diagnosis, 'access').state).toBe('ok');
  });

  it('tells an import that the server ends', async () => {
    lab = await DoctorLab.start();
    const fault = { kind: 'fault', code: 0x803381a7, text: 'The load quota for this user has been exceeded.' } as const;
    lab.sandbox.faults.add({ at: 'command', fault, times: 2 });
    const diagnosis = await lab.examine();
    expectOneCause(diagnosis, 'roles', 'quota.userload');
    expect([stepOf(diagnosis, 'certificate').state, stepOf(diagnosis, 'removal').state]).toEqual(['skipped', 'ok']);
  });

  it('tells that Get-ExchangeCertificate could not be looked for', async () => {
    lab = await DoctorLab.start();
    const fault = { kind: 'fault', code: 0x803381a7, text: 'The load quota for this user has been exceeded.' } as const;
    lab.sandbox.faults.add({ at: 'command', fault, after: 1, times: 2 });
    const diagnosis = await lab.examine();
    expectOneCause(diagnosis, 'certificate', 'quota.userload');
  });

  it('measures by uses of the shell where the server answers no question about it', async () => {
    lab = await DoctorLab.start();
    const fault = { kind: 'fault', code: 50, text: 'The request is not supported.' } as const;
    lab.sandbox.faults.add({ at: 'get', fault, times: 99 });
    expect(stepOf(await lab.examine(), 'roundTrip').state).toBe('ok');
    // Asked once, and no time was taken of what nobody answers.
    expect(lab.sandbox.faults.struck).toBe(1);
  });

  it('tells a session that is lost while it is measured', async () => {
    lab = await DoctorLab.start();
    lab.sandbox.faults.add({ at: 'get', fault: { kind: 'lose-shell' }, after: 1 });
    const diagnosis = await lab.examine();
    expectOneCause(diagnosis, 'roundTrip', 'shell.notfound');
    expect(stepOf(diagnosis, 'removal').state).toBe('ok');
  });

  it('tells a shell that could not be removed, and keeps its line in the ledger', async () => {
    lab = await DoctorLab.start();
    lab.sandbox.faults.add({ at: 'delete', fault: { kind: 'status', status: 500 }, times: 9 });
    const diagnosis = await lab.examine();
    expectOneCause(diagnosis, 'removal', 'doctor.unremoved');
    expect(lab.ledger.leases.size).toBe(1);
  });

  it('does not wait for a server that says nothing when it is interrupted', async () => {
    lab = await DoctorLab.start();
    lab.deps.engines.native!.listShells = () => new Promise(() => {});
    const onChange = (diagnosis: Diagnosis) => {
      if (stepOf(diagnosis, 'shells').state === 'running') queueMicrotask(() => lab.signal.abort());
    };
    await expect(lab.examine({ onChange })).rejects.toMatchObject({ name: 'AbortError' });
    expect([lab.shells, lab.ledger.leases.size]).toEqual([0, 0]);
  });

  it('closes the shell first when it is interrupted, and then says so', async () => {
    lab = await DoctorLab.start();
    const onChange = (diagnosis: Diagnosis) => {
      if (stepOf(diagnosis, 'roles').state === 'running') lab.signal.abort();
    };
    await expect(lab.examine({ onChange })).rejects.toMatchObject({ name: 'AbortError' });
    expect([lab.shells, lab.ledger.leases.size]).toEqual([0, 0]);
  });
});
