import { existsSync, readFileSync, writeSync } from 'node:fs';
import { rewrite } from '../../source/storage/lock.ts';
import { ownProcess } from '../../source/storage/processes.ts';

/**
 * A process of its own for the lock's test: adds a line to a file, and stands still by its own signal between reading and
 * writing, the first time. Says when it does, and in the end how often it has read.
 */
const [file, line, host] = process.argv.slice(2);
let reads = 0;
await rewrite(
  file!,
  () => {
    const before = existsSync(file!) ? readFileSync(file!, 'utf8') : '';
    reads += 1;
    if (reads === 1) {
      writeSync(1, 'read\n');
      process.kill(process.pid, 'SIGSTOP');
    }
    return `${before}${line}\n`;
  },
  { own: { ...ownProcess(), ...(host === undefined ? {} : { host }) } },
);
writeSync(1, `${reads}\n`);
