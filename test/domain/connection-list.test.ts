import { describe, expect, it } from 'vitest';
import { findGroupPlace, type ListView, listOrder, listRows, membersOf, wholeList } from '../../source/domain/index.ts';
import { connection } from '../support/fake-app.ts';

const all = [
  connection('ex10', { groups: ['prod'] }),
  connection('lab'),
  connection('ex2', { groups: ['Prod', 'berlin'], production: true }),
  connection('dr1', { groups: ['dr', 'prod'] }),
];

const shown = (view: Partial<ListView> = {}, connections = all) =>
  listRows(connections, { ...wholeList, ...view }).map((row) =>
    row.kind === 'group' ? `${row.isCollapsed ? '+' : '-'}${row.place} ${row.count}` : `${row.number} ${row.place}`,
  );

describe('the list of connections', () => {
  it('has no headings where there are no groups', () => {
    expect(shown({}, [connection('b'), connection('a')])).toEqual(['1 b', '2 a']);
  });

  it('lists each connection once, below the first of its groups; a heading counts all that are in it', () => {
    expect(shown()).toEqual(['1 lab', '-@prod 3', '2 ex10', '3 ex2', '-@dr 1', '4 dr1', '-@berlin 1']);
    expect(listOrder(all, 'saved').map(({ name }) => name)).toEqual(['lab', 'ex10', 'ex2', 'dr1']);
  });

  it('stands by name, numbers in them by their value', () => {
    expect(shown({ order: 'name' })).toEqual(['1 lab', '-@berlin 1', '-@dr 1', '2 dr1', '-@prod 3', '3 ex2', '4 ex10']);
  });

  it('keeps the numbers of the others where a group is collapsed', () => {
    expect(shown({ collapsed: ['@prod'] })).toEqual(['1 lab', '+@prod 3', '-@dr 1', '4 dr1', '-@berlin 1']);
  });

  it('shows what has all of the words in name, host, group or marks, in collapsed groups too', () => {
    expect(shown({ query: 'EX' })).toEqual(['-@prod 3', '2 ex10', '3 ex2']);
    expect(shown({ query: 'production berlin', collapsed: ['@prod'] })).toEqual(['-@prod 3', '3 ex2']);
    expect(shown({ query: 'dr1.contoso' })).toEqual(['-@dr 1', '4 dr1']);
    expect(shown({ query: '@dr' })).toEqual(['-@dr 1', '4 dr1']);
    expect(shown({ query: 'nothing such' })).toEqual([]);
  });

  it('knows a group in any case, and who is in it', () => {
    expect(findGroupPlace(all, '@PROD')).toBe('@prod');
    expect(findGroupPlace(all, '@none')).toBeUndefined();
    expect(membersOf(all, '@prod').map(({ name }) => name)).toEqual(['ex10', 'ex2', 'dr1']);
  });
});
