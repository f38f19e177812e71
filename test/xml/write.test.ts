import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attribute, readXml, replaceIllegalCharacters, sequence, tag, XmlError } from '../../source/xml/index.ts';

const isLegal = (text: string) => replaceIllegalCharacters(text) === text;

describe('writing XML', () => {
  it('writes elements, leaves out what is undefined and shortens what is empty', () => {
    const inner = sequence([tag('p:b', { x: undefined }), undefined, tag('c', {}, undefined)]);
    expect(`${tag('a', { 'xmlns:p': 'urn:p', y: '1' }, 'text', undefined, inner)}`).toBe(
      '<a xmlns:p="urn:p" y="1">text<p:b/><c/></a>',
    );
  });

  it('gives back any text and attribute that XML can carry', () => {
    const text = fc.string({ unit: 'binary' }).filter(isLegal);
    fc.assert(
      fc.property(text, text, (content, value) => {
        const root = readXml(`${tag('a', { b: value }, content)}`);
        expect(root.text).toBe(content);
        expect(attribute(root, 'b')).toBe(value);
      }),
    );
  });

  it('gives back white space and markup as they were', () => {
    const odd = ' \t\r\n]]> <b>&amp;"\' \r';
    const root = readXml(`${tag('a', { b: odd }, odd)}`);
    expect([root.text, attribute(root, 'b')]).toEqual([odd, odd]);
  });

  it.each(['\u0000', '\u001b', '\ufffe', '\ud800', '\udc00x'])(
    'refuses %j, in text and attributes, and says where',
    (text) => {
      for (const write of [() => tag('a', {}, text), () => tag('a', { b: text })]) {
        expect(write).toThrow(XmlError);
        expect(write).toThrow(/U\+[0-9A-F]{4} \(in a/);
      }
    },
  );

  it('replaces what XML cannot carry where that is asked for', () => {
    expect(replaceIllegalCharacters('a\u001b[1m\ud83d\ude00\ud83d\u0000')).toBe('a\ufffd[1m😀\ufffd\ufffd');
  });

  it.each(['', 'a b', '1a', 'a>', 'a:b:c', '<'])('refuses %j as a name', (name) => {
    expect(() => tag(name)).toThrow(XmlError);
    expect(() => tag('a', { [name]: '' })).toThrow(XmlError);
  });
});
