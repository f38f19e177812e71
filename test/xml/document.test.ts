import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  contentMarkup,
  defaultDocumentLimits,
  indentedMarkup,
  nodeMarkup,
  readXmlDocument,
  XmlError,
  XmlNode,
} from '../../source/xml/index.ts';

const written = (text: string) => nodeMarkup(readXmlDocument(text));

const problemOf = (text: string, limits = defaultDocumentLimits) => {
  try {
    readXmlDocument(text, limits);
    return 'none';
  } catch (error) {
    if (error instanceof XmlError) return error.problem;
    throw error;
  }
};

describe('a document that can be changed', () => {
  it.each([
    '<a />',
    '<a></a>',
    '<a b="1" c="&quot;&lt;&#xA;">t<b />u</a>',
    '<?xml version="1.0" encoding="utf-8"?><!-- c --><a><![CDATA[<&]]><?p q r?></a>',
    '<p:a xmlns:p="urn:p" p:b="1"><b xmlns="urn:q" /></p:a>',
    '<a>&amp;&lt;&gt;&#xD;</a>',
  ])('is written as it was read: %s', (text) => {
    expect(written(text)).toBe(text);
  });

  it('lets white space between elements go, and keeps what is in text', () => {
    expect(written('<a>\n  <b> x </b>\n</a>')).toBe('<a><b> x </b></a>');
  });

  it('gives back any text and attribute', () => {
    const characters = fc.string({ unit: fc.constantFrom(...'ab<>&"\'\t\n\r ]é\u{1f600}') });
    fc.assert(
      fc.property(characters, characters, (content, value) => {
        const element = new XmlNode('element', 'a');
        element.setText(`x${content}`);
        element.setAttribute('b', value);
        const [again] = readXmlDocument(nodeMarkup(element)).children;
        expect([again!.text, again!.attribute('b')!.value]).toEqual([`x${content}`, value]);
      }),
    );
  });

  it('has names with and without their prefix, and their namespaces', () => {
    const [root] = readXmlDocument('<p:a xmlns:p="urn:p" p:b="1" c="2"/>').children;
    expect([root!.name, root!.local, root!.prefix, root!.namespace]).toEqual(['p:a', 'a', 'p', 'urn:p']);
    expect(root!.attributes.map(({ local, namespace }) => [local, namespace])).toEqual([
      ['p', 'http://www.w3.org/2000/xmlns/'],
      ['b', 'urn:p'],
      ['c', ''],
    ]);
  });

  it('moves a node to where it is put, and never into itself', () => {
    const document = readXmlDocument('<a><b><c/></b><d/></a>');
    const [root] = document.children;
    const [b, d] = root!.children;
    d!.insert(b!);
    expect(nodeMarkup(document)).toBe('<a><d><b><c /></b></d></a>');
    expect(() => b!.children[0]!.insert(d!)).toThrow(XmlError);
    expect(b!.document).toBe(document);
    expect(d!.remove(root!)).toBe(false);
  });

  it('is laid out with an element a line, but where there is text', () => {
    expect(indentedMarkup(readXmlDocument('<a><b>1</b><c><d/>t</c><e><f/></e></a>'))).toBe(
      '<a>\n  <b>1</b>\n  <c><d />t</c>\n  <e>\n    <f />\n  </e>\n</a>',
    );
    expect(contentMarkup(readXmlDocument('<a>1</a>').children[0]!)).toBe('1');
  });

  it('is copied with or without what is in it', () => {
    const [root] = readXmlDocument('<a b="1"><c/></a>').children;
    expect([nodeMarkup(root!.clone(true)), nodeMarkup(root!.clone(false))]).toEqual([
      '<a b="1"><c /></a>',
      '<a b="1"></a>',
    ]);
  });

  it('is as quick with very many children', () => {
    const [root] = readXmlDocument(`<a>${'<b/>'.repeat(200_000)}</a>`).children;
    const list = new XmlNode('element', 'list');
    list.insert(root!);
    expect([...list.elements()].length).toBe(200_001);
    root!.setText('none');
    expect([...list.elements()].length).toBe(1);
  });

  it('cannot be made to grow, and is bounded', () => {
    expect(problemOf('<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>')).toBe('forbidden');
    expect(problemOf('<a>&e;</a>')).toBe('malformed');
    expect(problemOf('<a><b></a>')).toBe('malformed');
    expect(problemOf(`${'<a>'.repeat(300)}${'</a>'.repeat(300)}`)).toBe('limit');
    expect(problemOf('<a><b/><b/></a>', { ...defaultDocumentLimits, nodes: 2 })).toBe('limit');
    expect(problemOf('<a/>', { ...defaultDocumentLimits, characters: 3 })).toBe('limit');
  });
});
