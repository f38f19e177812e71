import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PsDateTime, PsObject, type PsValue, psObject } from '../../../source/objects/index.ts';
import { ClixmlDecoder, encodeClixml } from '../../../source/psrp/clixml/index.ts';
import { primitive, text } from './arbitraries.ts';
import { oracleDecode } from './saxes-oracle.ts';

const encode = (value: PsValue) => encodeClixml(psObject({ value }, ['Contoso.Thing'], 'text'));
const often = 4;

function decoderUsedTo(document: string): ClixmlDecoder {
  const decoder = new ClixmlDecoder();
  for (let time = 0; time < often; time++) decoder.decode(document);
  return decoder;
}

describe('a decoder that has met the same content again and again', () => {
  it.each(Object.entries(primitive))('gives it, and then any other content, as it is in <%s>', (_tag, arbitrary) => {
    const values = fc.array(fc.tuple(arbitrary as fc.Arbitrary<PsValue>, fc.integer({ min: 1, max: often })), {
      minLength: 1,
      maxLength: 8,
    });
    fc.assert(
      fc.property(values, (runs) => {
        const decoder = new ClixmlDecoder();
        for (const [value, times] of runs) {
          const document = encode(value);
          for (let time = 0; time < times; time++) expect(decoder.decode(document)).toEqual(oracleDecode(document));
        }
      }),
      { numRuns: 60 },
    );
  });

  it('tells contents apart that begin, end and last alike', () => {
    const decoder = decoderUsedTo(encode('user1001.mid.0000@contoso.com'));
    for (const number of ['1002', '1001', '1001', '1002', '1002', '1002', '2002']) {
      const value = `user${number}.mid.0000@contoso.com`;
      expect(decoder.decode(encode(value))).toEqual(psObject({ value }, ['Contoso.Thing'], 'text'));
    }
  });

  it('reads content that goes on, or is followed by other markup, by the usual rules', () => {
    const decoder = decoderUsedTo('<S>usual</S>');
    expect(decoder.decode('<S>usually</S>')).toBe('usually');
    expect(decoder.decode('<S>usual</S >')).toBe('usual');
    expect(decoder.decode('<S>usual&amp;</S>')).toBe('usual&');
    expect(() => decoder.decode('<S>usual</B>')).toThrow('</S>');
    expect(() => decoder.decode('<S>usual')).toThrow('early');
    expect(decoder.decode('<S>usual</S>')).toBe('usual');
  });

  it('takes it for the content of its own element only', () => {
    const decoder = decoderUsedTo(encode('2024'));
    expect((decoder.decode(encode(2024)) as PsObject).get('value')).toBe(2024);
    expect((decoder.decode(encode(2024n)) as PsObject).get('value')).toBe(2024n);
    expect((decoder.decode(encode('2024')) as PsObject).get('value')).toBe('2024');
  });

  it('follows texts of objects that stay, change and are missing', () => {
    const decoder = new ClixmlDecoder();
    fc.assert(
      fc.property(fc.option(text, { nil: undefined }), fc.integer({ min: 1, max: often }), (given, times) => {
        const object = new PsObject({ typeNames: ['A'], text: given });
        for (let time = 0; time < times; time++) expect(decoder.decode(encodeClixml(object))).toEqual(object);
      }),
      { numRuns: 200 },
    );
  });

  it('shares the value, but not bytes, which somebody may change', () => {
    const read = (value: PsValue) => {
      const decoder = decoderUsedTo(encode(value));
      return [1, 2].map(() => (decoder.decode(encode(value)) as PsObject).get('value'));
    };
    const [one, other] = read(new PsDateTime('2024-09-01T19:01:05Z'));
    expect(one).toBe(other);
    const [some, same] = read(Uint8Array.of(1, 2, 3, 4, 5, 6)) as Uint8Array[];
    some!.fill(0);
    expect(same).toEqual(Uint8Array.of(1, 2, 3, 4, 5, 6));
  });

  it('counts it as it counts any element', () => {
    const list = (count: number) => `<Obj><LST>${'<S>usual</S>'.repeat(count)}</LST></Obj>`;
    const decoder = new ClixmlDecoder({ elements: 20 });
    for (let time = 0; time < often; time++) decoder.decode(list(19));
    expect(() => decoder.decode(list(20))).toThrow('elements');
  });
});
