import { openSavedCommands } from '../../source/storage/index.ts';

/** A process of its own for the test of saved commands: saves so many and removes every other one again. */
const [folder = '', prefix = '', count] = process.argv.slice(2);
const saved = openSavedCommands(folder);
for (let n = 0; n < Number(count); n++) {
  await saved.save({ name: `${prefix}${n}`, line: 'Get-Queue' });
  if (n % 2 === 1) await saved.remove(`${prefix}${n}`);
}
