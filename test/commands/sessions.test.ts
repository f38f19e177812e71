import { describe, expect, it } from 'vitest';
import type { Lease } from '../../source/domain/index.ts';
import { lease } from '../support/lease.ts';
import { Exterm, offered, password, real } from './exterm.ts';

const here = { host: 'elsewhere', opened: Date.now() - 600_000, lastActivity: Date.now() - 60_000 };

describe('sessions', () => {
  it('says that there are none, on standard error', async () => {
    const exterm = await Exterm.begin();
    expect(await exterm.run(['sessions'])).toEqual({
      code: 0,
      stdout: '',
      stderr: 'No session is open and none was left behind.\n',
    });
    expect((await exterm.run(['sessions', '--json'])).stdout).toBe('[]\n');
  });

  it('lists what another client has left open, with whose it is and why', async () => {
    const exterm = await Exterm.begin({ sandbox: { leftOpen: 1 }, saved: () => [offered('ex01')] });
    const { code, stdout, stderr } = await exterm.run(['sessions']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const [heading, , row] = stdout.split('\n');
    expect(heading).toMatch(/^Connection +Id +State +Age +Idle +Left +Whose +Orphan +Why$/);
    expect(row).toMatch(
      /^ex01 +[\da-f-]{36} +Connected +25 min +4 min +11 min +another client +no +Another client from 10\.20\.30\.41 opened it, and no exterm knows it: somebody may be working in it\. Idle for 4 min\./,
    );
  });

  it('gives all that is known as JSON, with the real URL of a sandbox server and ISO times', async () => {
    const exterm = await Exterm.begin({ sandbox: { leftOpen: 1 }, saved: () => [offered('ex01')] });
    const before = Date.now();
    const { code, stdout } = await exterm.run(['sessions', 'ex01', '--json']);
    const [session, ...rest] = JSON.parse(stdout);
    expect({ code, rest }).toEqual({ code: 0, rest: [] });
    expect(session).toEqual({
      id: exterm.sandbox.shells('ex01')[0]?.id.toLowerCase(),
      connection: 'ex01',
      server: exterm.sandbox.servers[0]?.url,
      owner: 'mira@contoso.com',
      client: '10.20.30.41',
      state: 'Connected',
      opened: expect.any(String),
      lastActivity: expect.any(String),
      closes: expect.any(String),
      age: 1_500_000,
      idle: 240_000,
      remaining: 660_000,
      whose: 'another client',
      orphan: false,
      why: expect.stringMatching(/^Another client from 10\.20\.30\.41 opened it, and no exterm knows it: /),
    });
    for (const [time, offset] of [
      [session.opened, -1_500_000],
      [session.lastActivity, -240_000],
      [session.closes, 660_000],
    ] as const) {
      expect(new Date(time).toISOString()).toBe(time);
      expect(Date.parse(time) - offset).toBeGreaterThanOrEqual(before);
      expect(Date.parse(time) - offset).toBeLessThanOrEqual(Date.now());
    }
  });

  it('knows what the ledger says of a server that it does not ask, null where nobody knows', async () => {
    const exterm = await Exterm.begin({ saved: (sandbox) => [real(sandbox, 'mail')] });
    const { idleTimeout: _unknown, ...line } = lease({ connection: 'gone', authentication: 'Basic', ...here });
    await exterm.deps.ledger.add(line as Lease);
    const { stdout } = await exterm.run(['sessions', '--json']);
    expect(JSON.parse(stdout)).toMatchObject([
      {
        id: 'LEFT-1',
        connection: 'gone',
        server: 'https://ex01.contoso.com/PowerShell/',
        client: 'elsewhere',
        state: null,
        opened: new Date(here.opened).toISOString(),
        closes: null,
        remaining: null,
        whose: 'exterm elsewhere',
        orphan: false,
      },
    ]);
  });

  it('fits a narrow terminal with some lines a session', async () => {
    const exterm = await Exterm.begin({ sandbox: { leftOpen: 2 }, saved: () => [offered('ex01')] });
    const { stdout } = await exterm.start(['sessions'], { columns: 80 }).ended;
    expect(stdout.replaceAll(/[\da-f-]{36}/g, 'ID')).toMatchInlineSnapshot(`
      "ex01  ID  another client
        Connected, open 25 min, idle 4 min, left 11 min
        Another client from 10.20.30.41 opened it, and no exterm knows it: somebody may be working in it. Idle for 4 min. Remove it with exterm clean --id if you know better.

      ex01  ID  another client
        Connected, open 34 min 35 s, idle 5 min 35 s, left 9 min 25 s
        Another client from 10.20.30.42 opened it, and no exterm knows it: somebody may be working in it. Idle for 5 min. Remove it with exterm clean --id if you know better.
      "
    `);
  });

  it('makes what a server says harmless, in the table and in JSON', async () => {
    const exterm = await Exterm.begin({ saved: (sandbox) => [real(sandbox, 'mail')] });
    await exterm.deps.ledger.add(lease({ connection: 'x\u001B]0;y\u0007', user: 'a\u009B31m\u202Eb', ...here }));
    const table = await exterm.run(['sessions']);
    expect(table.stdout).toContain('x␛]0;y␇');
    const json = await exterm.run(['sessions', '--json']);
    expect(json.stdout).not.toMatch(/[\u001B\u0007\u009B\u202E]/);
    expect(JSON.parse(json.stdout)).toMatchObject([{ connection: 'x\u001B]0;y\u0007', owner: 'a\u009B31m\u202Eb' }]);
  });

  it('says which servers it has not asked, and claims nothing about them', async () => {
    const exterm = await Exterm.begin({ saved: (sandbox) => [real(sandbox, 'mail'), real(sandbox, 'post')] });
    expect(await exterm.run(['sessions'])).toEqual({
      code: 0,
      stdout: '',
      stderr: 'No session is known of.\nNot asked, because that takes a password: mail, post. Name one to ask it.\n',
    });
  });

  it('asks a named server with the password from standard input', async () => {
    const exterm = await Exterm.begin({ sandbox: { leftOpen: 2 }, saved: (sandbox) => [real(sandbox, 'mail')] });
    const { code, stdout } = await exterm.run(['sessions', 'mail', '--json', '--password-stdin'], password);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toHaveLength(2);
  });

  it.each([
    [['nowhere'], '', 2, 'There is no connection "nowhere".'],
    [[''], '', 2, 'A connection name is empty'],
    [['--password-stdin'], password, 2, 'Name the connections that the password is for.'],
    [['mail'], '', 2, '"mail" needs a password. Give it on standard input with --password-stdin.'],
    [['mail', '--password-stdin'], 'wrong', 4, 'mail: 127.0.0.1 did not accept'],
  ])('%j ends with a code and a sentence', async (words, input, code, said) => {
    const exterm = await Exterm.begin({ saved: (sandbox) => [real(sandbox, 'mail')] });
    const result = await exterm.run(['sessions', ...words], input);
    expect(result).toMatchObject({ code, stdout: '', stderr: expect.stringContaining(said) });
    expect(result.stderr).not.toContain('none was left behind');
  });

  it('ends with 3 where a server cannot be reached, and shows the others', async () => {
    const exterm = await Exterm.begin({ sandbox: { leftOpen: 1 } });
    await exterm.sandbox.kill('ex02');
    const { code, stdout, stderr } = await exterm.run(['sessions', '--json']);
    expect(code).toBe(3);
    expect(JSON.parse(stdout).map((one: { connection: string }) => one.connection)).toEqual(['ex01', 'dr01']);
    expect(stderr).toMatch(/^ex02: .* refused the connection\./);
  });

  it('can be interrupted while a server hangs', async () => {
    const exterm = await Exterm.begin();
    exterm.faults.add({ at: 'enumerate', fault: { kind: 'hang' } });
    const command = exterm.start(['sessions', 'ex01']);
    await exterm.faults.hit;
    command.interrupt();
    expect(await command.ended).toEqual({ code: 130, stdout: '', stderr: '' });
  });
});
