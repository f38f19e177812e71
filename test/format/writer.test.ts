import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import type { ViewRequest } from '../../source/domain/index.ts';
import { createWriter, type WriterOptions } from '../../source/format/index.ts';
import {
  PsDateTime,
  PsDecimal,
  PsNumber,
  PsObject,
  PsTimeSpan,
  type PsValue,
  psDictionary,
  psEnum,
  psList,
  psObject,
} from '../../source/objects/index.ts';
import { howMany } from '../support/seed.ts';

function lines(values: readonly PsValue[], options: Partial<WriterOptions> = {}): readonly string[] {
  const out: string[] = [];
  const writer = createWriter({ width: 60, ...options, emit: (line) => out.push(line) });
  for (const value of values) writer.write(value);
  writer.end();
  return out;
}

const shown = (values: readonly PsValue[], options?: Partial<WriterOptions>) =>
  `\n${lines(values, options).join('\n')}\n`;

const people = [
  psObject({ Name: 'Adele Vance', Items: 12345, Quota: null, Created: new PsDateTime('2026-01-31T18:30:00.1234567Z') }),
  psObject({
    Name: '日本語の名前 😀',
    Items: 7,
    Quota: 'Unlimited',
    Created: new PsDateTime('2026-02-01T08:00:00+02:00'),
  }),
];

describe('a table', () => {
  it('has a heading, columns as wide as their cells, numbers to the right', () => {
    expect(shown(people)).toMatchInlineSnapshot(`
      "
      Name           Items Quota     Created
      ----           ----- -----     -------
      Adele Vance    12345           2026-01-31 18:30:00
      日本語の名前 ◇     7 Unlimited 2026-02-01 08:00:00 +02:00
      "
    `);
  });

  it('cuts what does not fit, wide columns first', () => {
    expect(shown(people, { width: 40 })).toMatchInlineSnapshot(`
      "
      Name         Items Quota     Created
      ----         ----- -----     -------
      Adele Vance  12345           2026-01-31…
      日本語の名…      7 Unlimited 2026-02-01…
      "
    `);
  });

  it('says which columns there was no room for', () => {
    expect(shown(people, { width: 12 })).toMatchInlineSnapshot(`
      "
      Name   Items
      ----   -----
      Adele… 12345
      日本…      7
      2 more
      columns do
      not fit:
      Format-List
      shows them.
      "
    `);
  });

  it('shows of columns that nobody asked for as many as can be read, and of those that were asked for something of each', () => {
    const names = ['One', 'Two', 'Three', 'Four', 'Five', 'Six'];
    const { adapted, extended } = psObject(Object.fromEntries(names.map((name) => [name, 'a text of some words'])));
    const queue = new PsObject({ typeNames: ['Queue'], adapted, extended });
    const views = new Map([['Queue', { shape: 'table', columns: names.map((property) => ({ property })) } as const]]);
    const shownIn = (view?: ViewRequest) => lines([queue], { width: 51, views, view })[0]?.split(/ +/);
    expect(shownIn()).toEqual(['One', 'Two', 'Three', 'Four']);
    expect(shownIn({ shape: 'table', properties: names })).toEqual(names);
  });

  it('wraps cells where asked to', () => {
    expect(
      shown([psObject({ Name: 'a name of several words', Note: 'x' })], {
        width: 16,
        view: { shape: 'table', wrap: true },
      }),
    ).toMatchInlineSnapshot(`
      "
      Name        Note
      ----        ----
      a name of   x
      several
      words
      "
    `);
  });

  it('shows the columns asked for, spelled as the object spells them', () => {
    expect(shown(people, { view: { shape: 'table', properties: ['na*', 'items', 'Other'] } })).toMatchInlineSnapshot(`
      "
      Name           Items Other
      ----           ----- -----
      Adele Vance    12345
      日本語の名前 ◇     7
      "
    `);
  });

  it('uses the view of the type where there is one', () => {
    const mailbox = new PsObject({
      typeNames: ['Deserialized.Microsoft.Exchange.Data.Directory.Management.Mailbox'],
      adapted: {
        names: ['Guid', 'Alias', 'Name', 'ServerName', 'ProhibitSendQuota', 'Other'],
        values: ['g', 'adelev', 'Adele', 'ex01', 'Unlimited', 1],
      },
    });
    expect(shown([mailbox])).toMatchInlineSnapshot(`
      "
      Name  Alias  ServerName ProhibitSendQuota
      ----  -----  ---------- -----------------
      Adele adelev ex01       Unlimited
      "
    `);
  });

  it('begins anew for another type, and for text between', () => {
    expect(
      shown([people[0] as PsObject, 'some\ntext', psObject({ Other: 1 }), psObject({ Other: 22 })]),
    ).toMatchInlineSnapshot(`
      "
      Name        Items Quota Created
      ----        ----- ----- -------
      Adele Vance 12345       2026-01-31 18:30:00

      some
      text

      Other
      -----
          1
         22
      "
    `);
  });

  it('widens its columns for later rows that are longer, and cuts these where there is no room', () => {
    const out: string[] = [];
    const writer = createWriter({ width: 20, sample: 1, emit: (line) => out.push(line) });
    writer.write(psObject({ A: 'x', B: 'y' }));
    expect(out).toHaveLength(3);
    writer.write(psObject({ A: 'longer', B: 'z' }));
    writer.write(psObject({ A: 'longer than before', B: 'and much longer than the room' }));
    writer.end();
    expect(out).toEqual(['A  B', '-  -', 'x  y', 'longer z', 'longer th… and much…']);
  });

  it('shows waiting rows when it is told that no more come for now', () => {
    const out: string[] = [];
    const writer = createWriter({ width: 20, emit: (line) => out.push(line) });
    writer.write(psObject({ A: 1 }));
    expect(out).toEqual([]);
    writer.flush();
    expect(out).toEqual(['A', '-', '1']);
  });

  it('shows a dictionary by its entries', () => {
    expect(
      shown([
        psDictionary([
          ['Name', 'Adele'],
          ['Size', 3],
        ]),
      ]),
    ).toMatchInlineSnapshot(`
      "
      Name Value
      ---- -----
      Name Adele
      Size 3
      "
    `);
  });

  it('obeys nothing that a name holds', () => {
    expect(lines([psObject({ 'Na\u001bme': 'a\u001b[2Jb\nc' })])).toEqual(['Na␛me', '-----', 'a␛[2Jb␊c']);
  });
});

