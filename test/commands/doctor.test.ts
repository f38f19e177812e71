import { describe, expect, it } from 'vitest';
import { diagnosisSteps } from '../../source/domain/index.ts';
import { createEndpointProbe } from '../../source/engine/diagnosis/index.ts';
import type { Sandbox } from '../../source/sandbox/index.ts';
import { openKeyRing } from '../../source/storage/index.ts';
import { connectionTo } from '../journeys/journey.ts';
import { MemoryKeyRing } from '../support/memory-key-ring.ts';
import { Exterm, type ExtermOptions, nothing, password, real } from './exterm.ts';

const begin = (options: ExtermOptions = {}) =>
  Exterm.begin({
    saved: (sandbox) => [real(sandbox, 'lab')],
    deps: (deps) => ({
      ...deps,
      diagnosis: { endpoint: createEndpointProbe({ timeout: 2_000 }), engines: {} },
    }),
    ...options,
  });

const doctor = ['doctor', 'lab', '--password-stdin'];

describe('exterm doctor', () => {
  it('writes a line a step, the warning with its remedy, and what it comes to', async () => {
    const exterm = await begin();
    const { code, stdout, stderr } = await exterm.run(doctor, `${password}\n`);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const lines = stdout.split('\n');
    expect(lines[0]).toMatch(/^ok {7}Name resolution +\d+ ms {2}127\.0\.0\.1 is an address already\.$/);
    expect(lines.filter((line) => /^(ok|warning) /.test(line))).toHaveLength(14);
    expect(stdout).toMatch(
      /^warning {2}Get-ExchangeCertificate .*\n {9}Why: .*\n {9}Next: Use the Exchange Management/m,
    );
    expect(lines.at(-2)).toBe('lab can be worked with. 1 warning.');
    expect(await exterm.left()).toEqual(nothing);
  });

  it('writes one object with --json, the same fields for every step', async () => {
    const exterm = await begin();
    const { code, stdout } = await exterm.run([...doctor, '--json'], `${password}\n`);
    const told = JSON.parse(stdout);
    expect([code, Object.keys(told)]).toEqual([0, ['connection', 'url', 'engine', 'holds', 'steps']]);
    expect(told).toMatchObject({ connection: 'lab', engine: 'native', holds: true });
    for (const step of told.steps) {
      expect(Object.keys(step)).toEqual(['id', 'title', 'state', 'milliseconds', 'detail', 'failure']);
      expect(diagnosisSteps.map(({ id }) => id)).toContain(step.id);
    }
    const { failure } = told.steps.find(({ state }: { state: string }) => state === 'warning');
    expect(Object.keys(failure)).toEqual(['id', 'what', 'why', 'next', 'original', 'details']);
  });

  it('fails with 4 for a wrong password, and says what was not tried and why', async () => {
    const exterm = await begin();
    const { code, stdout } = await exterm.run(doctor, 'wrong\n');
    expect(code).toBe(4);
    expect(stdout).toMatch(/^FAILED {3}Authentication .*\n {9}Why: .*\n {9}Next: /m);
    expect(stdout).toMatch(/^skipped {2}Session quota +Not tried, because of: Authentication\.$/m);
    expect(stdout).toContain('lab cannot be worked with as it is.');
    expect(await exterm.left()).toEqual(nothing);
  });

  it('fails with 3 for a server that cannot be reached, without wanting a password', async () => {
    const exterm = await begin();
    await exterm.sandbox.kill('ex01');
    const { code, stdout } = await exterm.run(['doctor', 'lab', '--json']);
    const told = JSON.parse(stdout);
    expect([code, told.holds]).toEqual([3, false]);
    const states = Map.groupBy(told.steps as { id: string; state: string }[], ({ state }) => state);
    expect(states.get('failed')?.map(({ id }) => id)).toEqual(['tcp']);
    expect(told.steps.find(({ id }: { id: string }) => id === 'http')).toMatchObject({
      state: 'skipped',
      milliseconds: null,
      failure: null,
    });
  });

  it('fails with 2 where it needs a password and has no way to ask', async () => {
    const exterm = await begin();
    const { code, stderr } = await exterm.run(['doctor', 'lab']);
    expect(code).toBe(2);
    expect(stderr).toContain('--password-stdin');
  });

  it('fails with 2 for a name that is not there', async () => {
    const exterm = await begin();
    const { code, stderr } = await exterm.run(['doctor', 'labb']);
    expect(code).toBe(2);
    expect(stderr).toContain('Did you mean "lab"?');
  });

  it('goes through all of a group, and says at the end which of them cannot be worked with and where it fails', async () => {
    const saved = (sandbox: Sandbox) => [
      real(sandbox, 'lab', { groups: ['labs'] }),
      connectionTo(sandbox, 'ex02', { name: 'far', groups: ['labs'] }),
      real(sandbox, 'other'),
    ];
    const exterm = await begin({ saved });
    await exterm.sandbox.kill('ex02');
    const { code, stdout } = await exterm.run(['doctor', '@labs', '--password-stdin'], `${password}\n`);
    expect(code).toBe(3);
    expect(stdout).toMatch(/^lab\n---\nok {7}Name resolution/);
    expect(stdout).toContain('lab can be worked with. 1 warning.\n\nfar\n---\nok ');
    expect(stdout.endsWith('\n\n1 of 2 can be worked with.\nNot far: TCP connection.\n')).toBe(true);
    expect(stdout).not.toContain('other');
    expect(await exterm.left()).toEqual(nothing);
  });

  it('writes an array with --json where several may be meant, be it one', async () => {
    const saved = (sandbox: Sandbox) => [real(sandbox, 'lab', { groups: ['labs'] })];
    const exterm = await begin({ saved });
    await exterm.sandbox.kill('ex01');
    const { code, stdout } = await exterm.run(['doctor', '@labs', '--json']);
    expect([code, JSON.parse(stdout)]).toMatchObject([3, [{ connection: 'lab', holds: false }]]);
  });

  it('says which step runs on a terminal, and asks there', async () => {
    const exterm = await begin();
    const command = exterm.start(['doctor', 'lab'], { columns: 100 });
    await command.asks('Password for');
    command.stdin.write(`${password}\r`);
    const { code, stderr } = await command.ended;
    expect(code).toBe(0);
    expect(stderr).toContain('lab HTTP answer');
    expect(stderr).not.toContain(password);
  });

  it('interrupted closes its shell first, and ends with 130', async () => {
    const exterm = await begin();
    exterm.faults.add({ at: 'get', fault: { kind: 'hang' } });
    const command = exterm.start(doctor);
    command.stdin.end(`${password}\n`);
    await exterm.faults.hit;
    command.interrupt();
    expect((await command.ended).code).toBe(130);
    expect(await exterm.left()).toEqual(nothing);
  });

  it('shows nothing of what a server sends as the terminal would obey it', async () => {
    const exterm = await begin();
    const headers = { 'X-FEServer': 'EX01\u009b2J' };
    exterm.faults.add({ at: 'request', fault: { kind: 'status', status: 401, headers } });
    const { stdout } = await exterm.run(doctor, `${password}\n`);
    expect(stdout).toContain('EX01');
    expect(stdout).not.toContain('\u009b');
  });
});

