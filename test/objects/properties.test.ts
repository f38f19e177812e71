import { describe, expect, it } from 'vitest';
import { PsObject } from '../../source/objects/index.ts';

describe('an object with very many properties', () => {
  const names = Array.from({ length: 5_000 }, (_, index) => `Property${index}`);

  it('finds each of them without going through all', () => {
    let looks = 0;
    const watched = new Proxy(names.slice(0, 2_000), {
      get: (target, key, receiver) => {
        looks++;
        return Reflect.get(target, key, receiver);
      },
    });
    const value = new PsObject({
      adapted: { names: watched, values: names },
      extended: { names: names.slice(2_000, 4_000), values: names },
    });
    for (const name of names.slice(0, 2_000)) expect(value.get(name)).toBe(name);
    expect(value.get('PROPERTY1999')).toBe('Property1999');
    expect(value.get('Property4000')).toBeUndefined();
    expect(looks).toBeLessThan(20 * 2_000);
  });
});

describe('a property whose name two spellings share', () => {
  it('is the one asked for, else the first', () => {
    const names = [...Array.from({ length: 300 }, (_, index) => `P${index}`), 'name', 'Name'];
    const value = new PsObject({ extended: { names, values: names } });
    expect([value.get('name'), value.get('Name'), value.get('NAME')]).toEqual(['name', 'Name', 'name']);
  });
});
