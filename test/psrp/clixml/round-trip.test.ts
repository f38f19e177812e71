import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PsValue } from '../../../source/objects/index.ts';
import {
  ClixmlDecoder,
  decodeClixml,
  decodeClixmlDocument,
  encodeClixml,
  encodeClixmlDocument,
} from '../../../source/psrp/clixml/index.ts';
import { anyValue, primitive } from './arbitraries.ts';
import { oracleDecode } from './saxes-oracle.ts';

describe('what is encoded decodes to the same value', () => {
  for (const [tag, values] of Object.entries(primitive)) {
    it(`${tag}, from its own element`, () => {
      fc.assert(
        fc.property(values as fc.Arbitrary<PsValue>, (value) => {
          const clixml = encodeClixml(value);
          expect(clixml.startsWith(`<${tag}`)).toBe(true);
          expect(decodeClixml(clixml)).toEqual(value);
          expect(oracleDecode(clixml)).toEqual(value);
        }),
        { numRuns: 300 },
      );
    });
  }

  it('whole graphs, from text and from UTF-8 with a byte order mark', () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        const clixml = encodeClixml(value);
        expect(decodeClixml(clixml)).toEqual(value);
        expect(decodeClixml(Buffer.from(`\ufeff${clixml}`))).toEqual(value);
      }),
      { numRuns: 500 },
    );
  });

  it('whole graphs, as the saxes decoder reads them', () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        expect(oracleDecode(encodeClixml(value))).toEqual(value);
      }),
      { numRuns: 500 },
    );
  });

  it('a stream of graphs through one decoder, each twice', () => {
    fc.assert(
      fc.property(fc.array(anyValue, { maxLength: 6 }), (values) => {
        const decoder = new ClixmlDecoder();
        for (const value of [...values, ...values]) expect(decoder.decode(encodeClixml(value))).toEqual(value);
      }),
      { numRuns: 300 },
    );
  });

  it('a stream through a decoder that forgets its shapes again and again', () => {
    fc.assert(
      fc.property(fc.array(anyValue, { maxLength: 6 }), (values) => {
        const decoder = new ClixmlDecoder({ shapes: 3 });
        for (const value of [...values, ...values]) expect(decoder.decode(encodeClixml(value))).toEqual(value);
      }),
      { numRuns: 200 },
    );
  });

  it('documents of any number of values', () => {
    fc.assert(
      fc.property(fc.array(anyValue, { maxLength: 4 }), (values) => {
        expect(decodeClixmlDocument(encodeClixmlDocument(values))).toEqual(values);
      }),
      { numRuns: 200 },
    );
  });

  it('pretty-printed documents', () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        const decoder = new ClixmlDecoder();
        const indented = encodeClixml(value).replace(
          /(<(?:Obj|MS|Props|LST|DCT|En|TN|IE|STK|QUE)[^<]*[^/<]>)(?=<)/g,
          '$1\r\n  ',
        );
        expect(decoder.decode(indented)).toEqual(value);
        expect(decoder.decode(indented)).toEqual(value);
      }),
      { numRuns: 200 },
    );
  });
});
