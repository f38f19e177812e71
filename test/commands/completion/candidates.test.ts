import { describe, expect, it } from 'vitest';
import { Exterm, real } from '../exterm.ts';

async function completed(...words: readonly string[]): Promise<readonly string[]> {
  const exterm = await Exterm.begin({
    saved: (sandbox) => [
      real(sandbox, 'ex01', { groups: ['prod'] }),
      real(sandbox, 'ex02', { groups: ['Prod', 'test'] }),
      real(sandbox, 'Müller.1'),
    ],
  });
  const { code, stdout, stderr } = await exterm.run(['complete', ...words]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return stdout.split('\n').slice(0, -1);
}

const values = async (...words: readonly string[]) =>
  (await completed('--', ...words)).map((line) => line.split('\t')[0]);

describe('what a word can become', () => {
  it('is a command, with what it does', async () => {
    expect(await values('')).toEqual(expect.arrayContaining(['run', 'connections', 'doctor', 'completion', 'help']));
    expect(await values('')).not.toContain('complete');
    expect(await completed('--', 'whe')).toEqual(['where\tshows the files and folders of exterm']);
    expect(await values('connections', 're')).toEqual(['remove', 'remember-password']);
  });

  it('is a connection where an argument means one, in whatever case', async () => {
    expect(await values('bridge', '')).toEqual(['ex01', 'ex02', 'Müller.1']);
    expect(await values('doctor', '')).toEqual(['ex01', 'ex02', 'Müller.1', '@prod', '@test']);
    expect(await values('connections', 'edit', 'EX')).toEqual(['ex01', 'ex02']);
    expect(await values('connections', 'edit', 'ex01', '')).toEqual([]);
    expect(await values('run', 'ex01', '')).toEqual([]);
    expect(await values('connections', 'add', '')).toEqual([]);
  });

  it('is one more connection behind a comma or a name', async () => {
    expect(await values('run', 'ex01,')).toEqual(['ex01,ex02', 'ex01,Müller.1', 'ex01,@prod', 'ex01,@test']);
    expect(await values('run', 'EX02,ex01,m')).toEqual(['EX02,ex01,Müller.1']);
    expect(await values('sessions', 'ex02', '')).toEqual(['ex01', 'Müller.1', '@prod', '@test']);
    expect(await values('sessions', 'ex02', '@test', '@')).toEqual(['@prod']);
    expect(await values('ex02', 'ex')).toEqual(['ex01']);
  });

  it('is the same within quotes', async () => {
    expect(await values('run', '"@P')).toEqual(['@prod']);
    expect(await values('run', "'ex01,e")).toEqual(['ex01,ex02']);
    expect(await values('"connections"', '"sh"')).toEqual(['show']);
    expect(await values('run', '"ex01"', '--output', '"j')).toEqual(['json']);
  });

  it('is an option of that command, and what it may be', async () => {
    expect(await values('run', 'ex01', '--o')).toEqual(['--output']);
    expect(await values('run', '--output', '')).toEqual(['table', 'list', 'json', 'csv']);
    expect(await values('run', '--output', 'json', 'ex0')).toEqual(['ex01', 'ex02']);
    expect(await values('run', '--output=c')).toEqual(['--output=csv']);
    expect(await values('run', 'ex01', '--', '--o')).toEqual([]);
    expect(await values('connections', 'add', 'x', '--engine', 'n')).toEqual(['native']);
    expect(await values('connections', 'add', 'x', '--sandbox', 'd')).toEqual(['dr01']);
    expect(await values('run', '--nothing-like-it', 'e')).toEqual(['ex01', 'ex02']);
  });

  it('is a file where one is wanted', async () => {
    expect(await values('connections', 'add', 'x', '--ca-file', '')).toEqual([':files']);
    expect(await values('connections', 'add', 'x', '--user', '')).toEqual([]);
  });

  it('is another word where a shell can hand over no empty one', async () => {
    expect(await completed('--next', '--', 'connections', 'show')).toHaveLength(3);
    expect(await completed('--next', '--', 'connections')).toHaveLength(8);
  });
});
