import { hostname } from 'node:os';
import { describe, expect, it } from 'vitest';
import { lease } from '../support/lease.ts';
import { Exterm, nothing, offered, password, real } from './exterm.ts';

const ids = (exterm: Exterm, server = 'ex01') => exterm.sandbox.shells(server).map(({ id }) => id.toLowerCase());
const two = { sandbox: { leftOpen: 2 }, saved: () => [offered('ex01')] };

/** Four and more minutes idle: what a sandbox has from other clients. */
const others = ['--others', '--idle', '4m'] as const;

describe('clean', () => {
  it('takes no session of another client for an orphan, nor one of an exterm of another computer', async () => {
    const exterm = await Exterm.begin(two);
    const before = ids(exterm);
    expect(await exterm.run(['clean', '--orphans', '--yes'])).toEqual({
      code: 0,
      stdout: '',
      stderr: 'There is nothing to remove.\n',
    });
    expect(await exterm.run(['clean', '--others', '--yes'])).toMatchObject({ stderr: 'There is nothing to remove.\n' });
    expect((await exterm.run(['clean', '--others', '--idle', '5m', '--yes'])).stdout).toBe(
      `ex01  ${before[1]}  removed\n`,
    );
    expect(ids(exterm)).toEqual([before[0]]);
  });

  it('removes what others have left idle, and says of each what came of it', async () => {
    const exterm = await Exterm.begin(two);
    const [first, second] = ids(exterm);
    expect(await exterm.run(['clean', ...others, '--yes'])).toEqual({
      code: 0,
      stdout: `ex01  ${first}  removed\nex01  ${second}  removed\n`,
      stderr: '',
    });
    expect(ids(exterm)).toEqual([]);
    expect(await exterm.run(['clean', ...others, '--yes'])).toEqual({
      code: 0,
      stdout: '',
      stderr: 'There is nothing to remove.\n',
    });
  });

  it('says what it would remove with --dry-run, and removes nothing', async () => {
    const exterm = await Exterm.begin(two);
    const [first, second] = ids(exterm);
    expect(await exterm.run(['clean', '--all', '--dry-run'])).toEqual({
      code: 0,
      stdout: `ex01  ${first}  would be removed\nex01  ${second}  would be removed\n`,
      stderr: '',
    });
    const json = await exterm.run(['clean', ...others, '--dry-run', '--json']);
    expect(JSON.parse(json.stdout)).toMatchObject([
      { id: first, connection: 'ex01', server: exterm.sandbox.servers[0]?.url, outcome: 'would be removed' },
      { id: second, orphan: false, outcome: 'would be removed' },
    ]);
    expect(ids(exterm)).toEqual([first, second]);
  });

  it('removes one by its id, braces and any case allowed', async () => {
    const exterm = await Exterm.begin(two);
    const [first, second] = ids(exterm);
    const { code, stdout } = await exterm.run(['clean', '--id', `{${first!.toUpperCase()}}`, '--yes', '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject([{ id: first, outcome: 'removed' }]);
    expect(ids(exterm)).toEqual([second]);
  });

  it('asks first on a terminal, and anything but yes removes nothing', async () => {
    const exterm = await Exterm.begin(two);
    for (const answer of ['n\n', '\n', 'oui\n']) {
      const command = exterm.start(['clean', ...others], { columns: 300 });
      await command.asks('Remove 2 sessions? [y/N] ');
      command.stdin.write(answer);
      const { code, stdout, stderr } = await command.ended;
      expect({ code, stdout }).toEqual({ code: 130, stdout: '' });
      expect(stderr).toContain('Another client from 10.20.30.41 opened it');
      expect(stderr).toMatch(/Nothing was removed\.\n$/);
    }
    expect(ids(exterm)).toHaveLength(2);
    const command = exterm.start(['clean', ...others], { columns: 300 });
    await command.asks('[y/N] ');
    command.stdin.write('y\n');
    expect((await command.ended).code).toBe(0);
    expect(ids(exterm)).toEqual([]);
  });

  it('takes the end of the input for no', async () => {
    const exterm = await Exterm.begin(two);
    const command = exterm.start(['clean', ...others], { columns: 300 });
    await command.asks('[y/N] ');
    command.stdin.end();
    expect((await command.ended).code).toBe(130);
    expect(ids(exterm)).toHaveLength(2);
  });

  it('wants --yes without a terminal, where there is something to remove', async () => {
    const exterm = await Exterm.begin(two);
    expect(await exterm.run(['clean', ...others])).toEqual({
      code: 2,
      stdout: '',
      stderr: '2 sessions would be removed. Say --yes to do it, or --dry-run to see which.\n',
    });
    expect(ids(exterm)).toHaveLength(2);
  });

  it.each([
    [[], 'Say what to remove, one of: --orphans, --others, --all, --id <id>.'],
    [['--orphans', '--idle', '5m'], '--idle goes with --others.'],
    [['--others', '--idle', '5'], 'A time is a whole number with s, m or h'],
    [['--others', '--all'], 'Say what to remove, one of: --orphans, --others, --all, --id <id>.'],
    [['--id', 'nope'], '"nope" is not a session\'s id.'],
    [['--id', ''], '"" is not a session\'s id.'],
    [[...others, '--password-stdin'], 'Name the connections that the password is for.'],
    [['nowhere', ...others], 'There is no connection "nowhere".'],
    [['', '--all', '--yes'], 'A connection name is empty'],
  ])('%j is a usage error, and nothing is removed', async (words, said) => {
    const exterm = await Exterm.begin(two);
    expect(await exterm.run(['clean', ...words], password)).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining(said),
    });
    expect(ids(exterm)).toHaveLength(2);
  });

  it('says that nobody knows an id, and how to have it removed all the same', async () => {
    const exterm = await Exterm.begin(two);
    const id = '00000000-1111-2222-3333-444444444444';
    expect(await exterm.run(['clean', '--id', id, '--yes'])).toEqual({
      code: 1,
      stdout: '',
      stderr:
        `No session has the id ${id}: neither the ledger nor a server that was asked.\n` +
        `Name its connection to have it removed there: exterm clean <name> --id ${id}\n`,
    });
    expect(await exterm.run(['clean', 'ex01', '--id', id, '--yes'])).toEqual({
      code: 0,
      stdout: `ex01  ${id}  was gone already\n`,
      stderr: '',
    });
  });

  it('leaves the session of a running exterm alone unless its id is said', async () => {
    const exterm = await Exterm.begin();
    const running = exterm.start(['run', 'ex01', 'Write-SandboxFlood -Lines 100000000']);
    await running.prints('Line');
    const [id] = ids(exterm);
    const other = { shellId: id!, connection: 'ex01', sandboxServer: 'ex01', host: 'elsewhere' };
    await exterm.deps.ledger.add(lease(other));
    expect(await exterm.run(['clean', '--all', '--yes'])).toMatchObject({ stderr: 'There is nothing to remove.\n' });
    expect(await exterm.run(['clean', '--id', id!, '--yes'])).toMatchObject({
      code: 0,
      stdout: `ex01  ${id}  removed\n`,
    });
    expect((await running.ended).code).toBe(1);
    expect(await exterm.left()).toEqual(nothing);
  });

  it('says why something was not removed, and ends with 1', async () => {
    const exterm = await Exterm.begin(two);
    exterm.faults.add({ at: 'delete', fault: { kind: 'fault', code: 5, text: 'Access is \u001B[31mdenied.' } });
    const { code, stdout } = await exterm.run(['clean', ...others, '--yes']);
    expect(code).toBe(1);
    expect(stdout).toMatch(/ {2}not removed: .*\n.* {2}removed\n$/);
    expect(stdout).not.toContain('\u001B');
    exterm.faults.add({ at: 'delete', fault: { kind: 'fault', code: 5, text: 'Access is denied.' } });
    const json = await exterm.run(['clean', ...others, '--yes', '--json']);
    expect(JSON.parse(json.stdout)).toMatchObject([
      { outcome: 'failed', failure: expect.any(String), next: expect.any(String) },
    ]);
  });

  it.each([
    ['wrong', 4, 'did not accept'],
    [password, 0, ''],
  ])('of a server that wants a password, %s given, ends with %i', async (input, code, said) => {
    const exterm = await Exterm.begin({ ...two, saved: (sandbox) => [real(sandbox, 'mail')] });
    const result = await exterm.run(['clean', 'mail', ...others, '--yes', '--password-stdin'], input);
    expect(result.code).toBe(code);
    expect(result.stderr).toContain(said);
    expect(ids(exterm)).toHaveLength(code === 0 ? 0 : 2);
  });

  it('names what a connection has left behind that was removed since, and so does sessions', async () => {
    const exterm = await Exterm.begin({ ...two, saved: (sandbox) => [real(sandbox, 'lab'), real(sandbox, 'mail')] });
    const [id] = ids(exterm);
    // Its process is none of this computer that runs.
    const { url } = real(exterm.sandbox, 'mail');
    await exterm.deps.ledger.add(lease({ connection: 'mail', url, shellId: id!, host: hostname() }));
    expect(await exterm.run(['connections', 'remove', 'mail'])).toMatchObject({ code: 0 });
    const asked = await exterm.run(['sessions', 'mail', '--password-stdin'], password);
    expect(asked).toMatchObject({ code: 0, stderr: '' });
    expect(asked.stdout).toContain(`mail        ${id}`);
    expect(await exterm.run(['clean', 'mail', '--orphans', '--yes', '--password-stdin'], password)).toEqual({
      code: 0,
      stdout: `mail  ${id}  removed\n`,
      stderr: '',
    });
    expect(await exterm.run(['clean', 'mail', '--orphans', '--yes', '--password-stdin'], password)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('There is no connection "mail"'),
    });
  });

  it('ends with 3 where a server cannot be reached', async () => {
    const exterm = await Exterm.begin({ sandbox: { leftOpen: 1 } });
    await exterm.sandbox.kill('ex02');
    const { code, stdout } = await exterm.run(['clean', ...others, '--yes']);
    expect(code).toBe(3);
    expect(stdout).toMatch(/^ex01 .* removed\ndr01 .* removed\n$/);
  });

  it('can be interrupted at its question', async () => {
    const exterm = await Exterm.begin(two);
    const command = exterm.start(['clean', ...others], { columns: 300 });
    await command.asks('[y/N] ');
    command.interrupt();
    expect((await command.ended).code).toBe(130);
    expect(ids(exterm)).toHaveLength(2);
  });
});
