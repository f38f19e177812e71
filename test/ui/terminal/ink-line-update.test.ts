import { Terminal } from '@xterm/headless';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { clean } from '../../../source/text/clean.ts';
import lineUpdate from '../../../source/ui/terminal/ink-line-update.ts';

const columns = 300;

/** What stands in a row, cell by cell with its colours, after that was written. */
async function rowAfter(...writes: readonly string[]): Promise<readonly string[]> {
  const terminal = new Terminal({ cols: columns, rows: 2, allowProposedApi: true });
  await new Promise<void>((resolve) => terminal.write(writes.join(''), resolve));
  const line = terminal.buffer.active.getLine(0)!;
  return Array.from({ length: columns }, (_, x) => {
    const cell = line.getCell(x)!;
    return `${cell.getChars().trim()} ${cell.getFgColor()} ${cell.isBold()} ${cell.isInverse()}`;
  });
}

const piece = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('a', 'b', ' ', '│', '─', 'é', 'e\u0301', '日', '한', 'ก็', 'क्षि', '●', 'ж') },
  { weight: 2, arbitrary: fc.constantFrom('\x1b[1m', '\x1b[22m', '\x1b[31m', '\x1b[39m', '\x1b[38;5;208m', '\x1b[0m') },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 2 }).map(clean) },
);
const row = fc.array(piece, { maxLength: 10 });

it('makes the next row out of the one before', async () => {
  await fc.assert(
    fc.asyncProperty(row, row, row, async (start, before, after) => {
      const [previous, next] = [[...start, ...before].join(''), [...start, ...after].join('')];
      const reset = '\x1b[0m';
      expect(await rowAfter(previous, reset, lineUpdate(previous, next, columns))).toEqual(await rowAfter(next));
    }),
    { numRuns: 400 },
  );
});

it('writes only what follows the first change, in its colours', () => {
  expect(lineUpdate('│ \x1b[31mabc 1\x1b[39m │', '│ \x1b[31mabc 2\x1b[39m │', 80)).toBe(
    '\x1b[7G\x1b[K\x1b[31m2\x1b[39m │',
  );
  expect(lineUpdate('│ 日本 e', '│ 日本 e\u0301', 80)).toBe('\x1b[8G\x1b[Ke\u0301');
  expect(lineUpdate('│ 日本 e\u0301', '│ 日本 e', 80)).toBe('\x1b[8G\x1b[Ke');
});

it('writes all of a row that is too long, unknown or nowhere the same', () => {
  for (const [previous, next, width] of [
    ['abcdef', 'abcdeg', 5],
    ['abcdef', 'abcdeg', undefined],
    ['abc', 'xbc', 80],
    ['some text \x1b]8;;a\x07', 'some text \x1b]8;;b\x07', 80],
  ] as const) {
    expect(lineUpdate(previous, next, width)).toBe(`\x1b[1G\x1b[K${next}`);
  }
});
