import { describe, expect, it } from 'vitest';
import { Exterm, nothing, offered } from './exterm.ts';

const remove = (...options: readonly string[]) => ['run', 'ex01', 'Remove-Mailbox ravi -Confirm:$false', ...options];
const find = ['run', 'ex02', 'Get-Mailbox ravi | Select-Object -ExpandProperty Alias'];
const begin = (marks: { readonly readOnly?: true; readonly asking?: true; readonly production?: true }) =>
  Exterm.begin({ saved: () => [{ ...offered('ex01'), ...marks }, offered('ex02')] });

describe('a run on a marked connection', () => {
  it('that is read-only refuses what changes something, whatever is said beforehand', async () => {
    const exterm = await begin({ readOnly: true });
    for (const options of [[], ['--confirm-name', 'ex01']]) {
      const { code, stdout, stderr } = await exterm.run(remove(...options));
      expect([code, stdout]).toEqual([1, '']);
      expect(stderr).toContain('Remove-Mailbox was not run. The connection ex01 is read-only');
      expect(stderr).toContain('exterm connections edit ex01 --no-read-only');
    }
    expect((await exterm.run(find)).stdout).toBe('ravi\n');
    expect((await exterm.run(['run', 'ex01', 'Get-Mailbox ravi | Select-Object -ExpandProperty Alias'])).code).toBe(0);
    expect(await exterm.left()).toEqual(nothing);
  });

  it('that asks refuses without a terminal, and says how to confirm beforehand', async () => {
    const exterm = await begin({ asking: true });
    for (const options of [[], ['--confirm-name', 'ex02']]) {
      const { code, stderr } = await exterm.run(remove(...options));
      expect(code).toBe(1);
      expect(stderr).toContain('exterm asks: Remove-Mailbox ravi -Confirm $false');
      expect(stderr).toContain('add --confirm-name ex01 if you are sure');
    }
    expect((await exterm.run(find)).stdout).toBe('ravi\n');
    expect(await exterm.run(remove('--confirm-name', 'EX01'))).toEqual({ code: 0, stdout: '', stderr: '' });
    expect((await exterm.run(find)).stdout).toBe('');
  });

  it('that asks wants the name typed on a terminal', async () => {
    const exterm = await begin({ asking: true });
    for (const [typed, code] of [
      ['y', 1],
      ['ex01', 0],
    ] as const) {
      const command = exterm.start(remove(), { columns: 80 });
      await command.asks('Type ex01 to run it, and each further Remove-Mailbox of this line.\nName: ');
      command.stdin.write(`${typed}\n`);
      expect((await command.ended).code).toBe(code);
    }
    expect((await exterm.run(find)).stdout).toBe('');
  });

  it('asks about none of the other servers of the run', async () => {
    const exterm = await begin({ asking: true });
    const { code, stderr } = await exterm.run([
      'run',
      'ex01,ex02',
      'Get-Mailbox ravi | Remove-Mailbox -Confirm:$false',
    ]);
    expect(code).toBe(1);
    expect(stderr.match(/exterm asks/g)).toHaveLength(1);
    expect((await exterm.run(find)).stdout).toBe('');
  });

  it('takes a name with --confirm-name', async () => {
    const exterm = await begin({ asking: true });
    const { code, stderr } = await exterm.run(remove('--confirm-name', ' '));
    expect([code, stderr]).toEqual([2, expect.stringContaining('--confirm-name takes the name of a connection.')]);
  });
});

it('marks are given, shown and taken back', async () => {
  const exterm = await Exterm.begin();
  const add = ['connections', 'add', 'prod', '--server', 'ex01.contoso.com'];
  expect((await exterm.run([...add, '--production', '--read-only', '--asking'])).code).toBe(0);
  expect((await exterm.run(['connections', 'list'])).stdout).toMatch(/^prod .* PRODUCTION, read-only$/m);
  const shown = JSON.parse((await exterm.run(['connections', 'show', 'prod'])).stdout) as Record<string, unknown>;
  expect(shown).toMatchObject({ production: true, readOnly: true, asking: true });
  await exterm.run(['connections', 'edit', 'prod', '--no-read-only', '--no-production']);
  expect((await exterm.run(['connections', 'list'])).stdout).toMatch(/^prod .* asks before changes$/m);
});
