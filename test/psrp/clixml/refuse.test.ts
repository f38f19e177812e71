import { describe, expect, it } from 'vitest';
import { PsObject, type PsValue, psList } from '../../../source/objects/index.ts';
import {
  ClixmlDecoder,
  ClixmlError,
  decodeClixml,
  decodeClixmlDocument,
  encodeClixml,
} from '../../../source/psrp/clixml/index.ts';

const bomb = `<!DOCTYPE S [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><S>&b;</S>`;

describe('CLIXML that is refused', () => {
  it.each([
    ['nothing', ''],
    ['only a byte order mark', '\ufeff'],
    ['a DTD', bomb],
    ['a DTD after the declaration', `<?xml version="1.0"?>${bomb}`],
    ['a comment', '<S>a<!-- b --></S>'],
    ['a comment before the root', '<!-- b --><S>a</S>'],
    ['a CDATA section', '<S><![CDATA[a]]></S>'],
    ['a processing instruction', '<S><?a b?></S>'],
    ['a processing instruction before the root', '<?a b?><S>a</S>'],
    ['a declaration of XML 1.1', '<?xml version="1.1"?><S>a</S>'],
    ['a declaration of another encoding', '<?xml version="1.0" encoding="utf-7"?><S>a</S>'],
    ['two declarations', '<?xml version="1.0"?><?xml version="1.0"?><S>a</S>'],
    ['two byte order marks', '\ufeff\ufeff<S>a</S>'],
    ['an unknown entity', '<S>&nbsp;</S>'],
    ['an entity of JavaScript', '<S>&constructor;</S>'],
    ['an entity without its end', '<S>&amp</S>'],
    ['a bare ampersand', '<S>a & b</S>'],
    ['a reference to NUL', '<S>&#0;</S>'],
    ['a reference to a control character', '<S>&#x1b;</S>'],
    ['a reference to a surrogate', '<S>&#xD800;</S>'],
    ['a reference beyond Unicode', '<S>&#x110000;</S>'],
    ['a control character', '<S>\x1b[2J</S>'],
    ['NUL in place of a value', '\0'],
    ['NUL inside an object', '<Obj RefId="0">\0</Obj>'],
    ['NUL inside properties', '<Obj RefId="0"><MS>\0</MS></Obj>'],
    ['a control character in a property name', '<Obj RefId="0"><MS><S N="\x07">a</S></MS></Obj>'],
    ['U+FFFE', '<S>\ufffe</S>'],
    ['a lone surrogate', '<S>\ud800</S>'],
    ['the end of a CDATA section', '<S>a]]>b</S>'],
    ['stray text before the root', 'x<S>a</S>'],
    ['stray text after the root', '<S>a</S>x'],
    ['stray text in an object', '<Obj RefId="0">x<MS></MS></Obj>'],
    ['stray text between properties', '<Obj RefId="0"><MS><S N="a">b</S>x</MS></Obj>'],
    ['stray text between items', '<Obj RefId="0"><LST><S>a</S>x</LST></Obj>'],
    ['stray text in an entry', '<Obj RefId="0"><DCT><En>x<S N="Key">a</S><S N="Value">b</S></En></DCT></Obj>'],
    ['stray text among type names', '<Obj RefId="0"><TN RefId="0">x<T>a</T></TN></Obj>'],
    ['text in Nil', '<Nil>x</Nil>'],
    ['a second root', '<S>a</S><S>b</S>'],
    ['an element in a primitive', '<S>a<S>b</S></S>'],
    ['the wrong end tag', '<S>a</B>'],
    ['an end tag that goes on', '<S>a</Sx>'],
    ['an end tag with an attribute', '<S>a</S N="b">'],
    ['a duplicate attribute', '<Obj RefId="0" RefId="0" />'],
    ['a duplicate N', '<Obj RefId="0"><MS><S N="a" N="b">x</S></MS></Obj>'],
    ['an odd attribute', '<S x="1">a</S>'],
    ['an odd attribute of the root only', '<S Version="1.1.0.1">a</S>'],
    ['an attribute without quotes', '<Obj RefId=0 />'],
    ['an attribute without a value', '<Obj RefId />'],
    ['attributes run together', '<Obj RefId="0"N="a" />'],
    ['a < in an attribute', '<Obj RefId="0"><MS><S N="<">x</S></MS></Obj>'],
    ['a RefId that is no number', '<Obj RefId="a" />'],
    ['a RefId too long', '<Obj RefId="1234567890" />'],
    ['an unknown element', '<Foo>1</Foo>'],
    ['an unknown element in an object', '<Obj RefId="0"><Foo>1</Foo></Obj>'],
    ['an unknown element as a property', '<Obj RefId="0"><MS><Foo N="a">1</Foo></MS></Obj>'],
    ['an element called like a method', '<toString>1</toString>'],
    ['a container of a name of JavaScript', '<Obj RefId="0"><constructor /></Obj>'],
    ['a collection outside an object', '<LST><S>a</S></LST>'],
    ['a property without a name', '<Obj RefId="0"><MS><S>a</S></MS></Obj>'],
    ['a second list of type names', '<Obj RefId="0"><TN RefId="0"><T>a</T></TN><TN RefId="1"><T>b</T></TN></Obj>'],
    ['a second ToString', '<Obj RefId="0"><ToString>a</ToString><ToString>b</ToString></Obj>'],
    ['a second MS', '<Obj RefId="0"><MS></MS><MS></MS></Obj>'],
    ['a second Props', '<Obj RefId="0"><Props></Props><Props></Props></Obj>'],
    ['a second value', '<Obj RefId="0"><S>a</S><S>b</S></Obj>'],
    ['a value and a collection', '<Obj RefId="0"><S>a</S><LST></LST></Obj>'],
    ['an entry without a key', '<Obj RefId="0"><DCT><En><S N="Value">a</S></En></DCT></Obj>'],
    ['an entry without a value', '<Obj RefId="0"><DCT><En><S N="Key">a</S></En></DCT></Obj>'],
    [
      'an entry with a value too many',
      '<Obj RefId="0"><DCT><En><S N="Key">a</S><S N="Value">b</S><S>c</S></En></DCT></Obj>',
    ],
    ['an entry turned round', '<Obj RefId="0"><DCT><En><S N="Value">a</S><S N="Key">b</S></En></DCT></Obj>'],
    ['an entry of one name twice', '<Obj RefId="0"><DCT><En><S N="Key">a</S><S N="Key">b</S></En></DCT></Obj>'],
    ['an entry whose key is null', '<Obj RefId="0"><DCT><En><Nil N="Key" /><S N="Value">a</S></En></DCT></Obj>'],
    ['a member set among adapted properties', '<Obj RefId="0"><Props><MS N="a"></MS></Props></Obj>'],
    ['a progress record cut short', '<PR><AV>a</AV></PR>'],
    ['space before a tag name', '< S>a</S>'],
    ['a slash inside a tag', '<S / >a</S>'],
  ])('%s', (_name, clixml) => {
    expect(() => decodeClixml(clixml)).toThrow(ClixmlError);
    // A decoder that expects the usual must not let it through either.
    const usual = [
      '<Obj RefId="0"><TN RefId="0"><T>a</T></TN><ToString>t</ToString><MS><S N="a">b</S></MS></Obj>',
      '<S>a</S>',
    ];
    for (const order of [usual, usual.toReversed(), usual.slice(0, 1)]) {
      const decoder = new ClixmlDecoder();
      for (const each of order) decoder.decode(each);
      expect(() => decoder.decode(clixml)).toThrow(ClixmlError);
    }
  });

  it('every message and document that is cut short', () => {
    const whole = encodeClixml(
      new PsObject({ typeNames: ['a'], text: 't', base: 1, extended: { names: ['x'], values: [true] } }),
    );
    const decoder = new ClixmlDecoder();
    decoder.decode(whole);
    for (let length = 0; length < whole.length; length++) {
      expect(() => decoder.decode(whole.slice(0, length))).toThrow(ClixmlError);
      expect(() => decodeClixmlDocument(`<Objs>${whole.slice(0, length)}`)).toThrow(ClixmlError);
    }
    expect(decoder.decode(whole)).toBeInstanceOf(PsObject);
  });

  it('content behind a tag that was empty before', () => {
    const decoder = new ClixmlDecoder();
    for (const [before, after] of [
      ['<Obj><MS><S N="a" /></MS></Obj>', '<Obj><MS><S N="a" />x</S></MS></Obj>'],
      ['<Obj><MS><Nil N="a" /></MS></Obj>', '<Obj><MS><Nil N="a" />x</Nil></MS></Obj>'],
    ] as const) {
      decoder.decode(before);
      expect(() => decoder.decode(after)).toThrow(ClixmlError);
    }
  });

  it('bytes that are not UTF-8', () => {
    expect(() => decodeClixml(Buffer.from([0x3c, 0x53, 0x3e, 0xff, 0x3c, 0x2f, 0x53, 0x3e]))).toThrow('UTF-8');
    expect(() => decodeClixml(Buffer.from('<S>a</S>', 'utf16le'))).toThrow(ClixmlError);
  });
});

