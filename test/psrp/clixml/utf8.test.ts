import { describe, expect, it } from 'vitest';
import { type PsObject, PsText, psObject } from '../../../source/objects/index.ts';
import { ClixmlDecoder, ClixmlError, decodeClixml, encodeClixml } from '../../../source/psrp/clixml/index.ts';

const name = 'Größe';
const lookalike = Buffer.from(name).toString('latin1');
const texts = [
  'Jürgen Müller',
  'Łukasz_Kowalski',
  '東京 & 大阪',
  '😀',
  'a\u00a0b',
  '\ufffd',
  '\uf8ff',
  '\ufeff',
  'a\ufffeb',
  'é\uffff',
  lookalike,
  'é\r\n\té',
];

describe('text that is not ASCII', () => {
  it.each(texts)('%j as a value, a name, a type and a text', (each) => {
    const value = psObject({ [each]: each, plain: each, script: new PsText('ScriptBlock', each) }, [each], each);
    const clixml = encodeClixml(value);
    const decoder = new ClixmlDecoder();
    for (let time = 0; time < 4; time++) {
      expect(decoder.decode(clixml)).toEqual(value);
      expect(decoder.decode(Buffer.from(clixml))).toEqual(value);
    }
  });

  it('is not taken for the Latin-1 text of the same bytes', () => {
    const decoder = new ClixmlDecoder();
    for (const each of [name, lookalike, name, lookalike, lookalike]) {
      const clixml = `<Obj><MS><S N="${each}">${each}</S></MS></Obj>`;
      for (const document of [clixml, Buffer.from(clixml)]) {
        expect((decoder.decode(document) as PsObject).extended).toEqual({ names: [each], values: [each] });
      }
    }
  });

  it('is refused where a value has no room for it', () => {
    for (const clixml of ['<I32>１</I32>', '<B>trué</B>', '<G>é</G>', '<BA>QUJé</BA>', '<DT>２024-01-01</DT>']) {
      expect(() => decodeClixml(clixml)).toThrow(ClixmlError);
    }
  });

  it('may refer to U+FFFE and U+FFFF, as PowerShell writes them', () => {
    expect(encodeClixml('a\ufffeb\uffff')).toBe('<S>a&#xFFFE;b&#xFFFF;</S>');
    expect(decodeClixml(Buffer.from('<S>a&#xFFFE;b&#65535;</S>'))).toBe('a\ufffeb\uffff');
    expect(decodeClixml('<S>a_xFFFE_b</S>')).toBe('a\ufffeb');
  });

  it('is refused with U+FFFE and U+FFFF themselves in it', () => {
    for (const character of ['\ufffe', '\uffff']) {
      expect(() => decodeClixml(Buffer.from(`<S>é${character}</S>`))).toThrow('control character');
      expect(() => decodeClixml(`<Obj><MS><S N="é${character}">a</S></MS></Obj>`)).toThrow('control character');
    }
  });

  it('counts as UTF-16 where an error says its place', () => {
    const clixml = '<Obj><MS><S N="é">😀東</S><I32 N="b">x</I32></MS></Obj>';
    const offset = clixml.indexOf('x</I32>');
    for (const document of [clixml, Buffer.from(clixml), `\ufeff${clixml}`, Buffer.from(`\ufeff${clixml}`)]) {
      expect(() => decodeClixml(document)).toThrow(expect.objectContaining({ offset }));
    }
  });
});