describe('a list', () => {
  const wide = psObject({
    Name: 'Adele',
    EmailAddresses: psList(['a@x', 'b@x', 'c@x', 'd@x', 'e@x']),
    Kind: psEnum('X', 'UserMailbox', 1),
    Description: 'first line\nsecond line that is long enough to be wrapped into another line',
    Age: new PsTimeSpan('P1DT2H3M4.5S'),
    Sum: new PsDecimal('1.50'),
    Share: new PsNumber('Double', 0.1 + 0.2),
    Nested: psObject({ A: 1, B: psObject({ C: 1 }) }),
  });

  it('stands for objects of more than four properties', () => {
    expect(shown([wide, psObject({ A: 1, B: 2, C: 3, D: 4, E: null })], { width: 50 })).toMatchInlineSnapshot(`
      "
      Name           : Adele
      EmailAddresses : {a@x, b@x, c@x, d@x…}
      Kind           : UserMailbox
      Description    : first line
                       second line that is long enough
                       to be wrapped into another line
      Age            : 1.02:03:04.5000000
      Sum            : 1.50
      Share          : 0.3
      Nested         : @{A=1; B=}

      A : 1
      B : 2
      C : 3
      D : 4
      E :
      "
    `);
  });

  it('is given for the properties asked for', () => {
    expect(lines([wide], { view: { shape: 'list', properties: ['name', 'S*'] } })).toEqual([
      'Name  : Adele',
      'Sum   : 1.50',
      'Share : 0.3',
    ]);
  });
});

it('shows text and plain values as lines, and null not at all', () => {
  expect(lines(['a\tb', 5, true, null, 1n << 60n, psList(['x', 'y']), psEnum('X', 'Monday', 1)])).toEqual([
    'a    b',
    '5',
    'True',
    '1152921504606846976',
    'x',
    'y',
    'Monday',
  ]);
});

it('never writes a line that is wider than asked for where numbers do not need it', () => {
  const cell: fc.Arbitrary<PsValue> = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 20 }).map((text) => text.replaceAll(/\d/g, 'n')),
    fc.string({ unit: 'binary', maxLength: 8 }).map((text) => text.replaceAll(/\d/g, 'n')),
    fc.nat(9),
    fc.constant(null),
    fc.array(fc.string({ maxLength: 5 }), { maxLength: 6 }).map((items) => psList(items)),
  );
  const object = fc
    .dictionary(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }), cell, { minKeys: 1, maxKeys: 8 })
    .map((record) => psObject(record));
  fc.assert(
    fc.property(
      fc.array(fc.oneof(object, cell), { maxLength: 6 }),
      fc.integer({ min: 1, max: 60 }),
      fc.constantFrom(
        undefined,
        { shape: 'table' as const },
        { shape: 'table' as const, wrap: true, autoSize: true },
        { shape: 'list' as const },
      ),
      fc.integer({ min: 1, max: 3 }),
      (values, width, view, sample) => {
        for (const line of lines(values, { width, view, sample })) expect(stringWidth(line)).toBeLessThanOrEqual(width);
      },
    ),
    { numRuns: howMany(300, 1_000) },
  );
});
