import { describe, expect, it } from 'vitest';
import { attribute, readXml, XmlError, type XmlLimits } from '../../source/xml/index.ts';

function problem(source: string | Uint8Array, limits?: Partial<XmlLimits>): string {
  try {
    readXml(source, limits);
  } catch (error) {
    if (error instanceof XmlError) return error.problem;
    throw error;
  }
  return 'none';
}

describe('reading XML', () => {
  it('gives a tree with namespaces resolved, attributes included', () => {
    const root = readXml('<a xmlns="urn:d" xmlns:p="urn:p" p:x="1" y="2"><p:b>t<![CDATA[<&>]]>u</p:b><c/></a>');
    expect(root).toEqual({
      namespace: 'urn:d',
      local: 'a',
      attributes: [
        { namespace: 'urn:p', local: 'x', value: '1' },
        { namespace: '', local: 'y', value: '2' },
      ],
      children: [
        { namespace: 'urn:p', local: 'b', attributes: [], children: [], text: 't<&>u' },
        { namespace: 'urn:d', local: 'c', attributes: [], children: [], text: '' },
      ],
      text: '',
    });
    expect(attribute(root, 'x')).toBeUndefined();
    expect(attribute(root, 'x', 'urn:p')).toBe('1');
  });

  it('takes a declaration, a mark of byte order, comments, character references and UTF-8 bytes', () => {
    const document = '\uFEFF<?xml version="1.0" encoding="utf-8"?><!-- c --><a>&#x1F600;&lt;ä<!-- d --></a>\n';
    expect(readXml(document).text).toBe('😀<ä');
    expect(readXml(Buffer.from(document)).text).toBe('😀<ä');
  });

  it.each([
    ['a document type', '<!DOCTYPE a><a/>'],
    ['an external document type', '<!DOCTYPE a SYSTEM "http://attacker.example/a.dtd"><a/>'],
    ['an entity bomb', '<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;"><!ENTITY d "&c;&c;">]><a>&d;</a>'],
    ['a processing instruction', '<a><?php evil ?></a>'],
    ['a style sheet', '<?xml version="1.0"?><?xml-stylesheet href="x"?><a/>'],
    ['XML 1.1', '<?xml version="1.1"?><a/>'],
  ])('refuses %s', (_what, document) => {
    expect(problem(document)).toBe('forbidden');
  });

  it.each([
    ['nothing', ''],
    ['text alone', 'text'],
    ['a truncated element', '<a><b></b>'],
    ['a truncated tag', '<a'],
    ['a truncated document type', '<!DOCTYPE a [<!ENTITY'],
    ['two roots', '<a/><b/>'],
    ['text after the root', '<a/>x'],
    ['tags that cross', '<a><b></a></b>'],
    ['an unknown entity', '<a>&nbsp;</a>'],
    ['an unknown entity in an attribute', '<a b="&xxe;"/>'],
    ['a reference to no character', '<a>&#0;</a>'],
    ['a control character', '<a>\u0001</a>'],
    ['a bare ampersand', '<a>a & b</a>'],
    ['an unbound prefix', '<p:a/>'],
    ['the same attribute twice', '<a b="1" b="2"/>'],
    ['the same attribute under two prefixes', '<a xmlns:p="u" xmlns:q="u" p:b="1" q:b="2"/>'],
    ['an attribute without quotes', '<a b=1/>'],
    ['a late declaration', ' <?xml version="1.0"?><a/>'],
  ])('refuses %s', (_what, document) => {
    expect(problem(document)).toMatch(/malformed|forbidden/);
  });

  it('gives long text in its place, wherever something like it stands', () => {
    const long = 'QUJD'.repeat(200);
    const root = readXml(
      `<!-- >${long}<b> --><a x=">${long}"><!-- >${long}<b> --><b>${long}</b>${long}<b/>${long}<![CDATA[>${long}<b>]]></a>`,
    );
    expect(root.children.map(({ text }) => text)).toEqual([long, '']);
    expect(root.text).toBe(`${long}${long}>${long}<b>`);
    expect(attribute(root, 'x')).toBe(`>${long}`);
  });

  it('gives the bytes of long base64 that is all of an element’s text, and of no other', () => {
    const long = 'QUJD'.repeat(200);
    const bytes = (text: string) => readXml(`<a>${text}</a>`).base64;
    expect(Buffer.from(bytes(long) ?? []).toString()).toBe('ABC'.repeat(200));
    for (const text of [
      `${long}<b/>${long}`,
      `x<b/>${long}`,
      `${long}<b/>x`,
      `${long}<![CDATA[x]]>`,
      `${long}Q`,
      `${long}QQ=`,
    ]) {
      expect(bytes(text)).toBeUndefined();
    }
    expect(readXml(`<a>${long}Q</a>`).text).toBe(`${long}Q`);
  });

  it('refuses long text outside of the root, and an attribute that a tag begins in', () => {
    const long = 'QUJD'.repeat(200);
    expect(problem(`<a/>${long}<!-- c -->`)).toBe('malformed');
    expect(problem(`<?xml version="1.0"?>${long}<a/>`)).toBe('malformed');
    expect(problem(`<a b=">${long}<c/>"/>`)).toBe('malformed');
    expect(problem(`<a>>${long}<`)).toBe('malformed');
  });

  it('says where', () => {
    expect(() => readXml('<a>\n  <b></c>\n</a>')).toThrow(/line 2, column \d+/);
  });

  it('refuses bytes and declarations of another encoding', () => {
    expect(problem(new Uint8Array([0x3c, 0x61, 0xff, 0x2f, 0x3e]))).toBe('encoding');
    expect(problem(Buffer.from('\uFEFF<a/>', 'utf16le'))).toBe('encoding');
    expect(problem('<?xml version="1.0" encoding="ISO-8859-1"?><a/>')).toBe('encoding');
  });

  it('keeps to its limits, and takes what just fits', () => {
    const deep = (levels: number) => '<a>'.repeat(levels) + '</a>'.repeat(levels);
    const wide = (count: number) => `<r>${'<a/>'.repeat(count - 1)}</r>`;
    const many = (count: number) => `<a ${Array.from({ length: count }, (_, index) => `b${index}="1"`).join(' ')}/>`;
    expect([deep(5), deep(6)].map((document) => problem(document, { depth: 5 }))).toEqual(['none', 'limit']);
    expect([wide(9), wide(10)].map((document) => problem(document, { elements: 9 }))).toEqual(['none', 'limit']);
    expect([many(3), many(4)].map((document) => problem(document, { attributes: 3 }))).toEqual(['none', 'limit']);
    expect(['<a>ä</a>', '<a>ää</a>'].map((document) => problem(document, { bytes: 9 }))).toEqual(['none', 'limit']);
    expect(problem(Buffer.from('<a>ää</a>'), { bytes: 9 })).toBe('limit');
  });

  it('refuses a depth that would overflow a stack, without doing so', () => {
    expect(problem('<a>'.repeat(100_000))).toBe('limit');
  });

  it('counts attributes anew for each element', () => {
    expect(problem('<a b="1" c="2"><d e="3" f="4"/></a>', { attributes: 2 })).toBe('none');
  });

  it('counts a document of elements side by side as flat', () => {
    expect(problem(`<r>${'<a><b/></a>'.repeat(100)}</r>`, { depth: 3 })).toBe('none');
  });
});
