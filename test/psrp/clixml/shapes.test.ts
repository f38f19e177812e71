import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type PsObject, psList, psObject } from '../../../source/objects/index.ts';
import { ClixmlDecoder, encodeClixml } from '../../../source/psrp/clixml/index.ts';
import { sampleObject } from '../../support/clixml-sample.ts';

const encode = (record: Record<string, string | number | null | boolean>) => encodeClixml(psObject(record));

describe('a decoder that reads a stream', () => {
  it('shares property and type names between objects of one type', () => {
    const decoder = new ClixmlDecoder();
    const [first, second] = [1, 2].map((number) => decoder.decode(encodeClixml(sampleObject(number))) as PsObject);
    expect(second).toEqual(sampleObject(2));
    expect(second?.adapted.names).toBe(first?.adapted.names);
    expect(second?.extended.names).toBe(first?.extended.names);
    expect(second?.typeNames).toBe(first?.typeNames);
  });

  it('shares them when objects of two shapes alternate', () => {
    const decoder = new ClixmlDecoder();
    const read = (record: Parameters<typeof encode>[0]) => decoder.decode(encode(record)) as PsObject;
    const long = [1, 2, 3].map((number) => {
      read({ a: number, c: 'x' });
      return read({ a: number, b: 'y', c: 'x' });
    });
    expect(long.map((object) => object.extended.names)).toEqual(Array(3).fill(['a', 'b', 'c']));
    expect(long[2]?.extended.names).toBe(long[1]?.extended.names);
  });

  it('follows properties that appear, go, move, change their type or become null', () => {
    const decoder = new ClixmlDecoder();
    const records = [
      { a: 1, b: 2, c: 3 },
      { a: 1, c: 3 },
      { a: 1, b: 2, c: 3, d: 4 },
      { c: 1, b: 2, a: 3 },
      { a: 'x', b: true, c: null },
      { a: null, b: null, c: 1 },
      {},
      { z: 1, a: 1 },
      { a: 1, b: 2 },
      { A: 1, b: 2, c: 3 },
    ];
    for (const record of [...records, ...records.toReversed()]) {
      const value = decoder.decode(encode(record)) as PsObject;
      expect(value).toEqual(psObject(record));
    }
  });

  it('follows any stream of objects whose properties come and go', () => {
    const value = fc.constantFrom(1, 'x', true, null);
    const record = fc
      .uniqueArray(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd', 'e'), value), { selector: ([name]) => name })
      .map((pairs) => Object.fromEntries(pairs));
    fc.assert(
      fc.property(fc.array(record, { maxLength: 12 }), (records) => {
        const decoder = new ClixmlDecoder();
        for (const each of records) expect(decoder.decode(encode(each))).toEqual(psObject(each));
      }),
      { numRuns: 500 },
    );
  });

  it('starts references and type names anew with each message', () => {
    const decoder = new ClixmlDecoder();
    decoder.decode(encodeClixml(psList([psObject({ a: 1 })])));
    expect(() => decoder.decode('<Obj RefId="9"><LST><Ref RefId="1" /></LST></Obj>')).toThrow('not sent');
    expect(() => decoder.decode('<Obj RefId="9"><TNRef RefId="1" /></Obj>')).toThrow('not sent');
  });

  it('forgets what it knows rather than keep more than the limit', () => {
    const decoder = new ClixmlDecoder({ shapes: 5 });
    const read = (typeName: string) => decoder.decode(encodeClixml(psObject({}, [typeName]))) as PsObject;
    const first = read('A');
    expect(read('A').typeNames).toBe(first.typeNames);
    for (let number = 0; number < 5; number++) read(`B${number}`);
    expect(read('A')).toEqual(first);
    expect(read('A').typeNames).not.toBe(first.typeNames);
  });

  it('keeps what it gave when later objects differ', () => {
    const decoder = new ClixmlDecoder();
    const first = decoder.decode(encode({ a: 1, b: 2 })) as PsObject;
    decoder.decode(encode({ a: 1, b: 2, c: 3 }));
    decoder.decode(encode({ a: 1 }));
    expect(first.extended).toEqual({ names: ['a', 'b'], values: [1, 2] });
  });

  it('does not take one type for another of the same properties', () => {
    const decoder = new ClixmlDecoder();
    const types = [['A'], ['B'], ['A', 'B'], ['A']];
    for (const typeNames of types) {
      const value = psObject({ a: 1 }, typeNames);
      expect(decoder.decode(encodeClixml(value))).toEqual(value);
    }
  });

  it('reads on after a message that it refused', () => {
    const decoder = new ClixmlDecoder();
    decoder.decode(encode({ a: 1, b: 2 }));
    expect(() => decoder.decode(encode({ a: 1, b: 2 }).replace('>2<', '>two<'))).toThrow('<I32>');
    expect(decoder.decode(encode({ a: 3, b: 4 }))).toEqual(psObject({ a: 3, b: 4 }));
  });
});
