import { describe, expect, it } from 'vitest';
import { allText, child, childrenNamed, childText, descendant, onlyChild, readXml } from '../../source/xml/index.ts';

const root = readXml('<r xmlns="u" xmlns:p="v"><a> one </a><p:a>other</p:a><a>two<b>deep<c/></b></a></r>');

describe('finding elements', () => {
  it('tells names apart by their namespace', () => {
    expect(child(root, 'u', 'a')?.text).toBe(' one ');
    expect(childText(root, 'v', 'a')).toBe('other');
    expect(childrenNamed(root, 'u', 'a')).toHaveLength(2);
    expect(child(root, '', 'a')).toBeUndefined();
    expect(childText(root, 'u', 'c')).toBeUndefined();
  });

  it('finds below, and puts text together', () => {
    expect(descendant(root, 'u', 'b')?.text).toBe('deep');
    expect(descendant(root, 'u', 'r')).toBeUndefined();
    expect(allText(childrenNamed(root, 'u', 'a')[1]!)).toBe('two deep');
  });

  it('insists on one, and says what is wrong', () => {
    expect(onlyChild(root, 'v', 'a').text).toBe('other');
    expect(() => onlyChild(root, 'u', 'a')).toThrow(/a is there 2 times \(in r\)/);
    expect(() => onlyChild(root, 'u', 'x')).toThrow(/x is missing \(in r\)/);
  });
});
