import { expect, it } from 'vitest';
import { Grid } from '../../source/grid/grid.ts';
import { type PsValue, psObject } from '../../source/objects/index.ts';

/** What each row is marked with: `new`, or the columns that differ. */
function marks(rows: readonly (readonly [server: string, Readonly<Record<string, PsValue>>])[]) {
  const values = rows.map(([server, row]) => psObject({ PSComputerName: server, ...row }));
  const grid = new Grid({ length: values.length, at: (index) => values[index] }, undefined, 'PSComputerName');
  for (const _ of grid.compare());
  return rows.map((_, index) => {
    const change = grid.changes.get(index);
    return change === undefined || change === 'new' ? (change ?? '') : [...change].join();
  });
}

it('marks the cells that are not what most servers say of the same thing', () => {
  expect(
    marks([
      ['ex01', { Name: 'DB01', Mounted: true, Size: '1 GB' }],
      ['ex01', { Name: 'DB02', Mounted: true, Size: '2 GB' }],
      ['ex02', { Name: 'DB02', Mounted: false, Size: '2 GB' }],
      ['ex02', { Name: 'DB01', Mounted: true, Size: '1 GB' }],
      ['ex03', { Name: 'DB01', Mounted: true, Size: '3 GB' }],
      ['ex03', { Name: 'DB02', Mounted: true, Size: '2 GB' }],
    ]),
  ).toEqual(['', '', 'mounted', '', 'size', '']);
});

it('compares one row each with one another, whatever they are called', () => {
  expect(
    marks([
      ['ex01', { Version: '15.2.1' }],
      ['ex02', { Version: '15.2.1' }],
      ['ex03', { Version: '15.2.0' }],
    ]),
  ).toEqual(['', '', 'version']);
});

it('marks both of two that differ, as nobody knows which is odd', () => {
  expect(
    marks([
      ['ex01', { A: 1, B: 1 }],
      ['ex02', { A: 1, B: 2 }],
    ]),
  ).toEqual(['b', 'b']);
});

it('marks rows that most servers have nothing of, but not where one is missing at one of them', () => {
  expect(
    marks([
      ['ex01', { Name: 'a' }],
      ['ex01', { Name: 'b' }],
      ['ex02', { Name: 'a' }],
      ['ex02', { Name: 'c' }],
      ['ex03', { Name: 'a' }],
      ['ex03', { Name: 'b' }],
      ['ex04', { Name: 'a' }],
      ['ex04', { Name: 'b' }],
    ]),
  ).toEqual(['', '', '', 'new', '', '', '', '']);
});

it('marks nothing where each server tells of things of its own', () => {
  expect(
    marks([
      ['ex01', { Name: 'EX01\\1' }],
      ['ex01', { Name: 'EX01\\2' }],
      ['ex02', { Name: 'EX02\\1' }],
      ['ex02', { Name: 'EX02\\2' }],
    ]),
  ).toEqual(['', '', '', '']);
});

it('puts the server first, under a heading of its own where the objects have a Server too', () => {
  const grid = (row: Readonly<Record<string, PsValue>>) => {
    const values = [psObject({ PSComputerName: 'ex01', ...row })];
    return new Grid({ length: 1, at: (index) => values[index] }, undefined, 'PSComputerName').columns.map(
      ({ heading }) => heading,
    );
  };
  expect(grid({ Name: 'a' })).toEqual(['Server', 'Name']);
  expect(grid({ Name: 'a', Server: 'EX01' })).toEqual(['Connection', 'Name', 'Server']);
});
