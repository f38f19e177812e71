import { PassThrough } from 'node:stream';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import type { CommandIo } from '../../source/commands/io.ts';
import { createRunOutput, type OutputFormat } from '../../source/commands/run-output.ts';
import { StatusLine } from '../../source/commands/status-line.ts';
import type { PipelineRecord } from '../../source/domain/index.ts';
import { psObject } from '../../source/objects/index.ts';
import { turns, until } from '../support/hand-clock.ts';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

const output = (record: Readonly<Record<string, string>>): PipelineRecord => ({
  stream: 'output',
  value: psObject(record),
});

function outputOf(format: OutputFormat, { isTTY = false, columns = 80, servers = ['ex01'], compare = false } = {}) {
  const [stdout, stderr] = [Object.assign(new PassThrough(), { isTTY, columns }), new PassThrough()];
  const io: CommandIo = {
    stdin: new PassThrough(),
    stdout,
    stderr,
    env: {},
    signal: new AbortController().signal,
    interrupt: () => {},
  };
  return {
    output: createRunOutput(io, format, servers, new StatusLine({ stderr, env: {} }), { compare }),
    stdout,
    written: () => String(stdout.read() ?? ''),
    said: () => String(stderr.read() ?? ''),
  };
}

it('says tabs as blanks and other controls as signs, on either stream', async () => {
  const { output: run, written, said } = outputOf('table');
  await run.records('ex01', [
    { stream: 'text', text: 'a\tb\u001b[0m\rc' },
    { stream: 'warning', text: 'd\te\u0007' },
    { stream: 'information', text: 'f\tg\n' },
  ]);
  await run.ended('ex01', true);
  await run.end();
  expect(written()).toBe('a    b␛[0m\nc\n');
  expect(said()).toBe('WARNING: d    e␇\nf    g\n');
});

it('writes csv as objects come, and says what the first one had no column for', async () => {
  const { output: run, written, said } = outputOf('csv');
  await run.records('ex01', [output({ Name: 'a' })]);
  expect(written()).toBe('Name\na\n');
  await run.records('ex01', [output({ Name: 'b', Alias: 'bee', 'Mail\u001b': 'x' })]);
  await run.end();
  expect(written()).toBe('b\n');
  expect(said()).toBe(
    'WARNING: The columns are those of the first object. Others had more, which were left out: Alias, Mail␛.\n' +
      '  Name the columns to have them: … | Select-Object Name, …\n',
  );
});

it.each([
  ['csv', 'Name\na\n'],
  ['json', '[\n{\n  "Name": "a"\n}\n]\n'],
] as const)('keeps what a command said to its host out of %s', async (format, expected) => {
  const { output: run, written, said } = outputOf(format);
  await run.records('ex01', [{ stream: 'text', text: 'working\u001b[2J\non it\n' }, output({ Name: 'a' })]);
  await run.end();
  expect(written()).toBe(expected);
  expect(said()).toBe('working␛[2J\non it\n');
});

it('takes a terminal that has no size for a usual one', async () => {
  const { output: run, written } = outputOf('table', { isTTY: true, columns: 0 });
  await run.records('ex01', [output({ Name: 'Adele Vance', Alias: 'adele' })]);
  await run.ended('ex01', true);
  await run.end();
  expect(written()).toMatch(/Adele Vance +adele/);
});

it.each([true, false])('keeps rows above what was said behind them, on a terminal or not (%s)', async (isTTY) => {
  const { output: run, written } = outputOf('table', { isTTY });
  await run.records('ex01', [output({ Name: 'a' }), text('between'), output({ Name: 'b' })]);
  await run.end();
  expect(written().replaceAll(/ +$/gm, '')).toBe('Name\n----\na\nbetween\nb\n');
});

it('shows a carriage return of a csv cell on a terminal only', async () => {
  for (const [isTTY, cell] of [
    [true, 'over␍written'],
    [false, '"over\rwritten"'],
  ] as const) {
    const { output: run, written } = outputOf('csv', { isTTY });
    await run.records('ex01', [output({ Name: 'over\rwritten' })]);
    expect(written()).toBe(`Name\n${cell}\n`);
  }
});

