import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Result } from '../../../source/app/results/result.ts';
import { Results, type ResultsOptions } from '../../../source/app/results/results.ts';
import { bytesOf } from '../../../source/app/results/size.ts';
import { turnBudget } from '../../../source/async/budget.ts';
import { PsObject, type PsValue, psObject } from '../../../source/objects/index.ts';
import { openSpool } from '../../../source/storage/spool.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

let folder: string;
beforeEach(() => {
  folder = temporaryFolder();
});

const failures: unknown[] = [];
const resultsOf = (options: Partial<ResultsOptions> = {}) =>
  new Results({
    memory: 200_000,
    spool: openSpool(folder),
    budget: turnBudget,
    failed: (error) => failures.push(error),
    ...options,
  });

const mailbox = (n: number) => psObject({ Name: `user${n}`, Notes: 'x'.repeat(100), Number: n });

async function fill(results: Results, count: number, connection = 'ex01', make: (n: number) => PsValue = mailbox) {
  const result = results.begin({ connection, line: 'Get-Mailbox', at: 0 });
  for (let n = 0; n < count; n++) {
    results.add(result, make(n));
    await results.room();
  }
  result.isGrowing = false;
  return result;
}

async function numbers(results: Results, result: Result): Promise<readonly unknown[]> {
  const all: unknown[] = [];
  for (let index = 0; index < result.length; index++) {
    if (result.at(index) === undefined) await results.fetch(result, index);
    const value = result.at(index);
    all.push(value instanceof PsObject ? value.get('Number') : value);
  }
  return all;
}

const upTo = (count: number) => Array.from({ length: count }, (_, n) => n);

describe('results', () => {
  it('stay in memory while there is room, the newest of a connection first', async () => {
    const results = resultsOf();
    const first = await fill(results, 3);
    const second = await fill(results, 2);
    await fill(results, 2, 'ex02');
    expect(results.of('ex01').map(({ id }) => id)).toEqual([second.id, first.id]);
    expect(await numbers(results, first)).toEqual([0, 1, 2]);
    expect(results.bytesOnDisk).toBe(0);
    expect(existsSync(join(folder, 'results'))).toBe(false);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('that are more than memory holds go to disk and come back whole, and memory stays bounded', async () => {
    const results = resultsOf();
    let most = 0;
    const result = await fill(results, 3000, 'ex01', (n) => {
      most = Math.max(most, results.bytes);
      return mailbox(n);
    });
    expect(most).toBeLessThan(300_000);
    expect(results.bytesOnDisk).toBeGreaterThan(500_000);
    expect(result.length).toBe(3000);
    expect(await numbers(results, result)).toEqual(upTo(3000));
    await results.room();
    expect(results.bytes).toBeLessThan(300_000);
    expect(failures).toEqual([]);
  });

  it('lie in a folder that nobody else can read, which is gone at the end', async () => {
    const results = resultsOf();
    await fill(results, 3000);
    const [own] = readdirSync(folder);
    // On Windows the profile is the user's by its access list.
    if (process.platform !== 'win32') {
      expect(statSync(join(folder, own!)).mode & 0o777).toBe(0o700);
      for (const file of readdirSync(join(folder, own!)))
        expect(statSync(join(folder, own!, file)).mode & 0o777).toBe(0o600);
    }
    results.end();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('that were left by a killed exterm are swept, those of one that runs are not', async () => {
    const ended = { pid: 2 ** 22 + 1, processStarted: 'never', host: (await import('node:os')).hostname() };
    await openSpool(folder, ended).append('1.objects', Buffer.from('left'));
    await openSpool(folder).append('1.objects', Buffer.from('own'));
    writeFileSync(join(folder, 'something else'), 'x');
    await openSpool(folder).sweep();
    const left = readdirSync(folder);
    expect(left).toHaveLength(2);
    expect(left).toContain('something else');
    expect(left.find((name) => name.startsWith(`${process.pid}-`))).toBeDefined();
  });

  it('give way, the oldest first, where disk is full too, but not while somebody looks at them', async () => {
    const results = resultsOf({ disk: 400_000 });
    const looked = await fill(results, 500);
    looked.pins += 1;
    const old = await fill(results, 1000, 'ex02');
    const newer = await fill(results, 1500, 'ex03');
    await results.room();
    await fill(results, 500, 'ex04');
    expect(results.of('ex02')).toEqual([]);
    expect(old.isDropped).toBe(true);
    expect(old.at(0)).toBeNull();
    expect(looked.isDropped).toBe(false);
    expect(await numbers(results, looked)).toEqual(upTo(500));
    expect(newer.id).toBeGreaterThan(old.id);
  });

  it('of one line that is more than all the room there is keep their beginning and count the rest', async () => {
    const results = resultsOf({ disk: 300_000 });
    const result = await fill(results, 20_000);
    result.pins += 1;
    expect(result.length).toBeLessThan(5000);
    expect(result.length + result.left).toBe(20_000);
    expect(await numbers(results, result)).toEqual(upTo(result.length));
    expect(results.bytes).toBeLessThan(300_000);
  });

  it('that cannot be written are given up, and that is said', async () => {
    failures.length = 0;
    const blocked = join(folder, 'file');
    writeFileSync(blocked, '');
    const results = resultsOf({ spool: openSpool(blocked) });
    await fill(results, 3000);
    expect(results.bytes).toBeLessThan(300_000);
    expect(failures).toMatchObject([{ failure: { id: 'local.spool', what: expect.stringContaining(blocked) } }]);
  });

  it('that were half written when the disk was full leave their room to others, and those before them whole', async () => {
    async function* halfOf(text: string) {
      yield Buffer.from(text);
      throw Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' });
    }
    const spool = openSpool(folder);
    const place = await spool.append('1.objects', Buffer.from('whole'));
    for (const file of ['1.objects', '2.objects']) {
      await expect(spool.append(file, halfOf('half of it') as never)).rejects.toMatchObject({
        failure: { id: 'local.spool', what: expect.stringMatching(/ any more\. The disk is full/) },
      });
    }
    expect(Buffer.from(await spool.read(place)).toString()).toBe('whole');
    const [own] = readdirSync(folder);
    const left = readdirSync(join(folder, own!)).filter((file) => file.endsWith('.objects'));
    expect(left.map((file) => [file, statSync(join(folder, own!, file)).size])).toEqual([['1.objects', 5]]);
  });

  it('that hold themselves do not stop the others from going to disk', async () => {
    failures.length = 0;
    const results = resultsOf();
    const loop = () => {
      const values: PsValue[] = ['x'.repeat(500)];
      const object = new PsObject({ text: 'a loop', extended: { names: ['Name', 'Self'], values } });
      values.push(object);
      return object;
    };
    const result = await fill(results, 1000, 'ex01', loop);
    expect((await numbers(results, result))[0]).toBe('a loop');
    expect(failures).toEqual([]);
  });

  it('go with their connection', async () => {
    const results = resultsOf();
    const result = await fill(results, 3);
    results.forget('ex01');
    expect([results.of('ex01'), results.bytes, result.isDropped]).toEqual([[], 0, true]);
  });
});

describe('the size of a value', () => {
  it('counts what it repeats once, and ends for one that holds itself', () => {
    const big = psObject({ Text: 'x'.repeat(1000) });
    const one = bytesOf(psObject({ A: big }));
    const many = bytesOf(psObject(Object.fromEntries(upTo(50).map((n) => [`P${n}`, big]))));
    expect(many).toBeLessThan(one + 2000);
    expect(bytesOf('x'.repeat(1000))).toBeGreaterThan(2000);
  });
});
