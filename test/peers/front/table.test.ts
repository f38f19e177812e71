import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EngineSession } from '../../../source/domain/index.ts';
import type { PsObject, PsValue } from '../../../source/objects/index.ts';
import { describeWith } from '../describe-with.ts';
import { wholePowerShell } from '../powershell/whole.ts';
import { type Case, cases } from './cases/index.ts';
import { differences } from './differences.ts';
import type { Front } from './front.ts';
import { connectTo, Lab, shownByExterm } from './subjects.ts';

const all = Object.values(cases).flat();
const differing = new Map(differences.flatMap(({ cases: some }) => Object.entries(some)));

/**
 * What both sides are compared by: neither how wide a column is, nor how far things stand apart, nor what exterm adds to an
 * error (its kind and what to do), nor what implicit remoting adds to objects.
 */
function essence(shown: string): readonly string[] {
  return shown
    .replaceAll(/\u001B\[[0-9;?]*[A-Za-z]/g, '')
    .split(/\r?\n/)
    .map((line) =>
      line
        .replace(/^ERROR: /, '')
        .replaceAll(/\s+/g, ' ')
        .replaceAll(/-+/g, '-')
        .trim(),
    )
    .filter((line) => line !== '' && !/^(?:\w+ · \w+|Advice: .*|RunspaceId : [-0-9a-f]+)$/.test(line));
}

const key = ({ line, answers = [] }: Case) => [line, ...answers].join(' ⏎ ');

/** Answers nothing, and waits. */
const silent = { ask: () => new Promise<never>(() => undefined) };

async function outputs(session: EngineSession, line: string, heard: (value: PsValue) => void): Promise<void> {
  const run = session.run(line, { width: 80, prompts: silent });
  for await (const records of run.records)
    for (const record of records) if (record.stream === 'output') heard(record.value);
  expect(await run.outcome).toEqual({ state: 'completed' });
}

describeWith(await wholePowerShell(), 'what the user sees of a real server', (executable) => {
  let lab: Lab;
  let front: Front;
  let session: EngineSession;
  let ours: ReadonlyMap<string, string>;
  let theirs: ReadonlyMap<string, string>;
  beforeAll(async () => {
    lab = new Lab(executable);
    front = await lab.listen();
    session = await connectTo(front);
    const shown: string[] = [];
    const run = async () => {
      for (const one of all) shown.push(await shownByExterm(session, one));
    };
    const [others] = await Promise.all([lab.shownByPowerShell(all), run()]);
    ours = new Map(all.map((one, index) => [key(one), shown[index]!]));
    theirs = new Map(all.map((one, index) => [key(one), others[index]!]));
    // Two hundred lines by both: on a busy machine that takes its time.
  }, 900_000);
  afterAll(async () => {
    await session.close(AbortSignal.timeout(5000));
    await front.stop();
    lab.stop();
  });

  it('is asked by a table long enough', () => {
    expect(all.length).toBeGreaterThanOrEqual(150);
    expect(new Set(all.map(key)).size).toBe(all.length);
    expect([...differing.keys()].filter((one) => !ours.has(one))).toEqual([]);
  });

  const isLarge = Boolean(process.env['CI'] || process.env['EXTERM_TEST_LARGE']);
  const [many, megabytes] = isLarge ? [100_000, 50] : [10_000, 10];
  const more = isLarge ? '' : ' (CI and EXTERM_TEST_LARGE=1 have 100000, and 50 MB)';
  it(`comes whole where it is ${many} objects, or one of ${megabytes} MB${more}`, { timeout: 300_000 }, async () => {
    let last: unknown;
    let count = 0;
    await outputs(session, `Get-Many -Count ${many} -Size 10`, (value) => {
      last = value;
      count++;
    });
    expect([count, (last as PsObject).get('Number')]).toEqual([many, many - 1]);
    const lengths: number[] = [];
    await outputs(session, `Test-Body '''x'' * ${megabytes}MB'`, (value) => lengths.push((value as string).length));
    expect(lengths).toEqual([megabytes * 1024 * 1024]);
  });

  it.each([
    ['in a loop that says something', 'while ($true) { 1 }'],
    ['in a wait', '1; Start-Sleep -Seconds 1000'],
    ['in a question', "1; Read-Host 'Name'"],
  ])('ends when it is stopped %s, and the session goes on', async (_where, script) => {
    const run = session.run(`Test-Body ${`'${script.replaceAll("'", "''")}'`}`, { width: 80, prompts: silent });
    const errors: string[] = [];
    for await (const records of run.records) {
      run.stop();
      for (const record of records) if (record.stream === 'error') errors.push(inspect(record, { depth: 6 }));
    }
    expect([await run.outcome, errors]).toEqual([{ state: 'stopped' }, []]);
    expect(essence(await shownByExterm(session, { line: 'Get-Item2 one | Select-Object Size' }))).toEqual([
      'Size',
      '-',
      '3',
    ]);
  });

  for (const [group, members] of Object.entries(cases)) {
    describe(`${group}, by the native engine as by PowerShell's own client`, () => {
      it.each(members.map((one) => [key(one)]))('%s', (name) => {
        const expected = essence(theirs.get(name)!);
        const differs = differing.get(name);
        if (differs) expect(expected).not.toEqual(differs);
        expect(essence(ours.get(name)!)).toEqual(differs ?? expected);
      });
    });
  }
});
