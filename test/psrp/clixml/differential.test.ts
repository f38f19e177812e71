import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PsValue } from '../../../source/objects/index.ts';
import { ClixmlDecoder, ClixmlError, encodeClixml } from '../../../source/psrp/clixml/index.ts';
import { sampleObject } from '../../support/clixml-sample.ts';
import { howMany } from '../../support/seed.ts';
import { anyValue } from './arbitraries.ts';
import { oracleDecode } from './saxes-oracle.ts';

const pieces = fc.constantFrom(
  ...['<', '>', '/', '"', "'", '=', '&', ';', ' ', '\n', '\r', '\t', '\0', '\x0b', ']', ']]>', '0', '9', '-', '.', '_'],
  ...[
    'x',
    '&#0;',
    '&#65;',
    '&#xD800;',
    '&amp',
    '&lt;',
    '&bogus;',
    '<!',
    '<!-- -->',
    '<?a ?>',
    '<![CDATA[x]]>',
    '\ud800',
  ],
  ...[
    '<S>',
    '</S>',
    '<Nil />',
    '<Nil/>',
    '</Obj>',
    '<Obj>',
    '<MS>',
    ' N="a"',
    ' RefId="0"',
    '<Ref RefId="0" />',
    '\ufffe',
  ],
  ...['<TN RefId="0">', '<TNRef RefId="0" />', '<I32>', 'true', '1', '_x0041_', '+', 'é', '\ufeff', '\u2028', '</LST>'],
);

/** The text with a few pieces put in, taken out or copied, or its end cut off. */
function mutated(document: string): fc.Arbitrary<string> {
  const place = fc.nat(document.length);
  const mutation = fc.oneof(
    fc.tuple(place, pieces).map(
      ([at, piece]) =>
        (text: string) =>
          text.slice(0, at) + piece + text.slice(at),
    ),
    fc.tuple(place, fc.integer({ min: 1, max: 9 })).map(
      ([at, length]) =>
        (text: string) =>
          text.slice(0, at) + text.slice(at + length),
    ),
    fc.tuple(place, pieces).map(
      ([at, piece]) =>
        (text: string) =>
          text.slice(0, at) + piece + text.slice(at + piece.length),
    ),
    fc.tuple(place, place, fc.nat(40)).map(
      ([to, from, length]) =>
        (text: string) =>
          text.slice(0, to) + text.slice(from, from + length) + text.slice(to),
    ),
    place.map((at) => (text: string) => text.slice(0, at)),
  );
  return fc
    .array(mutation, { minLength: 1, maxLength: 3 })
    .map((changes) => changes.reduce((text, change) => change(text), document));
}

function attempt<T>(decode: () => T): { value: T } | { error: unknown } {
  try {
    return { value: decode() };
  } catch (error) {
    return { error };
  }
}

/** Refused with an error of ours, or read as the saxes decoder reads it. Returns whether it was read. */
function agrees(decoder: ClixmlDecoder, document: string): boolean {
  const ours = attempt(() => decoder.decode(document));
  if ('error' in ours) {
    expect(ours.error).toBeInstanceOf(ClixmlError);
    return false;
  }
  const oracle = attempt(() => oracleDecode(document));
  expect(oracle).toEqual({ value: ours.value });
  return true;
}

describe('a damaged document is refused, or means what saxes reads in it', () => {
  it.each([
    ['by a decoder that has seen nothing', () => new ClixmlDecoder()],
    [
      'by a decoder that expects the undamaged object',
      (document: string) => {
        const decoder = new ClixmlDecoder();
        decoder.decode(document);
        decoder.decode(document);
        return decoder;
      },
    ],
    [
      'by a decoder that is used to the undamaged object',
      (document: string) => {
        const decoder = new ClixmlDecoder();
        for (let time = 0; time < 4; time++) decoder.decode(document);
        return decoder;
      },
    ],
  ])('%s', (_name, make) => {
    const tried = howMany(2000, 4000);
    let read = 0;
    const damaged = anyValue
      .map((value: PsValue) => encodeClixml(value))
      .chain((document) => mutated(document).map((damage) => ({ document, damage })));
    fc.assert(
      fc.property(damaged, ({ document, damage }) => {
        if (agrees(make(document), damage)) read++;
      }),
      { numRuns: tried },
    );
    expect(read).toBeGreaterThan(tried / 20);
  });

  it('by one decoder for the whole stream, which then still reads whole documents', () => {
    const documents = Array.from({ length: 20 }, (_, number) => encodeClixml(sampleObject(number)));
    const decoder = new ClixmlDecoder();
    fc.assert(
      fc.property(
        fc.nat(19).chain((number) => mutated(documents[number]!)),
        fc.nat(19),
        (damage, number) => {
          agrees(decoder, damage);
          expect(decoder.decode(documents[number]!)).toEqual(sampleObject(number));
        },
      ),
      { numRuns: howMany(500, 1500) },
    );
  });

  it('as bytes that are no longer UTF-8', () => {
    const document = Buffer.from(encodeClixml(sampleObject(1)));
    fc.assert(
      fc.property(fc.nat(document.length - 1), fc.integer({ min: 0x80, max: 0xff }), (at, byte) => {
        const damaged = Buffer.from(document);
        damaged[at] = byte;
        const ours = attempt(() => new ClixmlDecoder().decode(damaged));
        if ('error' in ours) expect(ours.error).toBeInstanceOf(ClixmlError);
        else expect(ours.value).toEqual(oracleDecode(new TextDecoder('utf-8', { fatal: true }).decode(damaged)));
      }),
      { numRuns: 500 },
    );
  });
});
