import { describe, expect, it } from 'vitest';
import { SecretField } from '../../../source/ui/fields/secret-field.ts';

const decode = (field: SecretField) => field.take().use((bytes) => new TextDecoder().decode(bytes));

describe('a password field', () => {
  it('takes characters of any length and deletes whole ones', () => {
    const field = new SecretField();
    for (const text of ['p', 'ä', '€', '👍', 'x']) field.type(text);
    expect(field.count).toBe(5);
    field.edit('backspace');
    field.edit('backspace');
    expect(field.count).toBe(3);
    expect(decode(field)).toBe('pä€');
  });

  it('is empty after the secret was taken, and when it is wiped', () => {
    const field = new SecretField();
    field.type('secret');
    field.take();
    expect(field.count).toBe(0);
    field.type('again');
    field.wipe();
    expect(decode(field)).toBe('');
  });

  it('leaves out the line end of a pasted password', () => {
    const field = new SecretField();
    field.type('Pa55\n');
    expect(decode(field)).toBe('Pa55');
  });

  it('takes no part of a text that is longer than any password', () => {
    const field = new SecretField();
    field.type('ok');
    field.type('x'.repeat(5000));
    expect(decode(field)).toBe('ok');
  });
});