describe('passwords in the key ring', () => {
  const withRing = async () => {
    const memory = new MemoryKeyRing();
    const keyRing = openKeyRing({ load: async () => memory.binding, after: () => () => {} });
    const exterm = await begin({
      deps: (deps) => ({ ...deps, keyRing, diagnosis: { endpoint: createEndpointProbe(), engines: {} } }),
    });
    return { exterm, memory };
  };

  it('are put there by a command, used by the others, and taken out again', async () => {
    const { exterm, memory } = await withRing();
    const remembered = await exterm.run(
      ['connections', 'remember-password', 'lab', '--password-stdin'],
      `${password}\n`,
    );
    expect(remembered).toMatchObject({ code: 0, stdout: '' });
    expect(memory.entries.size).toBe(1);
    expect((await exterm.run(['doctor', 'lab'])).code).toBe(0);
    expect((await exterm.run(['run', 'lab', 'Get-Mailbox -ResultSize 1'])).code).toBe(0);
    expect((await exterm.run(['connections', 'forget-password', 'lab'])).stderr).toContain('is forgotten');
    expect((await exterm.run(['connections', 'forget-password', 'lab'])).stderr).toContain('No password of');
    expect(memory.entries.size).toBe(0);
  });

  it('that a server refuses are forgotten, and that is said', async () => {
    const { exterm, memory } = await withRing();
    await exterm.run(['connections', 'remember-password', 'lab', '--password-stdin'], 'old\n');
    const { code, stderr } = await exterm.run(['doctor', 'lab']);
    expect([code, memory.entries.size]).toEqual([2, 0]);
    expect(stderr).toMatch(
      /^The remembered password of \S+ was refused, and is forgotten\.\n.* did not accept .*"lab" needs a password/,
    );
  });

  it('are not to be had where there is no key ring, which is said plainly', async () => {
    const { exterm, memory } = await withRing();
    memory.trouble = 'Platform failure: no service';
    const { code, stderr } = await exterm.run(
      ['connections', 'remember-password', 'lab', '--password-stdin'],
      `${password}\n`,
    );
    expect(code).toBe(1);
    expect(stderr).toMatch(/^The key ring cannot be used\.\n {2}Why: There is no key ring on this computer/);
    expect((await exterm.run(doctor, `${password}\n`)).code).toBe(0);
  });
});