const text = (line: string): PipelineRecord => ({ stream: 'text', text: line });
const lines = (server: string, from: number, count: number) =>
  Array.from({ length: count }, (_, n) => text(`${server} ${from + n} ${'x'.repeat(100)}`));

it('keeps what servers give before it is their turn out of memory, and writes it whole and in order', async () => {
  const { output: run, stdout } = outputOf('table', { servers: ['ex01', 'ex02', 'dr01'] });
  let written = '';
  stdout.on('data', (chunk: Buffer) => {
    written += chunk.toString();
  });
  await run.records('ex01', [text('first')]);
  const before = held();
  for (let batch = 0; batch < 30; batch++) {
    await run.records('ex02', lines('ex02', batch * 10_000, 10_000));
    await run.records('dr01', lines('dr01', batch * 1000, 1000));
  }
  // 34 MB of text came.
  expect(held() - before).toBeLessThan(15_000_000);
  const turn = run.ended('ex01', true);
  // What still comes while its text is being written stands behind it.
  const more = run.records('ex02', lines('ex02', 300_000, 1));
  await Promise.all([turn, more, run.ended('dr01', true)]);
  await run.records('ex02', lines('ex02', 300_001, 1));
  await run.ended('ex02', true);
  await run.end();
  const expected = [
    'PSComputerName: ex01\nfirst\n',
    `PSComputerName: ex02\n${textOf(lines('ex02', 0, 300_002))}`,
    `PSComputerName: dr01\n${textOf(lines('dr01', 0, 30_000))}`,
  ];
  expect(written === expected.join('\n')).toBe(true);
});

const textOf = (records: readonly PipelineRecord[]) =>
  records.map((record) => (record.stream === 'text' ? `${record.text}\n` : '')).join('');

function held(): number {
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

it('writes what a later server gives only when those before it have ended', async () => {
  const { output: run, written } = outputOf('table', { servers: ['ex01', 'ex02', 'dr01'] });
  await run.records('ex01', [text('one')]);
  await run.ended('ex01', true);
  await run.records('ex02', [text('two')]);
  await run.ended('ex02', true);
  await run.records('dr01', [text('three')]);
  await run.end();
  expect(written()).toBe('PSComputerName: ex01\none\n\nPSComputerName: ex02\ntwo\n\nPSComputerName: dr01\nthree\n');
});

it('waits for a slow reader while it writes what waited', async () => {
  const { output: run, stdout } = outputOf('table', { servers: ['ex01', 'ex02'] });
  await run.records('ex02', lines('ex02', 0, 50_000));
  let isDone = false;
  const turn = run.ended('ex01', true).then(() => {
    isDone = true;
  });
  await until(() => stdout.writableNeedDrain);
  await turns(100);
  expect(stdout.writableLength + stdout.readableLength).toBeLessThan(1_500_000);
  expect(isDone).toBe(false);
  stdout.resume();
  await turn;
});

it('compares: the answer of most once, what differs of the others, and whole what has little in common', async () => {
  const servers = ['ex01', 'ex02', 'ex03', 'dr01', 'dr02', 'dr03'];
  const { output: run, written } = outputOf('table', { servers, compare: true });
  const answer = (...names: readonly string[]) => names.map((Name) => output({ Name, State: 'Mounted' }));
  for (const server of ['ex03', 'ex01', 'ex02']) await run.records(server, answer('DB01', 'DB02', 'DB03'));
  await run.records('dr01', answer('DB01', 'DB02', 'DB03-of-dr\u001b[31m'));
  await run.records('dr02', answer('x'));
  for (const server of servers.slice(0, 5)) await run.ended(server, true);
  await run.ended('dr03', false);
  await run.end();
  const blocks = written().split('\n\n');
  expect(blocks.map((block) => block.split('\n')[0])).toEqual([
    'ex01, ex02, ex03 (3)',
    'dr01 (1) against ex01, ex02, ex03',
    'dr02 (1) against ex01, ex02, ex03',
  ]);
  expect(blocks[0]).toMatch(/DB01 .*\nDB02 .*\nDB03 /);
  expect(blocks[1]).toMatch(/\n- DB03 +Mounted\n\+ DB03-of-dr␛\[31m Mounted$/);
});
