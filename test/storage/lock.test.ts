import { type ChildProcessWithoutNullStreams, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FailureError } from '../../source/domain/index.ts';
import { rewrite, rewriteSync, takeLock } from '../../source/storage/lock.ts';
import { LockFolder } from '../../source/storage/lock-folder.ts';
import { ownProcess } from '../../source/storage/processes.ts';
import { removeFolder } from '../support/remove-folder.ts';

let folder: string;
let file: string;
let children: ChildProcessWithoutNullStreams[];
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'exterm-lock-'));
  file = path.join(folder, 'file');
  children = [];
});
afterEach(async () => {
  for (const child of children) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
  removeFolder(folder);
});

const lines = () => readFileSync(file, 'utf8').split('\n').filter(Boolean).sort();
const adding = (line: string) => () => `${existsSync(file) ? readFileSync(file, 'utf8') : ''}${line}\n`;
/** Time passes without being waited for. */
const pause = () => new Promise<void>((resolve) => setImmediate(resolve));

/** A process that stands still in the middle of adding a line. */
async function standing(line: string, host?: string): Promise<ChildProcessWithoutNullStreams> {
  const script = path.join(import.meta.dirname, 'lock-writer.ts');
  const child = spawn(process.execPath, ['--no-warnings', script, file, line, ...(host ? [host] : [])]);
  children.push(child);
  await once(child.stdout, 'data');
  await expect
    .poll(() => execFileSync('ps', ['-o', 'stat=', '-p', `${child.pid}`], { encoding: 'utf8' }))
    .toMatch(/^T/);
  return child;
}

/** Lets it go on; how often it has read in the end. */
async function goOn(child: ChildProcessWithoutNullStreams): Promise<string> {
  const said = once(child.stdout, 'data');
  child.kill('SIGCONT');
  const [text] = await said;
  await once(child, 'close');
  return String(text).trim();
}

describe.skipIf(process.platform === 'win32')('an exterm that stands still between reading and writing', () => {
  it('begins anew where its lock was taken away, so that no line is lost', async () => {
    for (const round of [1, 2, 3]) {
      const a = await standing(`A${round}`, 'elsewhere');
      await rewrite(file, adding(`B${round}`), { pause });
      expect(await goOn(a)).toBe('2');
    }
    expect(lines()).toEqual(['A1', 'A2', 'A3', 'B1', 'B2', 'B3']);
    expect(readdirSync(folder)).toEqual(['file']);
  });

  it('keeps its lock on the same computer: the others say whose it is, and find its line later', async () => {
    const a = await standing('A');
    const error = await rewrite(file, adding('B'), { pause }).catch((thrown: FailureError) => thrown);
    expect(error).toMatchObject({
      failure: { id: 'local.locked', what: expect.stringContaining(`(process ${a.pid} on ${ownProcess().host})`) },
    });
    expect(rewriteSync(file, adding('C'))).toBe(false);
    expect(await goOn(a)).toBe('1');
    await rewrite(file, adding('B'), { pause });
    expect(lines()).toEqual(['A', 'B']);
  });

  it('and is killed there leaves a lock that many take over at once, and no line of theirs is lost', async () => {
    const a = await standing('A');
    a.kill('SIGKILL');
    await once(a, 'exit');
    const many = Array.from({ length: 12 }, (_, n) => `B${n + 10}`);
    await Promise.all(many.map((line) => rewrite(file, adding(line))));
    expect(lines()).toEqual(many);
    expect(readdirSync(folder)).toEqual(['file']);
  });
});

describe('a lock', () => {
  const own = ownProcess();

  it('is taken from the holder that was seen, never from the next one', async () => {
    const before = await takeLock(file);
    const judge = new LockFolder(file, own);
    const seen = judge.holder()!;
    before.release();
    const next = await takeLock(file);
    judge.takeFrom(seen);
    expect(new LockFolder(file, own).take()).toBeUndefined();
    expect(existsSync(next.page)).toBe(true);
    next.release();
  });

  it('of a process whose number was given out again is nobody’s', async () => {
    await takeLock(file, { own: { ...own, processStarted: 'before that' } });
    await rewrite(file, adding('B'), { pause });
    expect(lines()).toEqual(['B']);
  });

  it('that was let go of by half is free', async () => {
    mkdirSync(`${file}.lock`);
    await rewrite(file, adding('B'), { pause });
    expect(readdirSync(folder)).toEqual(['file']);
  });

  it('clears away what killed waiters left, and not what is made ready now', async () => {
    const longAgo = new Date(Date.now() - 120_000);
    for (const name of ['old', 'new']) mkdirSync(`${file}.lock.${name}`);
    utimesSync(`${file}.lock.old`, longAgo, longAgo);
    await rewrite(file, adding('B'));
    expect(readdirSync(folder).sort()).toEqual(['file', 'file.lock.new']);
  });

  it('lets one who was cleared away begin anew', () => {
    const holder = new LockFolder(file, own);
    const page = holder.take()!;
    const waiter = new LockFolder(file, own);
    expect(waiter.take()).toBeUndefined();
    for (const name of readdirSync(folder)) if (name.startsWith('file.lock.')) removeFolder(path.join(folder, name));
    holder.release(page);
    expect(waiter.take()).toBeUndefined();
    expect(waiter.take()).toBeDefined();
  });

  const ways = {
    'a file': () => writeFileSync(`${file}.lock`, ''),
    'a folder of somebody else': () => {
      mkdirSync(`${file}.lock`);
      writeFileSync(`${file}.lock/notes.txt`, '');
    },
    ...(process.platform === 'win32' ? {} : { 'a link': () => symlinkSync(folder, `${file}.lock`) }),
  };
  it.each(Object.entries(ways))('whose name %s has says so at once', async (_, make) => {
    make();
    const waited = () => Promise.reject(new Error('waited'));
    await expect(rewrite(file, adding('B'), { pause: waited })).rejects.toMatchObject({
      failure: {
        id: 'local.lockInTheWay',
        what: `${file}.lock is in the way.`,
        next: expect.stringContaining('Move it'),
      },
    });
    expect(readdirSync(folder)).toEqual(['file.lock']);
  });

  it('leaves the file as it is where there is nothing to write', async () => {
    await rewrite(file, () => undefined);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is let go of where reading fails', async () => {
    await expect(rewrite(file, () => JSON.parse('{'))).rejects.toThrow(SyntaxError);
    expect(readdirSync(folder)).toEqual([]);
  });
});
