import { expect, it } from 'vitest';
import { Cells } from '../../source/format/cells.ts';
import { PsObject, properties, psDictionary } from '../../source/objects/index.ts';

it('finds the values of one shape after another, and of the first again', () => {
  const cells = new Cells(['name', 'Size', 'Missing']);
  const row = (object: PsObject) => [0, 1, 2].map((index) => cells.at(object, index));
  const adapted = properties({ Name: 'one', Size: 1 });
  const first = new PsObject({ adapted });
  const overruled = new PsObject({ adapted, extended: properties({ SIZE: 2 }) });
  const turned = new PsObject({ adapted: properties({ Size: 3, Name: 'three' }) });
  expect(row(first)).toEqual(['one', 1, null]);
  expect(row(overruled)).toEqual(['one', 2, null]);
  expect(row(turned)).toEqual(['three', 3, null]);
  expect(row(first)).toEqual(['one', 1, null]);
});

it('finds entries of a dictionary where it has no such property', () => {
  const cells = new Cells(['Name', 'Size']);
  const dictionary = psDictionary([
    ['name', 'one'],
    ['size', 1],
  ]);
  expect([cells.at(dictionary, 0), cells.at(dictionary, 1)]).toEqual(['one', 1]);
  expect(cells.at(new PsObject({ extended: properties({ Name: 'two' }) }), 0)).toBe('two');
});
