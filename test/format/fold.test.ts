import { expect, it } from 'vitest';
import { difference, fold } from '../../source/format/index.ts';

const answers = (...given: readonly (readonly [string, ...string[]])[]) =>
  given.map(([server, ...lines]) => ({ server, lines, detail: server }));

it('puts servers together that answer alike, the most first, whatever the widths of columns', () => {
  const folds = fold(
    answers(
      ['dr01', 'Name  Count', '----  -----', 'a     2'],
      ['ex01', 'Name     Count', '----     -----', 'a        1'],
      ['ex02', 'Name  Count', '-----  -----', 'a  1'],
      ['ex03'],
    ),
  );
  expect(folds.map(({ servers, detail }) => [servers, detail])).toEqual([
    [['ex01', 'ex02'], 'ex01'],
    [['dr01'], 'dr01'],
    [['ex03'], 'ex03'],
  ]);
});

it('does not take for alike what differs in a blank inside a word, a case or an order', () => {
  expect(fold(answers(['a', 'x y'], ['b', 'xy'], ['c', 'X y'], ['d', 'y x']))).toHaveLength(4);
});

it('tells what one has that the other has not, each as often', () => {
  expect(difference(['a', 'b', 'b', 'c'], ['b', 'a', 'd'])).toEqual({ missing: ['b', 'c'], added: ['d'] });
  expect(difference(['a  b'], ['a   b'])).toEqual({ missing: [], added: [] });
});
