import { describe, expect, it } from 'vitest';
import { arranged, listRows, movedInList, placedAt, wholeList } from '../../source/domain/index.ts';
import { connection } from '../support/fake-app.ts';

const all = [
  connection('a', { groups: ['prod'] }),
  connection('x'),
  connection('b', { groups: ['lab', 'other'] }),
  connection('c', { groups: ['prod', 'dr'] }),
  connection('y'),
  connection('d', { groups: ['dr'] }),
];

const shown = (connections: typeof all) => listRows(connections, wholeList).map(({ place }) => place);

function moved(place: string, by: 1 | -1, from = all): readonly string[] | undefined {
  const names = movedInList(from, place, by);
  return names && shown([...arranged(from, names)]);
}

describe('what is moved by hand in the list', () => {
  it('is a connection among those of its section', () => {
    expect(shown(all)).toEqual(['x', 'y', '@prod', 'a', 'c', '@lab', 'b', '@dr', 'd', '@other']);
    expect(moved('c', -1)).toEqual(['x', 'y', '@prod', 'c', 'a', '@lab', 'b', '@dr', 'd', '@other']);
    expect(moved('a', 1)).toEqual(moved('c', -1));
    expect(moved('y', -1)?.slice(0, 3)).toEqual(['y', 'x', '@prod']);
  });

  it('is a group with all that stands below its heading', () => {
    expect(moved('@lab', -1)).toEqual(['x', 'y', '@lab', 'b', '@prod', 'a', 'c', '@dr', 'd', '@other']);
    expect(moved('@prod', 1)).toEqual(moved('@lab', -1));
    expect(moved('@dr', -1)).toEqual(['x', 'y', '@prod', 'a', 'c', '@dr', 'd', '@lab', 'b', '@other']);
  });

  it('goes not beyond its neighbours', () => {
    for (const [place, by] of [
      ['x', -1],
      ['y', 1],
      ['c', 1],
      ['@prod', -1],
      ['@dr', 1],
      ['@other', -1],
      ['@nobody', 1],
    ] as const) {
      expect(moved(place, by), place).toBeUndefined();
    }
  });
});

describe('an order', () => {
  it('puts one before or behind another, or at an end', () => {
    const place = (to: Parameters<typeof placedAt>[2]) => placedAt(all, 'C', to).join('');
    expect(place('first')).toBe('caxbyd');
    expect(place('last')).toBe('axbydc');
    expect(place({ before: 'X' })).toBe('acxbyd');
    expect(place({ after: 'y' })).toBe('axbycd');
    expect(place({ before: 'c' })).toBe('axbcyd');
  });

  it('leaves those alone that it does not name', () => {
    const named = (names: readonly string[]) =>
      arranged(all, names)
        .map(({ name }) => name)
        .join('');
    expect(named(['d', 'A', 'gone'])).toBe('dxbcya');
    expect(named(['a', 'a'])).toBe('axbcyd');
  });
});