const nested = (depth: number) => `${'<Obj RefId="0"><LST>'.repeat(depth)}<S>x</S>${'</LST></Obj>'.repeat(depth)}`;

function partsOf(value: PsValue): readonly PsValue[] {
  if (!(value instanceof PsObject)) return [];
  return value.collection && value.collection.kind !== 'dictionary' ? value.collection.items : [value.base ?? null];
}
const depthOf = (value: PsValue): number =>
  value instanceof PsObject ? 1 + Math.max(0, ...partsOf(value).map(depthOf)) : 0;
const sizeOf = (value: PsValue): number => partsOf(value).reduce((sum: number, part) => sum + sizeOf(part), 1);

describe('limits', () => {
  it('on size, in bytes', () => {
    const clixml = Buffer.from('<S>é</S>');
    expect(new ClixmlDecoder({ size: clixml.length }).decode(clixml)).toBe('é');
    expect(() => new ClixmlDecoder({ size: clixml.length - 1 }).decode(clixml)).toThrow(ClixmlError);
  });

  it('on depth, below what a stack bears', () => {
    expect(decodeClixml(nested(50))).toBeInstanceOf(PsObject);
    expect(() => decodeClixml(nested(51))).toThrow('deep');
    expect(() => decodeClixml(nested(100_000))).toThrow('deep');
    expect(() => decodeClixml(`<Obj RefId="0">${'<MS N="a">'.repeat(100_000)}`)).toThrow(ClixmlError);
  });

  it('on depth again after a message that was too deep', () => {
    const decoder = new ClixmlDecoder();
    expect(() => decoder.decode(nested(51))).toThrow('deep');
    expect(decoder.decode(nested(50))).toBeInstanceOf(PsObject);
  });

  it('on depth, and not on width', () => {
    const wide = psList(Array.from({ length: 300 }, () => psList([psList([])])));
    expect(decodeClixml(encodeClixml(wide))).toEqual(wide);
  });

  it('on depth by way of references, which are cut there', () => {
    let chain = '<Obj RefId="0" />';
    for (let id = 1; id < 200; id++) chain += `<Obj RefId="${id}"><LST><Ref RefId="${id - 1}" /></LST></Obj>`;
    const value = decodeClixml(`<Obj RefId="999"><LST>${chain}</LST></Obj>`);
    // The object that was cut is the last.
    expect(depthOf(value)).toBe(51);
  });

  it('on depth by way of a reference to an object whose last part is shallow', () => {
    const deep = `<Obj RefId="1"><LST>${nested(30)}<Obj RefId="2" /></LST></Obj>`.replaceAll(
      '<Obj RefId="0">',
      '<Obj>',
    );
    const around = (depth: number) => `${'<Obj><LST>'.repeat(depth)}<Ref RefId="1" />${'</LST></Obj>'.repeat(depth)}`;
    expect(depthOf(decodeClixml(`<Obj><LST>${deep}${around(18)}</LST></Obj>`))).toBe(50);
    expect(depthOf(decodeClixml(`<Obj><LST>${deep}${around(19)}</LST></Obj>`))).toBe(32);
  });

  it('on elements', () => {
    expect(decodeClixml(encodeClixml(psList(Array(9).fill('a'))), { elements: 12 })).toBeInstanceOf(PsObject);
    expect(() => decodeClixml(encodeClixml(psList(Array(13).fill('a'))), { elements: 12 })).toThrow('elements');
  });

  it('on elements that references repeat, which are cut there', () => {
    // Doubled 40 times: a small message that would be a terabyte once it is written out.
    let chain = '<Obj RefId="0"><S>x</S></Obj>';
    for (let id = 1; id < 40; id++) {
      chain += `<Obj RefId="${id}"><LST><Ref RefId="${id - 1}" /><Ref RefId="${id - 1}" /></LST></Obj>`;
    }
    const value = decodeClixml(`<Obj RefId="99"><LST>${chain}</LST></Obj>`, { elements: 10_000 });
    expect(sizeOf(value)).toBeGreaterThan(1_000);
    expect(sizeOf(value)).toBeLessThan(11_000);
  });

  it('on what is sent: no deeper than PowerShell reads', () => {
    const deep = (depth: number) => {
      let value: PsValue = 'x';
      for (let level = 0; level < depth; level++) value = psList([value]);
      return value;
    };
    expect(encodeClixml(deep(48))).toContain('x');
    expect(() => encodeClixml(deep(49))).toThrow('deep');
    expect(encodeClixml(deep(49), { depth: 49 })).toContain('x');
  });
});
