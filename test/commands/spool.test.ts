import { mkdtempSync, readdirSync, readlinkSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { CommandExit } from '../../source/commands/exit.ts';
import { Spool } from '../../source/commands/spool.ts';
import { removeFolder } from '../support/remove-folder.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'exterm-spool-'));
});
afterAll(() => removeFolder(folder));

async function read(spool: Spool): Promise<string> {
  let all = '';
  for await (const piece of spool.pieces()) all += piece;
  return all;
}

const megabyte = 1024 * 1024;

it('gives back what was put in, in its order, of any length and in any script', async () => {
  const text = fc
    .tuple(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 9 }), fc.constantFrom(1, 1000, 300_000))
    .map(([unit, times]) => unit.repeat(times));
  await fc.assert(
    fc.asyncProperty(fc.array(text, { maxLength: 5 }), async (texts) => {
      const spool = new Spool('ex02', folder);
      for (const one of texts) {
        spool.add(one);
        await spool.settle();
      }
      const all = await read(spool);
      // Compared by hand: a difference of megabytes is nothing to print.
      expect(all === texts.join('')).toBe(true);
      expect(spool.isEmpty).toBe(true);
      await spool.close();
    }),
    { numRuns: 30 },
  );
});

it('gives what is added while it is read', async () => {
  const spool = new Spool('ex02', folder);
  spool.add('x'.repeat(2 * megabyte));
  await spool.settle();
  let all = '';
  for await (const piece of spool.pieces()) {
    if (all.length < megabyte) spool.add('y');
    all += piece;
  }
  expect(all.replace(/^x+/, '')).toMatch(/^y+$/);
  await spool.close();
});

it('holds a megabyte in memory at most, and the rest in a file that only the user may read and that has no name', async () => {
  const spool = new Spool('ex02', folder);
  spool.add('x'.repeat(megabyte - 1));
  await spool.settle();
  expect(openIn(folder)).toEqual([]);
  spool.add('xx');
  await spool.settle();
  // Windows may keep the name of a file that is open.
  if (process.platform !== 'win32') expect(readdirSync(folder)).toEqual([]);
  if (process.platform === 'linux') {
    expect(openIn(folder)).toEqual([{ size: megabyte + 1, mode: 0o600 }]);
  }
  await spool.close();
  expect(openIn(folder)).toEqual([]);
  expect(readdirSync(folder)).toEqual([]);
});

it('says what to do where there is no room for it, and still has what it was given', async () => {
  const spool = new Spool('ex02', join(folder, 'nowhere'));
  spool.add('x'.repeat(2 * megabyte));
  const error = await spool.settle().then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(CommandExit);
  expect((error as Error).message).toMatch(/^What ex02 gave .*\n {2}Why: ENOENT.*\n {2}Next: Make room in .*nowhere/);
  expect((await read(spool)).length).toBe(2 * megabyte);
});

/** Files of the folder that this process has open. */
function openIn(place: string): readonly { readonly size: number; readonly mode: number }[] {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc/self/fd').flatMap((fd) => {
    try {
      const path = `/proc/self/fd/${fd}`;
      if (!readlinkSync(path).startsWith(place)) return [];
      const { size, mode } = statSync(path);
      return [{ size, mode: mode & 0o777 }];
    } catch {
      return [];
    }
  });
}
