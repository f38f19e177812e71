import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { root } from '../../scripts/lib/prepare.mjs';
import { youngHeapFlag } from '../../source/async/young-heap.ts';

/** Allocates what lives for a moment only, as records on their way do, and says how much room it was given. */
const script = `
const v8 = require('node:v8');
if (process.argv[1] === 'small') v8.setFlagsFromString('${youngHeapFlag}');
let kept = [];
for (let n = 0; n < 3_000_000; n++) {
  kept.push({ n, text: 'x' + n });
  if (kept.length > 20_000) kept = [];
}
console.log(v8.getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space').space_size);
`;

const file = pathToFileURL(join(root, 'source', 'async', 'young-heap.ts')).href;

/** The same over and over, asked before each round as it is before each session. */
const growing = `
const { keepYoungHeapFromGrowing } = await import('${file}');
const v8 = await import('node:v8');
for (let round = 0; round < 12; round++) {
  if (process.argv[1] === 'kept') keepYoungHeapFromGrowing();
  let kept = [];
  for (let n = 0; n < 400_000; n++) kept.push({ n, text: 'x' + n });
}
console.log(v8.getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space').space_size);
`;

it('lets it grow for the first sessions only', async () => {
  const room = async (how: string) => {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', growing, how]);
    expect(stderr).toBe('');
    return Number(stdout);
  };
  expect(await room('kept')).toBeLessThan(await room('as it is'));
});

it('keeps the room for new objects from growing, and V8 has nothing to say against it', async () => {
  const room = async (how: string) => {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, ['-e', script, how]);
    expect(stderr).toBe('');
    return Number(stdout);
  };
  expect(await room('small')).toBeLessThan((await room('as it is')) / 2);
});
