import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { classify, krb5, Secret } from '../../source/domain/index.ts';
import { until } from '../support/hand-clock.ts';
import { Exterm, nothing, password, real } from './exterm.ts';

/** Every secret that is made or copied until the test ends. */
function watchSecrets(): Set<Secret> {
  const seen = new Set<Secret>();
  const original = Secret.prototype.clone;
  const clone = vi.spyOn(Secret.prototype, 'clone').mockImplementation(function (this: Secret) {
    const copy = original.call(this);
    seen.add(this).add(copy);
    return copy;
  });
  onTestFinished(() => clone.mockRestore());
  return seen;
}

const mail = () => Exterm.begin({ saved: (sandbox) => [real(sandbox, 'mail')] });

describe('--password-stdin', () => {
  it.each([
    ['a line', `${password}\n`],
    ['a line as Windows writes it', `${password}\r\n`],
    ['no line end', password],
    ['more behind the line', `${password}\nnot this\n`],
  ])('takes the first line: %s', async (_what, input) => {
    const exterm = await mail();
    expect(await exterm.run(['run', '--password-stdin', 'mail', '7'], input)).toEqual({
      code: 0,
      stdout: '7\n',
      stderr: '',
    });
  });

  it('takes it in pieces, wipes them, and every copy of it', async () => {
    const exterm = await mail();
    const secrets = watchSecrets();
    const pieces = ['Sandbox-', 'Only-', '1\n'].map((text) => Buffer.from(text));
    const command = exterm.start(['run', 'mail', '7', '--password-stdin']);
    for (const piece of pieces) command.stdin.write(piece);
    expect(await command.ended).toMatchObject({ code: 0 });
    for (const piece of pieces) expect(piece.every((byte) => byte === 0)).toBe(true);
    expect(secrets.size).toBeGreaterThan(1);
    await until(() => [...secrets].every((secret) => secret.isWiped), 'a wipe of every copy');
  });

  it('never shows it, refused or not', async () => {
    const exterm = await mail();
    for (const [given, ended] of [
      [password, 1],
      ['Wrong-One-2', 4],
    ] as const) {
      const command = ['run', 'mail', 'Get-Mailbox nobody', '--password-stdin'];
      const { code, stdout, stderr } = await exterm.run(command, given);
      expect(code).toBe(ended);
      expect(stdout + stderr).not.toContain(given);
    }
  });

  it('serves several connections of one run', async () => {
    const exterm = await Exterm.begin({ saved: (sandbox) => [real(sandbox, 'mail'), real(sandbox, 'post')] });
    const { code, stdout } = await exterm.run(['run', 'mail,post', '7', '--password-stdin'], password);
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'PSComputerName: mail\n7\n\nPSComputerName: post\n7\n' });
  });

  it.each([
    ['', 'standard input held no password'],
    ['\n', 'standard input held no password'],
    ['\r\n', 'standard input held no password'],
    ['x'.repeat(4097), 'longer than 4096 bytes'],
  ])('is a usage error without one', async (input, said) => {
    const exterm = await mail();
    const { code, stderr } = await exterm.run(['run', 'mail', '7', '--password-stdin'], input);
    expect(code).toBe(2);
    expect(stderr).toContain(said);
    expect(stderr).not.toContain('xxx');
  });

  it('wants to know whose it is', async () => {
    const exterm = await Exterm.begin({
      saved: (sandbox) => {
        const { user: _nobody, ...connection } = real(sandbox, 'mail');
        return [connection];
      },
    });
    expect(await exterm.run(['run', 'mail', '7', '--password-stdin'], password)).toEqual({
      code: 2,
      stdout: '',
      stderr: 'Say who signs in on "mail": exterm connections edit mail --user <UPN>\n',
    });
    expect(await exterm.left()).toEqual(nothing);
  });
});

