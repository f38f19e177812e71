import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { youngHeapFlag } from '../../source/commands/young-heap.ts';

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

it('keeps the room for new objects from growing, and V8 has nothing to say against it', async () => {
  const room = async (how: string) => {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, ['-e', script, how]);
    expect(stderr).toBe('');
    return Number(stdout);
  };
  expect(await room('small')).toBeLessThan((await room('as it is')) / 2);
});
