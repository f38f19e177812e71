import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { root } from '../../scripts/lib/prepare.mjs';
import { oldHeapFlag, youngHeapFlag } from '../../source/async/heap.ts';

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

const file = pathToFileURL(join(root, 'source', 'async', 'heap.ts')).href;

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

/** Keeps 20 MB, and lets what lived for a while be garbage, as records that wait for those before them. */
const aging = `
const v8 = require('node:v8');
v8.setFlagsFromString('${youngHeapFlag}');
if (process.argv[1] === 'small') v8.setFlagsFromString('${oldHeapFlag}');
const kept = Array.from({ length: 400_000 }, (_, n) => ({ n, text: 'x' + n }));
let [waiting, most] = [[], 0];
for (let n = 0; n < 1_500_000; n++) {
  waiting.push({ n, text: 'x' + n });
  if (waiting.length < 40_000) continue;
  most = Math.max(most, v8.getHeapStatistics().total_heap_size);
  waiting = [];
}
console.log(kept.length && most);
`;

it('keeps the room for old objects near to what is in use, and V8 has nothing to say against it', async () => {
  const room = async (how: string) => {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, ['-e', aging, how]);
    expect(stderr).toBe('');
    return Number(stdout);
  };
  expect(await room('small')).toBeLessThan((await room('as it is')) * 0.75);
});
