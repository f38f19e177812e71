import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ClixmlDecoder } from '../../../source/psrp/clixml/index.ts';
import { oracleDecode } from './saxes-oracle.ts';

const id = fc.constantFrom(0, 1, 2, 3, 7, 999_999_999);

/** Objects numbered in any order, some twice, and references to them; the same with lists of type names. */
const documents = fc.array(fc.tuple(id, id, fc.boolean()), { minLength: 1, maxLength: 10 }).map((steps) => {
  const known = new Set<number>();
  const types = new Set<number>();
  const items = steps.map(([number, type, again], index) => {
    const before = again && known.has(number) ? `<Ref RefId="${number}" />` : '';
    const names = types.has(type) && again ? `<TNRef RefId="${type}" />` : `<TN RefId="${type}"><T>T${index}</T></TN>`;
    known.add(number);
    types.add(type);
    return `${before}<Obj RefId="${number}">${names}<S>value ${index}</S></Obj>`;
  });
  const references = [...known].map((number) => `<Ref RefId="${number}" />`);
  return `<Obj><LST>${items.join('')}${references.join('')}</LST></Obj>`;
});

describe('objects and type names by number', () => {
  it('are the last ones of that number, in whatever order they are numbered', () => {
    const decoder = new ClixmlDecoder();
    fc.assert(
      fc.property(documents, (document) => {
        expect(decoder.decode(document)).toEqual(oracleDecode(document));
      }),
      { numRuns: 500 },
    );
  });

  it('are forgotten with their document', () => {
    const decoder = new ClixmlDecoder();
    for (const number of [0, 1, 999_999_999]) {
      decoder.decode(`<Obj><LST><Obj RefId="${number}"><TN RefId="${number}"><T>a</T></TN></Obj></LST></Obj>`);
      for (const reference of [`<Ref RefId="${number}" />`, `<Obj><TNRef RefId="${number}" /></Obj>`]) {
        expect(() => decoder.decode(`<Obj><LST>${reference}</LST></Obj>`)).toThrow('not sent');
      }
    }
  });
});
