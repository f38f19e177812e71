import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import type { CommandIo } from '../../source/commands/io.ts';
import { createRunOutput } from '../../source/commands/run-output.ts';
import { StatusLine } from '../../source/commands/status-line.ts';
import type { PipelineRecord } from '../../source/domain/index.ts';
import { psObject } from '../../source/objects/index.ts';

const output = (record: Readonly<Record<string, string>>): PipelineRecord => ({
  stream: 'output',
  value: psObject(record),
});

function outputOf(format: 'csv' | 'json', { isTTY = false } = {}) {
  const [stdout, stderr] = [Object.assign(new PassThrough(), { isTTY }), new PassThrough()];
  const io: CommandIo = {
    stdin: new PassThrough(),
    stdout,
    stderr,
    env: {},
    signal: new AbortController().signal,
    interrupt: () => {},
  };
  return {
    output: createRunOutput(io, format, ['ex01'], new StatusLine(stderr)),
    written: () => String(stdout.read() ?? ''),
    said: () => String(stderr.read() ?? ''),
  };
}

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
