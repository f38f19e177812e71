import { expect, it } from 'vitest';
import { type ComparedRecord, Comparison, headingOf } from '../../../source/app/output/comparison.ts';
import { psObject } from '../../../source/objects/index.ts';

const row = (values: Readonly<Record<string, string>>): ComparedRecord => ({
  stream: 'output',
  value: psObject({ ...values, RunspaceId: crypto.randomUUID() }),
});

async function compared(
  answers: Readonly<Record<string, readonly ComparedRecord[]>>,
  width = 60,
  broken: readonly string[] = [],
) {
  const comparison = new Comparison(Object.keys(answers), { width });
  for (const [server, records] of Object.entries(answers)) {
    for (const record of records) comparison.take(server, record);
    await comparison.ended(server, !broken.includes(server));
  }
  return comparison.blocks().map((block) => [headingOf(block), ...block.lines.map(({ text }) => text.trimEnd())]);
}

it('puts equal answers together, and says of the others what differs from most', async () => {
  const usual = [row({ Name: 'DB01', Mounted: 'True' }), row({ Name: 'DB02', Mounted: 'True' })];
  const odd = [row({ Name: 'DB01', Mounted: 'True' }), row({ Name: 'DB02', Mounted: 'False' })];
  expect(await compared({ ex01: odd, ex02: usual, ex03: usual, ex04: usual, ex05: usual })).toEqual([
    ['ex02, ex03, ex04, ex05 (4)', 'Name Mounted', '---- -------', 'DB01 True', 'DB02 True'],
    ['ex01 (1) against the 4 others', '- DB02 True', '+ DB02 False'],
  ]);
});

it('does not take for alike what differs only where a narrow table is cut', async () => {
  const long = 'a path that goes on and on and on until nobody can see the end of it, and then there is ';
  const [one, other] = await compared({ ex01: [row({ Path: `${long}C:` })], ex02: [row({ Path: `${long}D:` })] }, 30);
  expect([one![0], other![0]]).toEqual(['ex01 (1)', 'ex02 (1)']);
});

it('compares what went wrong as well, and shows an answer whole that has the same in another order', async () => {
  const failed: ComparedRecord = {
    stream: 'error',
    error: {
      message: 'The service is down.',
      fqeid: 'Down',
      category: 'ResourceUnavailable',
      target: '',
      exceptionType: '',
      recommendedAction: '',
      source: undefined,
    },
  };
  const [a, b] = [row({ Name: 'a' }), row({ Name: 'b' })];
  const blocks = await compared({ ex01: [a, b], ex02: [a, b], ex03: [b, a], ex04: [failed] });
  expect(blocks.map(([heading]) => heading)).toEqual(['ex01, ex02 (2)', 'ex03 (1)', 'ex04 (1)']);
  expect(blocks[1]).toEqual(['ex03 (1)', 'Name', '----', 'b', 'a']);
  expect(blocks[2]!.join('\n')).toContain('ERROR: The service is down.');
});

it('keeps what a server has said before it was stopped or lost apart, however like the whole answers it is', async () => {
  const [a, b] = [row({ Name: 'a' }), row({ Name: 'b' })];
  const blocks = await compared({ ex01: [a], ex02: [a], ex03: [a], ex04: [a, b], ex05: [a, b] }, 60, ['ex01', 'ex03']);
  expect(blocks).toEqual([
    ['ex04, ex05 (2)', 'Name', '----', 'a', 'b'],
    ['ex02 (1) against ex04, ex05', '- b'],
    ['ex01, ex03 (2), not to the end', 'Name', '----', 'a'],
  ]);
  expect(await compared({ ex01: [a] }, 60, ['ex01'])).toEqual([['ex01 (1), not to the end', 'Name', '----', 'a']]);
});

it('leaves out who has not answered yet', async () => {
  const comparison = new Comparison(['ex01', 'ex02'], { width: 60 });
  comparison.take('ex01', row({ Name: 'a' }));
  comparison.take('ex02', row({ Name: 'a' }));
  expect(comparison.blocks()).toEqual([]);
  await comparison.ended('ex02', true);
  expect(comparison.blocks().map(headingOf)).toEqual(['ex02 (1)']);
});
