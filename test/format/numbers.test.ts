import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { createWriter, type WriterOptions } from '../../source/format/index.ts';
import { PsDecimal, PsNumber, type PsObject, type PsValue, psObject } from '../../source/objects/index.ts';

/** Rows in batches, the source pausing after each. */
function paused(batches: readonly (readonly PsObject[])[], options: Partial<WriterOptions> = {}): readonly string[] {
  const out: string[] = [];
  const writer = createWriter({ width: 60, ...options, emit: (line, role) => role === 'row' && out.push(line) });
  for (const batch of batches) {
    for (const row of batch) writer.write(row);
    writer.flush();
  }
  writer.end();
  return out;
}

const atOnce = (rows: readonly PsObject[], options?: Partial<WriterOptions>) => paused([rows], options);
const oneByOne = (rows: readonly PsObject[], options?: Partial<WriterOptions>) =>
  paused(
    rows.map((row) => [row]),
    options,
  );

describe('numbers in a table', () => {
  const many = Array.from({ length: 3000 }, (_, id) => psObject({ Id: id, Text: `line ${id}` }));

  it('stand whole though the rows that the columns were fitted to had smaller ones', () => {
    const out = atOnce(many);
    expect([out[0], out[99], out[100], out[1000], out[2999]]).toEqual([
      ' 0 line 0',
      '99 line 99',
      '100 line 100',
      '1000 line 1000',
      '2999 line 2999',
    ]);
  });

  it('stand whole and below one another where a slow source gave one row to fit to', () => {
    expect(oneByOne([8, 9, 10, 120, 7].map((id) => psObject({ Id: id, Text: `t${id}`, More: 'm' })))).toEqual([
      ' 8 t8     m',
      ' 9 t9     m',
      '10 t10    m',
      '120 t120   m',
      '  7 t7     m',
    ]);
  });

  it('take the room of texts where the line is full', () => {
    const rows = [1, 1_000_000].map((count) => psObject({ Name: 'a name that is long', Count: count, Note: 'a note' }));
    expect(atOnce(rows, { width: 24 })).toEqual(['a name t…       1 a note', 'a name t… 1000000 a note']);
    expect(oneByOne(rows, { width: 24 })).toEqual(['a name tha…     1 a note', 'a name t… 1000000 a note']);
  });

  it('make the row longer where nothing can give way', () => {
    const rows = [1, 1_234_567_890].map((id) => psObject({ A: id, B: 'text', C: id }));
    expect(oneByOne(rows, { width: 13 })).toEqual(['1 text   1', '1234567890 te… 1234567890']);
  });

  it('stand whole where the first rows had none, and texts before them', () => {
    const rows = [null, 'Unlimited', 123_456_789_012].map((quota) => psObject({ Quota: quota, Name: 'x' }));
    expect(oneByOne(rows)).toEqual(['         x', 'Unlimited x', '123456789012 x']);
  });

  it('cost a column that there is no room for, and that is said', () => {
    const out: string[] = [];
    const writer = createWriter({ width: 17, emit: (line) => out.push(line) });
    writer.write(psObject({ A: 12_345_678, B: 12_345_678, C: 12_345_678 }));
    writer.end();
    expect(out[2]).toBe('12345678 12345678');
    expect(out.slice(3).join(' ')).toBe('1 more column does not fit: Format-List shows it.');
  });

  it('are not the only ones: a size keeps its number and unit, the bytes behind it may be cut', () => {
    const row = psObject({ Name: 'a name of some words', Size: '1.953 GB (2,097,152,000 bytes)', More: 'other text' });
    const [line] = atOnce([row], { width: 18 });
    expect(line).toBe('a n… 1.953 GB… ot…');
  });

  it('of a length that no number has are cut as a text is', () => {
    const [line] = atOnce([psObject({ A: new PsDecimal('9'.repeat(100_000)) })], { width: 20 });
    expect(line).toBe(`${'9'.repeat(19)}…`);
  });
});

describe('texts in a table', () => {
  it('are not cut where a slow source gave short ones first', () => {
    const rows = ['x', 'longer than before', 'y'].map((name) => psObject({ Name: name, Other: name }));
    expect(oneByOne(rows)).toEqual(['x      x', 'longer than before longer than before', 'y                  y']);
  });
});