describe('a password that is missing', () => {
  it('is a usage error without a terminal', async () => {
    const exterm = await mail();
    expect(await exterm.run(['run', 'mail', '7'])).toEqual({
      code: 2,
      stdout: '',
      stderr: '"mail" needs a password. Give it on standard input with --password-stdin.\n',
    });
  });

  it('of a connection by Kerberos is asked for with the reason why no ticket can be used', async () => {
    const failure = classify({ layer: 'auth', code: krb5.ticketExpired });
    const exterm = await Exterm.begin({
      saved: (sandbox) => [real(sandbox, 'mail', { authentication: 'Kerberos' })],
      deps: (deps) => ({
        ...deps,
        engines: { native: { ...deps.engines.native!, ticketProblem: () => Promise.resolve(failure) } },
        // The sandbox does not offer Kerberos, which would be found out first.
        diagnosis: { ...deps.diagnosis!, engines: {} },
      }),
    });
    expect(await exterm.run(['run', 'mail', '7'])).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/^The Kerberos ticket has expired\. .* "mail" needs a password\. Give it/),
    });
    const command = exterm.start(['run', 'mail', '7'], { columns: 80 });
    await command.asks('Password for mira@contoso.com: ');
    command.interrupt();
    expect((await command.ended).stderr).toContain('The Kerberos ticket has expired.');
  });

  it('is asked for on a terminal without an echo, and can be corrected', async () => {
    const exterm = await mail();
    const secrets = watchSecrets();
    const command = exterm.start(['run', 'mail', '7'], { columns: 80 });
    await command.asks('Password for mira@contoso.com: ');
    expect(command.isRaw).toBe(true);
    const typed = Buffer.from(`nonsense\u0015ä\u001B[D\u001BOA\u007F${password}2\u0008\r`);
    command.stdin.write(typed);
    const { code, stdout, stderr } = await command.ended;
    expect({ code, stdout }).toEqual({ code: 0, stdout: '7\n' });
    expect(stderr).not.toContain('Sandbox-Only');
    expect(command.isRaw).toBe(false);
    expect(typed.every((byte) => byte === 0)).toBe(true);
    await until(() => secrets.size > 0 && [...secrets].every((secret) => secret.isWiped), 'a wipe of every copy');
  });

  it('is asked for as well where --password-stdin would echo it', async () => {
    const exterm = await mail();
    const command = exterm.start(['run', 'mail', '7', '--password-stdin'], { columns: 80 });
    await command.asks('Password for mira@contoso.com: ');
    expect(command.isRaw).toBe(true);
    command.stdin.write(`${password}\r`);
    expect((await command.ended).code).toBe(0);
  });

  it('is asked for once an account, and the user once a connection that names none', async () => {
    const exterm = await Exterm.begin({
      saved: (sandbox) => {
        const { user: _nobody, ...connection } = real(sandbox, 'mail');
        return [connection, real(sandbox, 'post')];
      },
    });
    const command = exterm.start(['run', 'mail,post', '7'], { columns: 80 });
    await command.asks('User principal name for mail: ');
    command.stdin.write('Mira@contoso.com\n');
    await command.asks('Password for ');
    command.stdin.write(`${password}\r`);
    const { code, stderr } = await command.ended;
    expect(code).toBe(0);
    expect(stderr.match(/Password for/g)).toHaveLength(1);
  });

  it.each([
    ['Ctrl+C', '\u0003', 130, ''],
    ['Ctrl+D', '\u0004', 2, 'No password was given for mira@contoso.com.\n'],
  ])('ends the command by %s, and gives the terminal back', async (_key, typed, code, said) => {
    const exterm = await mail();
    const command = exterm.start(['run', 'mail', '7'], { columns: 80 });
    await command.asks('Password for mira@contoso.com: ');
    command.stdin.write(`half${typed}`.slice(typed === '\u0004' ? 4 : 0));
    const result = await command.ended;
    expect(result.code).toBe(code);
    expect(result.stderr.endsWith(said)).toBe(true);
    expect(command.isRaw).toBe(false);
    expect(await exterm.left()).toEqual(nothing);
  });

  it('ends the command where the terminal is gone in the middle of the question', async () => {
    const exterm = await mail();
    const command = exterm.start(['run', 'mail', '7'], { columns: 80 });
    await command.asks('Password for mira@contoso.com: ');
    command.stdin.end();
    expect((await command.ended).code).toBe(2);
  });

  it('ends the command where no user is named either', async () => {
    const exterm = await Exterm.begin({
      saved: (sandbox) => {
        const { user: _nobody, ...connection } = real(sandbox, 'mail');
        return [connection];
      },
    });
    const command = exterm.start(['run', 'mail', '7'], { columns: 80 });
    await command.asks('User principal name for mail: ');
    command.stdin.end();
    expect(await command.ended).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('No user principal name was given for "mail".'),
    });
  });
});
