import { describe, expect, it } from 'vitest';
import { TextField } from '../../../source/ui/fields/text-field.ts';

describe('a field of one line', () => {
  it.each([
    ['a \n b', 'a b'],
    ['a\n\n  \nb', 'a b'],
    ['\na', ' a'],
    [' ', ' '],
    [' a  b ', ' a  b '],
  ])('takes %j as %j', (pasted, text) => {
    const field = new TextField();
    field.type(pasted);
    expect(field.text).toBe(text);
  });

  it('takes blanks of any number in one look', () => {
    const field = new TextField();
    field.type(`a${' '.repeat(100_000)}b`);
    expect(field.text).toHaveLength(100_002);
  });
});
