import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parse } from '../../source/language/index.ts';
import { shapeOf, showScript } from './shape.ts';

interface Sample {
  readonly source: string;
  readonly shape: string;
}

const name = fc
  .stringMatching(/^[A-Za-z][A-Za-z0-9]{0,8}$/)
  .filter((text) => !/^(if|do|in|for|try|var|end)$/i.test(text));
const plainText = fc.string({ unit: 'grapheme', maxLength: 12 });

const leaf: fc.Arbitrary<Sample> = fc.oneof(
  name.map((text) => ({ source: `$${text}`, shape: `$${text}` })),
  plainText.map((text) => ({ source: `'${text.replaceAll(/['\u2018-\u201b]/g, '$&$&')}'`, shape: `'${text}'` })),
  plainText.map((text) => ({ source: `"${text.replaceAll(/["$`\u201c-\u201e]/g, '`$&')}"`, shape: `'${text}'` })),
  fc.nat(1_000_000).map((number) => ({ source: String(number), shape: `<${number}>` })),
  fc.tuple(name, name).map(([a, b]) => ({ source: `$${a}.${b}`, shape: `$${a}.${b}` })),
);

const { expression } = fc.letrec<{ expression: Sample }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 3 },
    leaf,
    fc
      .tuple(tie('expression'), fc.constantFrom('-eq', '-like', '-and', '-or', '-notin', '-cmatch'), tie('expression'))
      .map(([a, operator, b]) => ({
        source: `(${a.source} ${operator} ${b.source})`,
        shape: `(${a.shape} ${operator} ${b.shape})`,
      })),
    tie('expression').map((a) => ({ source: `(-not ${a.source})`, shape: `(-not ${a.shape})` })),
    fc.array(leaf, { minLength: 2, maxLength: 4 }).map((items) => ({
      source: `(${items.map(({ source }) => source).join(', ')})`,
      shape: `[${items.map(({ shape }) => shape).join(' ')}]`,
    })),
    fc.array(fc.tuple(name, tie('expression')), { maxLength: 3 }).map((entries) => ({
      source: `@{${entries.map(([key, { source }]) => `${key} = ${source}`).join('; ')}}`,
      shape: `@{${entries.map(([key, { shape }]) => `'${key}'=${shape}`).join('; ')}}`,
    })),
  ),
}));

it('reads back what was written out', () => {
  const argument = fc.tuple(fc.boolean(), name, expression);
  const command = fc.tuple(name, name, fc.array(argument, { maxLength: 4 }));
  fc.assert(
    fc.property(fc.array(command, { minLength: 1, maxLength: 3 }), (commands) => {
      const text = commands
        .map(([verb, noun, args]) =>
          [`${verb}-${noun}`, ...args.map(([named, key, { source }]) => (named ? `-${key} ${source}` : source))].join(
            ' ',
          ),
        )
        .join(' | ');
      const shape = commands
        .map(([verb, noun, args]) =>
          [`${verb}-${noun}`, ...args.map(([named, key, one]) => (named ? `-${key} ${one.shape}` : one.shape))].join(
            ' ',
          ),
        )
        .join(' | ');
      expect(shapeOf(text)).toBe(shape);
      expect(showScript(parse(`$x = ${text}`).tree)).toBe(`$x = ${shape}`);
    }),
    { numRuns: 500 },
  );
});
