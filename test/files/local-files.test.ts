import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { LocalFiles } from '../../source/files/index.ts';
import { FileFailure } from '../../source/language/index.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

let folder: string;
let files: LocalFiles;
const text = (value: string) => new TextEncoder().encode(value);

beforeEach(() => {
  folder = temporaryFolder();
  files = new LocalFiles(folder);
});

async function failure(work: Promise<unknown>): Promise<FileFailure> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(FileFailure);
  return error as FileFailure;
}

describe('paths', () => {
  it('begin where the session stands, at home, or at the root', async () => {
    mkdirSync(join(folder, 'a'));
    expect(files.resolve('x.csv')).toBe(join(folder, 'x.csv'));
    expect(files.resolve('~/x')).toBe(join(homedir(), 'x'));
    expect(files.resolve('.\\a\\..\\b')).toBe(join(folder, 'b'));
    expect(files.resolve(`Microsoft.PowerShell.Core\\FileSystem::${folder}/q`)).toBe(join(folder, 'q'));
    await files.setLocation('a');
    expect(files.location).toBe(join(folder, 'a'));
    expect(files.resolve('..')).toBe(folder);
  });

  it('lead to folders only where one goes', async () => {
    writeFileSync(join(folder, 'f'), '');
    expect((await failure(files.setLocation('f'))).kind).toBe('notFolder');
    expect((await failure(files.setLocation('nosuch'))).kind).toBe('notFound');
    expect(files.location).toBe(folder);
  });

  it('with wildcards stand for what is there', async () => {
    for (const name of ['a.csv', 'b.csv', 'c.txt', '.hidden.csv']) writeFileSync(join(folder, name), '');
    mkdirSync(join(folder, 'sub'));
    writeFileSync(join(folder, 'sub', 'd.csv'), '');
    const names = async (pattern: string) => (await files.expand(pattern)).map((path) => path.slice(folder.length + 1));
    expect(await names('*.csv')).toEqual(['a.csv', 'b.csv']);
    expect(await names('[bc].*')).toEqual(['b.csv', 'c.txt']);
    expect(await names('*/d*')).toEqual([join('sub', 'd.csv')]);
    expect(await names('nosuch*')).toEqual([]);
  });
});

describe('writing', () => {
  it('leaves the old file until the new one is whole', async () => {
    const path = join(folder, 'x');
    writeFileSync(path, 'old');
    const writer = await files.write('x', {});
    await writer.write(text('new'));
    expect(readFileSync(path, 'utf8')).toBe('old');
    await writer.close();
    expect(readFileSync(path, 'utf8')).toBe('new');
    expect(readdirSync(folder)).toEqual(['x']);
  });

  it('that is given up leaves what was there, and nothing beside it', async () => {
    writeFileSync(join(folder, 'x'), 'old');
    const writer = await files.write('x', {});
    await writer.write(text('half'));
    await writer.abandon();
    expect(readFileSync(join(folder, 'x'), 'utf8')).toBe('old');
    expect(readdirSync(folder)).toEqual(['x']);
  });

  it('goes through a link, which stays', async () => {
    writeFileSync(join(folder, 'target'), 'old');
    symlinkSync(join(folder, 'target'), join(folder, 'link'));
    const writer = await files.write('link', {});
    await writer.write(text('new'));
    await writer.close();
    expect(lstatSync(join(folder, 'link')).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(folder, 'target'), 'utf8')).toBe('new');
  });

  it('keeps the mode of a file', async () => {
    writeFileSync(join(folder, 'x'), 'old');
    chmodSync(join(folder, 'x'), 0o600);
    const writer = await files.write('x', {});
    await writer.close();
    expect(lstatSync(join(folder, 'x')).mode & 0o777).toBe(0o600);
  });

  it('adds at the end', async () => {
    writeFileSync(join(folder, 'x'), 'a');
    const writer = await files.write('x', { append: true });
    await writer.write(text('b'));
    await writer.close();
    expect(readFileSync(join(folder, 'x'), 'utf8')).toBe('ab');
  });

  it('says why it cannot', async () => {
    writeFileSync(join(folder, 'x'), 'old');
    const none = await failure(files.write('no/x', {}));
    expect([none.kind, none.message]).toEqual([
      'notFound',
      `Could not find a part of the path '${join(folder, 'no/x')}'.`,
    ]);
    expect((await failure(files.write('x', { noClobber: true }))).kind).toBe('exists');
    expect((await failure(files.write('.', {}))).kind).toBe('denied');
  });
});

describe('reading, copying, removing', () => {
  it('gives a file in parts', async () => {
    const bytes = new Uint8Array(700_000).map((_, index) => index % 251);
    writeFileSync(join(folder, 'x'), bytes);
    const parts: Uint8Array[] = [];
    for await (const part of files.read('x')) parts.push(Uint8Array.from(part));
    expect(parts.length).toBeGreaterThan(1);
    expect(Buffer.concat(parts).equals(bytes)).toBe(true);
  });

  it('tells what is not there from what cannot be read', async () => {
    expect(await files.info('nosuch')).toBeUndefined();
    const read = async () => {
      for await (const _ of files.read('nosuch'));
    };
    expect((await failure(read())).message).toBe(`Could not find file '${join(folder, 'nosuch')}'.`);
  });

  it('lists, copies, moves and removes', async () => {
    writeFileSync(join(folder, 'x'), 'abc');
    mkdirSync(join(folder, 'sub'));
    expect((await files.list('.')).map(({ name, kind, length }) => [name, kind, length]).sort()).toEqual([
      ['sub', 'folder', 0],
      ['x', 'file', 3],
    ]);
    await files.copy('x', 'sub/y');
    await files.move('x', 'z');
    expect([existsSync(join(folder, 'x')), readFileSync(join(folder, 'sub/y'), 'utf8')]).toEqual([false, 'abc']);
    expect((await failure(files.remove('sub', {}))).kind).toBe('notEmpty');
    await files.remove('sub', { recurse: true });
    expect(readdirSync(folder)).toEqual(['z']);
    expect((await failure(files.remove('/', { recurse: true }))).kind).toBe('denied');
  });
});
