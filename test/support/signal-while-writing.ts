import { join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { loadStorage } from '../../source/main/signals.ts';

/** Sends itself SIGTERM while it writes a file as the storage does, and says how often it was told of it. */
const [folder] = process.argv.slice(2);
await loadStorage();
// To wait for a signal keeps no process alive.
const alive = setInterval(() => {}, 60_000);
let told = 0;
process.on('SIGTERM', () => {
  told += 1;
});
const writing = writeFileAtomic(join(folder!, 'file'), Buffer.alloc(16 * 1024 * 1024));
process.kill(process.pid, 'SIGTERM');
await writing;
// A signal that was sent meanwhile has been delivered when one that is sent now has been.
await new Promise<void>((resolve) => {
  process.once('SIGUSR2', () => resolve());
  process.kill(process.pid, 'SIGUSR2');
});
clearInterval(alive);
process.stdout.write(`${told}\n`);
