import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { FailureError, Lease } from '../../source/domain/index.ts';
import { type Ledger, openLedger, type StorageNotice } from '../../source/storage/index.ts';
import { ledgerLimits, ledgerText, parseLedger } from '../../source/storage/ledger-file.ts';
import { takeLock } from '../../source/storage/lock.ts';
import { HandClock } from '../support/hand-clock.ts';
import { lease } from '../support/lease.ts';
import { removeFolder } from '../support/remove-folder.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

let folder: string;
let notices: StorageNotice[];
let clock: HandClock;

beforeEach(() => {
  folder = temporaryFolder();
  notices = [];
  clock = new HandClock();
});

const open = (): Ledger =>
  openLedger(folder, { notice: (notice) => notices.push(notice), after: (ms, call) => clock.after(ms, call) });
const file = () => path.join(folder, 'ledger.json');
const ids = async (ledger: Ledger) => (await ledger.list()).map(({ shellId }) => shellId).sort();

describe('the ledger', () => {
  it('keeps what is added until it is removed, whatever the case of the id', async () => {
    const ledger = open();
    await ledger.add(lease({ shellId: 'AAAA' }));
    await ledger.add(lease({ shellId: 'BBBB' }));
    await ledger.update('aaaa', { idleTimeout: 60_000, lastActivity: 9 });
    expect((await open().list())[0]).toEqual(lease({ shellId: 'AAAA', idleTimeout: 60_000, lastActivity: 9 }));
    await ledger.remove(['aaaa', 'nobody']);
    expect(await ids(open())).toEqual(['BBBB']);
  });

  it('is written although others read it all the time', async () => {
    await open().add(lease({ shellId: 'FIRST' }));
    const read = `const { readFileSync } = require('node:fs');
      console.log('reading');
      const pause = new Int32Array(new SharedArrayBuffer(4));
      for (;;) {
        try { readFileSync(${JSON.stringify(file())}); } catch {}
        Atomics.wait(pause, 0, 0, 2);
      }`;
    const readers = [1, 2].map(() => spawn(process.execPath, ['-e', read], { stdio: ['ignore', 'pipe', 'ignore'] }));
    onTestFinished(async () => {
      for (const reader of readers) {
        reader.kill();
        await once(reader, 'close');
      }
    });
    await Promise.all(readers.map(({ stdout }) => once(stdout, 'data')));
    const ledger = open();
    for (let n = 0; n < 20; n++) await ledger.add(lease({ shellId: `N-${n}` }));
    expect(await ids(open())).toHaveLength(21);
  });

  it('does not bring a removed line back by a late update', async () => {
    const ledger = open();
    await ledger.add(lease({ shellId: 'AAAA' }));
    await ledger.remove(['AAAA']);
    await ledger.update('AAAA', { lastActivity: 9 });
    ledger.touch('AAAA', 10);
    await ledger.flush();
    expect(await ids(open())).toEqual([]);
  });

  it('has the line on disk when adding resolves', async () => {
    await open().add(lease({ shellId: 'AAAA' }));
    expect(readFileSync(file(), 'utf8')).toContain('AAAA');
  });

  it.skipIf(process.platform === 'win32')('is readable by the user alone', async () => {
    await open().add(lease());
    expect(statSync(file()).mode & 0o777).toBe(0o600);
  });

  it.skipIf(process.platform === 'win32')(
    'is not written through a link: it goes on in a file of its own',
    async () => {
      const target = path.join(path.dirname(file()), 'target');
      writeFileSync(target, ledgerText([lease({ shellId: 'AAAA' })]));
      const before = readFileSync(target, 'utf8');
      symlinkSync(target, file());
      await open().add(lease({ shellId: 'BBBB' }));
      expect((await open().list()).map(({ shellId }) => shellId)).toEqual(['AAAA', 'BBBB']);
      expect(readFileSync(target, 'utf8')).toBe(before);
      expect(lstatSync(file()).isFile()).toBe(true);
    },
  );

  it('writes times of last use together and late, and the newest of them', async () => {
    const ledger = open();
    await ledger.add(lease({ shellId: 'AAAA', lastActivity: 1 }));
    const before = readFileSync(file(), 'utf8');
    for (let time = 2; time < 1_000; time++) ledger.touch('AAAA', time);
    expect(readFileSync(file(), 'utf8')).toBe(before);
    await clock.advance(30_000);
    await ledger.flush();
    expect((await open().list())[0]?.lastActivity).toBe(999);
    expect(clock.pending).toBe(0);
  });

  it('writes them at once when the process is about to end, unless another exterm holds the lock', async () => {
    const ledger = open();
    await ledger.add(lease({ shellId: 'AAAA', lastActivity: 1 }));
    const { release } = await takeLock(file());
    ledger.touch('AAAA', 2);
    ledger.flushSync();
    expect((await open().list())[0]?.lastActivity).toBe(1);
    release();
    ledger.flushSync();
    expect((await open().list())[0]?.lastActivity).toBe(2);
  });

  it('says no to more lines than anybody has, and stays whole', async () => {
    const many = Array.from({ length: ledgerLimits.leases }, (_, n) => lease({ shellId: `S${n}` }));
    writeFileSync(file(), ledgerText(many));
    const ledger = open();
    await expect(ledger.add(lease({ shellId: 'ONE-MORE' }))).rejects.toMatchObject({
      failure: { id: 'local.ledgerFull', next: expect.stringContaining('exterm clean') },
    });
    expect(await ledger.list()).toHaveLength(ledgerLimits.leases);
  });
});

