import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
// Ink does not export the class; it is the oracle here.
import InkOutput from '../../../node_modules/ink/build/output.js';
import { clean } from '../../../source/text/clean.ts';
import { afterMarks, graphemes } from '../../../source/text/width.ts';
import Output from '../../../source/ui/terminal/ink-output.ts';

type Step =
  | { kind: 'write'; x: number; y: number; text: string; transform: number }
  | { kind: 'clip'; clip: { x1?: number; x2?: number; y1?: number; y2?: number } }
  | { kind: 'unclip' };

const transforms = [
  [],
  [(row: string) => `\x1b[31m${row}\x1b[39m`],
  [(row: string, index: number) => `${index}${row}`, (row: string) => `\x1b[1m${row}\x1b[22m`],
];

/** Whether each character of a text that a person sees is one letter with its marks. */
const isOfCells = (text: string) =>
  graphemes(text).every((one) => afterMarks(one.text, [...one.text][0]!.length) === one.text.length);

/**
 * What rows are made of: texts made clean, colours and line ends. Where cells of their own are one character for a person,
 * as in Hindi, Ink cuts between those, and we between cells.
 */
const piece = fc.oneof(
  { weight: 6, arbitrary: fc.string({ unit: fc.constantFrom(...'abc XYZ019─│█é ') }) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      '\x1b[1m',
      '\x1b[22m',
      '\x1b[31m',
      '\x1b[39m',
      '\x1b[2m',
      '\x1b[7m',
      '\x1b[27m',
      '\x1b[0m',
      '\x1b[38;5;208m',
      '\x1b[1;4;32m',
    ),
  },
  { weight: 2, arbitrary: fc.constantFrom('日本', '한', 'e\u0301', 'ﾊ', '☁', 'ก็') },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 4 }).map(clean).filter(isOfCells) },
  { weight: 1, arbitrary: fc.constant('\n') },
);
const text = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(''));
const place = fc.integer({ min: -6, max: 24 });
const bound = fc.option(fc.integer({ min: -2, max: 22 }), { nil: undefined });

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('write' as const),
      x: place,
      y: place,
      text,
      transform: fc.nat(transforms.length - 1),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('clip' as const),
      clip: fc.record({ x1: bound, x2: bound, y1: bound, y2: bound }).map((clip) => clip as { x1?: number }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('unclip' as const) }) },
);

function frame(Class: typeof Output | typeof InkOutput, steps: readonly Step[], width: number, height: number) {
  const output = new Class({ width, height });
  for (const one of steps) {
    if (one.kind === 'write') output.write(one.x, one.y, one.text, { transformers: transforms[one.transform]! });
    else if (one.kind === 'clip') output.clip(one.clip as Required<typeof one.clip>);
    else output.unclip();
  }
  return output.get();
}

describe("the fast frame buffer in place of Ink's", () => {
  it('makes the same frames out of any clean texts, overlaps and clips', () => {
    fc.assert(
      fc.property(
        fc.array(step, { maxLength: 12 }),
        fc.integer({ min: 1, max: 24 }),
        fc.integer({ min: 1, max: 12 }),
        (steps, width, height) => {
          expect(frame(Output, steps, width, height)).toEqual(frame(InkOutput, steps, width, height));
        },
      ),
      { numRuns: 3000 },
    );
  });

  it('makes the same frame again from what it kept', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        const first = frame(Output, steps, 20, 8);
        expect(frame(Output, steps, 20, 8)).toEqual(first);
      }),
      { numRuns: 300 },
    );
  });

  it('keeps an empty frame as high as it was asked for', () => {
    expect(new Output({ width: 10, height: 3 }).get()).toEqual({ output: '\n\n', height: 3 });
  });
});
