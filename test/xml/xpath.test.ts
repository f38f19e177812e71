import { describe, expect, it } from 'vitest';
import { readXmlDocument, selectNodes } from '../../source/xml/index.ts';

const document = readXmlDocument('<r xmlns:p="urn:p"><a n="1"/><p:a n="2"/><b><a n="3">(</a></b></r>');
const found = (xpath: string, prefixes?: (prefix: string) => string | undefined) =>
  selectNodes(document, xpath, prefixes).map((node) => node.attribute('n')?.value ?? node.name);

// What is found, and the words of errors, is judged by PowerShell in test/language/commands/cases/xml.txt.
describe('XPath', () => {
  it('finds nodes in the order of the document, each once', () => {
    expect(found('//b/a | //a | /r/a')).toEqual(['1', '3']);
    expect(found('//b/ancestor::* | //b')).toEqual(['r', 'b']);
  });

  it('knows prefixes by what they stand for', () => {
    expect(found('//x:a', (prefix) => (prefix === 'x' ? 'urn:p' : undefined))).toEqual(['2']);
    expect(() => found('//y:a', () => undefined)).toThrow("Namespace prefix 'y' is not defined.");
  });

  it('takes a text for a text, whatever stands in it', () => {
    expect(found('//a[. = "(" and @n]')).toEqual(['3']);
  });

  it('ends what would look at a document for ever', () => {
    const wide = readXmlDocument(`<r>${'<a/>'.repeat(3_000)}</r>`);
    expect(() => selectNodes(wide, '//a[count(//a[count(//a) = 1]) = 1]')).toThrow('looks at too many nodes');
  });

  it('refuses what stands too deep in one another', () => {
    expect(() => found(`${'('.repeat(5_000)}a${')'.repeat(5_000)}`)).toThrow('has an invalid token.');
  });
});