describe('several exterms with one ledger', () => {
  it('lose none of each other’s lines, in one process', async () => {
    const steps = fc.array(fc.record({ writer: fc.nat(3), id: fc.nat(5).map((n) => `S${n}`), add: fc.boolean() }), {
      minLength: 1,
      maxLength: 24,
    });
    await fc.assert(
      fc.asyncProperty(steps, async (made) => {
        rmSync(file(), { force: true });
        const writers = [open(), open(), open(), open()];
        // Each id belongs to one writer, so what must be left is certain although the writers race.
        const kept = new Map<string, boolean>();
        await Promise.all(
          made.map(({ writer, id, add }) => {
            const shellId = `W${writer}-${id}`;
            kept.set(shellId, add);
            return add ? writers[writer]!.add(lease({ shellId })) : writers[writer]!.remove([shellId]);
          }),
        );
        const expected = [...kept].filter(([, is]) => is).map(([id]) => id);
        expect(await ids(open())).toEqual(expected.sort());
      }),
      { numRuns: 25 },
    );
  });

  it('lose none of each other’s lines, in processes of their own', async () => {
    const script = path.join(import.meta.dirname, 'ledger-writer.ts');
    const run = promisify(execFile);
    await Promise.all([0, 1, 2].map((n) => run(process.execPath, [script, folder, `P${n}`, '12'])));
    const left = await ids(open());
    expect(left).toHaveLength(3 * 6);
    expect(new Set(left.map((id) => id.slice(0, 2)))).toEqual(new Set(['P0', 'P1', 'P2']));
  });
});

describe('a ledger that cannot be used', () => {
  const refusal = (made: Promise<unknown>) =>
    made.then(
      () => undefined,
      (error: FailureError) => error.failure,
    );

  it('because a folder has its name says so, and what to do', async () => {
    mkdirSync(file());
    const expected = {
      id: 'local.file',
      what: `exterm cannot read ${file()}.`,
      why: 'A folder of that name is there, where a file should be.',
      next: expect.stringContaining('EXTERM_CONFIG_DIR'),
    };
    expect(await refusal(open().list())).toMatchObject(expected);
    expect(await refusal(open().add(lease()))).toMatchObject(expected);
    expect(readdirSync(folder)).toEqual(['ledger.json']);
  });

  it('because its folder is gone says so at once', async () => {
    const ledger = open();
    removeFolder(folder);
    const pause = vi.spyOn(globalThis, 'setTimeout');
    expect(await refusal(ledger.add(lease()))).toMatchObject({
      id: 'local.file',
      what: `exterm cannot write ${file()}.`,
    });
    expect(pause).not.toHaveBeenCalled();
    pause.mockRestore();
  });

  it.skipIf(!existsSync('/dev/full'))('because the disk is full says so, and what was there stays', async () => {
    await open().add(lease({ shellId: 'AAAA' }));
    const fillDisk = () => {
      const [page] = readdirSync(`${file()}.lock`);
      rmSync(path.join(`${file()}.lock`, page!), { force: true });
      symlinkSync('/dev/full', path.join(`${file()}.lock`, page!));
      return lease();
    };
    // Asked for its text in the middle of a write.
    const last = Object.assign(lease({ shellId: 'BBBB' }), { toJSON: fillDisk });
    expect(await refusal(open().add(last))).toMatchObject({
      id: 'local.file',
      why: 'The disk is full, or takes no more files.',
    });
    expect(await ids(open())).toEqual(['AAAA']);
    expect(readdirSync(folder)).toEqual(['ledger.json']);
  });

  it.skipIf(process.platform === 'win32')(
    'through a link is read, and takes the link’s place when it is written',
    async () => {
      const target = path.join(folder, 'target');
      const text = ledgerText([lease({ shellId: 'AAAA' })]);
      writeFileSync(target, text);
      symlinkSync(target, file());
      await open().add(lease({ shellId: 'BBBB' }));
      expect(await ids(open())).toEqual(['AAAA', 'BBBB']);
      expect(lstatSync(file()).isFile()).toBe(true);
      expect(readFileSync(target, 'utf8')).toBe(text);
    },
  );
});

