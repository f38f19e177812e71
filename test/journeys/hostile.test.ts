import { expect, it } from 'vitest';
import { Exterm, nothing, offered } from '../commands/exterm.ts';
import { fewCmdlets, Journey, quickNativeEngine } from './journey.ts';

/** Sizes that are too much for whoever does not bound them, and quick for whoever does. */
const modes = [
  ['Sequences', 1],
  ['LongText', 2_000_000],
  ['ManyProperties', 10_000],
  ['Marks', 100_000],
  ['References', 6],
  ['Activities', 2000],
  ['Warnings', 2000],
] as const;

const formats = [
  ['table', 'list'],
  ['csv', 'json'],
];

const lineOf = (mode: string, size: number) => `Write-SandboxHostile -Mode ${mode} -Size ${size}`;

/** What a terminal obeys, or a reader does not see, of what the server sent. */
const obeyed = [
  // Told as they are written: without the character that makes them a sequence.
  /\x1b[\]PX^_][^\x07\x1b]*(?:OBEYED|T0JFWUVE|obeyed)/,
  /\x1b\[(?:7;77H|\?7777h|3J)/,
  /[\x80-\x9f\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/,
];

const expectUnobeyed = (bytes: string) => {
  for (const pattern of obeyed) expect(bytes.match(pattern)?.[0]).toBeUndefined();
};

const saved = () => [{ ...offered('ex01'), cmdlets: [...fewCmdlets, 'Write-SandboxHostile'] }];

it('a hostile server’s texts come out of exterm run as they are to be read, whatever the format, and within bounds', async () => {
  const exterm = await Exterm.begin({ saved });
  for (const [index, [mode, size]] of modes.entries()) {
    // Each is met for people and for programs: sequences in every format, the others in one of either.
    for (const output of index === 0 ? formats.flat() : formats.map((kind) => kind[index % 2]!)) {
      const { code, stdout, stderr } = await exterm.run(['run', 'ex01', lineOf(mode, size), '--output', output]);
      expect([0, 1], `${mode} as ${output}: ${stderr.slice(0, 500)}`).toContain(code);
      // Data stays data in a file; what people read is told.
      const bytes = output === 'csv' || output === 'json' ? stderr : stdout + stderr;
      expectUnobeyed(bytes);
      // It came, to be read.
      if (mode === 'Sequences') expect(bytes).toContain('\u241b]0;OBEYED\u2407');
      expect(bytes.replaceAll(/[\n\t]/g, ''), `${mode} as ${output}`).not.toMatch(/[\x00-\x1f\x7f]/);
    }
  }
  expect(await exterm.left()).toEqual(nothing);
});

it.each([
  [40, 10],
  [80, 24],
  [160, 50],
])('a hostile server steers no screen, and the next line works, at %d×%d', async (columns, rows) => {
  const journey = await Journey.begin({
    engine: quickNativeEngine,
    columns,
    rows,
    sandbox: { testCmdlets: true, mailboxes: 20 },
    saved,
  });
  await journey.open(1);
  for (const [mode, size] of columns === 80 ? modes : modes.slice(0, 1)) {
    await journey.enter(lineOf(mode, size));
    await journey.enter(`"done with ${mode.toUpperCase()}"`);
    await journey.shows(new RegExp(`^.*done with ${mode.toUpperCase()} *│?$`, 'm'));
    expectUnobeyed(journey.screen.terminal.log);
  }
  await journey.enter(lineOf('Question', 1));
  await journey.shows(/Yes/);
  await journey.screen.rest();
  await journey.screen.press('n', 'enter');
  await journey.shows('answered 1');
  expectUnobeyed(journey.screen.terminal.log);
});
