import { expect, it } from 'vitest';
import { type Figure, percentile } from '../../scripts/bench/figures.ts';
import { document, table } from '../../scripts/bench/report.ts';

const of = (...figures: readonly Figure[]) => new Map([['part', { figures, notes: [] }]]);
const lastCell = (figure: Figure) => table(of(figure)).split('\n')[2]?.split(/ {2,}/).at(-1);

it.each<[string, Figure]>([
  ['met', { name: 'a', value: 10, unit: 'ms', limit: 10 }],
  ['missed', { name: 'a', value: 10.1, unit: 'ms', limit: 10, peer: { name: 'b', value: 1000 } }],
  ['met', { name: 'a', value: 10, unit: 'ms', goal: { atMost: 0.5 }, peer: { name: 'b', value: 20 } }],
  ['missed', { name: 'a', value: 10, unit: 'ms', goal: { atLeast: 2 }, peer: { name: 'b', value: 20 } }],
  ['not measured', { name: 'a', value: 10, unit: 'ms', goal: { atMost: 0.5 }, peer: { name: 'b', value: Number.NaN } }],
])('says %s of a goal', (word, figure) => {
  expect(lastCell(figure)).toBe(word);
  expect(document(of(figure)).figures[0]?.met).toBe(word === 'not measured' ? undefined : word === 'met');
});

it('gives the value that a share is not above', () => {
  const values = Array.from({ length: 200 }, (_, index) => 200 - index);
  expect([percentile(values, 0.5), percentile(values, 0.99), percentile([7], 0.99)]).toEqual([100, 198, 7]);
});
