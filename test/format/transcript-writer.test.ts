import { expect, it } from 'vitest';
import { createTranscriptWriter } from '../../source/format/index.ts';
import { psObject } from '../../source/objects/index.ts';

it('parts what one line lays out in several ways by a blank line, and nothing else', () => {
  const writer = createTranscriptWriter(40);
  const value = psObject({ Name: 'DB01', Count: 137 });
  const views = [{ shape: 'table' }, { shape: 'list' }, undefined] as const;
  const written = views.flatMap((view) => [
    ...writer.write({ stream: 'output', value, ...(view && { view }) }),
    ...writer.write({ stream: 'output', value, ...(view && { view }) }),
  ]);
  const lines = [...written, ...writer.end()].map(({ text }) => text.trimEnd());
  const [table, list] = [
    ['Name Count', '---- -----', 'DB01   137', 'DB01   137'],
    ['Name  : DB01', 'Count : 137'],
  ];
  expect(lines).toEqual([...table, '', ...list, '', ...list, '', ...table]);
});