const number: fc.Arbitrary<PsValue> = fc.oneof(
  fc.integer(),
  fc.integer({ min: -20, max: 2000 }),
  fc.bigInt({ min: -(1n << 63n), max: (1n << 63n) - 1n }),
  fc.double().map((value) => new PsNumber('Double', value)),
  fc.tuple(fc.integer(), fc.nat(999)).map(([whole, part]) => new PsDecimal(`${whole}.${part}`)),
  fc.integer({ min: 1, max: 2_000_000 }).map((value) => value.toLocaleString('en')),
  fc
    .tuple(fc.integer({ min: 1, max: 1023 }), fc.constantFrom('B', 'KB', 'MB', 'GB'))
    .map(([value, unit]) => `${value} ${unit} (${(value * 1000).toLocaleString('en')} bytes)`),
);
const text = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 30 }), fc.constant(null));
const cells = fc.record({
  A: fc.oneof(number, text),
  N: number,
  T: text,
  M: fc.oneof(number, fc.constant(null)),
  L: text,
});

/** Rows, and after which of them the source pauses. */
const table = fc.array(fc.tuple(cells, fc.boolean()), { minLength: 1, maxLength: 25 });
const view = fc.constantFrom<readonly (keyof typeof names)[]>(
  ['A', 'N', 'T'],
  ['N', 'L'],
  ['T', 'N', 'L'],
  ['N', 'M', 'A', 'T', 'L'],
);
const names = { A: 0, N: 0, T: 0, M: 0, L: 0 };

function split(rows: readonly (readonly [object, boolean])[]): PsObject[][] {
  const batches: PsObject[][] = [[]];
  for (const [row, pause] of rows) {
    batches.at(-1)?.push(psObject(row as Record<string, PsValue>));
    if (pause) batches.push([]);
  }
  return batches;
}

/** What each value is as text, from a table that has all the room. */
const alone = (value: PsValue) => atOnce([psObject({ V: value })], { width: 500 })[0]?.trim() ?? '';
const leading = (shown: string) => shown.replace(/ \(.*/, '');

it('never cuts a number, whatever came before it and however it came', () => {
  fc.assert(
    fc.property(
      table,
      view,
      fc.integer({ min: 5, max: 120 }),
      fc.integer({ min: 1, max: 30 }),
      (rows, columns, width, sample) => {
        // One column of the view has numbers only, and it is among those that there is always room for.
        const properties = ['N', ...columns.filter((name) => name !== 'N')];
        const out = paused(split(rows), { width, sample, view: { shape: 'table', properties } });
        expect(out).toHaveLength(rows.length);
        for (const [index, [row]] of rows.entries()) {
          expect(out[index]?.trimStart().startsWith(leading(alone(row.N)))).toBe(true);
        }
      },
    ),
    { numRuns: 300 },
  );
});

/** Lines with each `…` of cutting counted: the texts have none of their own. */
const cuts = (line: string | undefined) => (line ?? '').split('…').length - 1;

it('cuts no more of rows that come in batches than of those that come at once', () => {
  const plain = fc.record({
    A: fc.string({ unit: fc.constantFrom('a', 'b', '語'), maxLength: 25 }),
    N: number,
    T: fc.string({ unit: fc.constantFrom('x', 'y'), maxLength: 40 }),
  });
  fc.assert(
    fc.property(
      fc.array(fc.tuple(plain, fc.boolean()), { minLength: 1, maxLength: 25 }),
      fc.integer({ min: 60, max: 120 }),
      (rows, width) => {
        const together = atOnce(
          rows.map(([row]) => psObject(row)),
          { width },
        );
        const apart = paused(split(rows), { width });
        for (const [index, line] of apart.entries()) {
          expect(cuts(line)).toBeLessThanOrEqual(cuts(together[index]));
          expect(line.replaceAll(' ', '').length).toBeGreaterThanOrEqual(
            (together[index] ?? '').replaceAll(' ', '').length,
          );
        }
      },
    ),
    { numRuns: 300 },
  );
});

it('makes a line wider than asked for by no more than its numbers need', () => {
  fc.assert(
    fc.property(table, fc.integer({ min: 5, max: 60 }), fc.boolean(), (rows, width, wrap) => {
      const properties = ['N', 'T', 'M'];
      const widest = (name: 'N' | 'M') =>
        Math.max(3, ...rows.map(([row]) => stringWidth(leading(alone(row[name]))) + 1));
      const bound = Math.max(width, widest('N') + 3 + widest('M') + 2);
      for (const line of paused(split(rows), { width, view: { shape: 'table', properties, wrap } })) {
        expect(stringWidth(line)).toBeLessThanOrEqual(bound);
      }
    }),
    { numRuns: 300 },
  );
});