describe('a damaged ledger', () => {
  const kept = () => readdirSync(folder).filter((name) => name.includes('.damaged-'));

  it('gives up its whole lines, and the broken one is kept aside and said', async () => {
    const text = ledgerText([lease({ shellId: 'AAAA' }), lease({ shellId: 'BBBB' })]);
    writeFileSync(file(), text.slice(0, -40));
    const ledger = open();
    expect(await ids(ledger)).toEqual(['AAAA']);
    expect(notices).toMatchObject([{ what: expect.stringContaining('1 damaged line') }]);
    expect(readFileSync(notices[0]!.kept, 'utf8')).toContain('BBBB');
    expect(await ids(ledger)).toEqual(['AAAA']);
    expect(notices).toHaveLength(1);
  });

  it('keeps a line aside that is JSON and no lease', async () => {
    writeFileSync(file(), JSON.stringify([lease({ shellId: 'AAAA' }), { ...lease(), pid: 'seven' }, 5]));
    await open().add(lease({ shellId: 'CCCC' }));
    expect(await ids(open())).toEqual(['AAAA', 'CCCC']);
    expect(kept()).toHaveLength(1);
  });

  it('keeps what a later version has written into a line, and says nothing of damage', async () => {
    const later = { ...lease({ shellId: 'AAAA' }), notes: { of: ['a', 'later', 'version'] } };
    writeFileSync(file(), JSON.stringify([later]));
    await open().add(lease({ shellId: 'BBBB' }));
    await open().update('AAAA', { lastActivity: 5 });
    expect(JSON.parse(readFileSync(file(), 'utf8'))).toEqual([
      { ...later, lastActivity: 5 },
      lease({ shellId: 'BBBB' }),
    ]);
    expect(notices).toEqual([]);
  });

  it('of a later version is read as far as it is understood, and kept beside before it is changed', async () => {
    const text = JSON.stringify({ version: 2, leases: [lease({ shellId: 'AAAA' }), { id: 'in another shape' }] });
    writeFileSync(file(), text);
    expect(await ids(open())).toEqual(['AAAA']);
    expect(readFileSync(file(), 'utf8')).toBe(text);
    expect(notices).toEqual([]);
    await open().add(lease({ shellId: 'BBBB' }));
    expect(await ids(open())).toEqual(['AAAA', 'BBBB']);
    expect(notices).toEqual([{ what: expect.stringContaining('later exterm'), kept: `${file()}.version-2-1` }]);
    expect(readFileSync(notices[0]!.kept, 'utf8')).toBe(text);
  });

  it('gives its whole lines where it cannot be put aside, and stays as it is', async () => {
    const text = `${ledgerText([lease({ shellId: 'AAAA' })]).slice(0, -2)},\n{"half`;
    writeFileSync(file(), text);
    writeFileSync(`${file()}.lock`, 'in the way');
    const ledger = open();
    expect(await ids(ledger)).toEqual(['AAAA']);
    expect(await ids(ledger)).toEqual(['AAAA']);
    expect(notices).toEqual([{ what: expect.stringContaining('1 damaged line:'), kept: file() }]);
    expect(readFileSync(file(), 'utf8')).toBe(text);
  });

  it('is kept aside whole where it is far too large', async () => {
    writeFileSync(file(), Buffer.alloc(ledgerLimits.bytes + 1, 0x20));
    await open().add(lease({ shellId: 'AAAA' }));
    expect(await ids(open())).toEqual(['AAAA']);
    expect(statSync(path.join(folder, kept()[0]!)).size).toBe(ledgerLimits.bytes + 1);
  });

  it('never takes an earlier damaged part’s place', async () => {
    for (let round = 0; round < 3; round++) {
      writeFileSync(file(), `broken ${round}`);
      await open().list();
    }
    expect(kept().map((name) => readFileSync(path.join(folder, name), 'utf8').trim())).toEqual([
      'broken 0',
      'broken 1',
      'broken 2',
    ]);
  });

  it('is read without an exception whatever is in it', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.array(fc.anything()).map((all) => JSON.stringify(all) ?? ''),
        ),
        (text) => {
          for (const one of parseLedger(text).leases) expect(typeof one.shellId).toBe('string');
        },
      ),
    );
  });

  it('comes back as it was written, every field of every lease', () => {
    const texts = fc.string({ minLength: 1, maxLength: 40 });
    const leases = fc.uniqueArray(
      fc.record(
        {
          shellId: texts,
          connection: texts,
          engine: fc.constantFrom('native' as const, 'powershell' as const),
          url: texts,
          configurationName: texts,
          authentication: fc.constantFrom('Kerberos' as const, 'Basic' as const),
          user: texts,
          sandboxServer: texts,
          redirectedFrom: texts,
          pid: fc.integer({ min: 1 }),
          processStarted: texts,
          host: texts,
          opened: fc.nat(),
          lastActivity: fc.nat(),
          idleTimeout: fc.nat(),
        },
        {
          requiredKeys: [
            'shellId',
            'connection',
            'engine',
            'url',
            'configurationName',
            'authentication',
            'pid',
            'processStarted',
            'host',
            'opened',
            'lastActivity',
          ],
        },
      ),
      { selector: (one) => one.shellId.toLowerCase() },
    );
    fc.assert(
      fc.property(leases, (made) => {
        expect(parseLedger(ledgerText(made as Lease[]))).toEqual({ leases: made, damaged: [] });
      }),
    );
  });
});
