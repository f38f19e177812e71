import { join } from 'node:path';
import { type Connection, exchangeConfigurationName } from '../../source/domain/index.ts';
import { openSettings } from '../../source/storage/index.ts';
import { rewrite } from '../../source/storage/lock.ts';

/** Sends itself SIGTERM while it writes a file as the storage does, and says how often it was told of it. */
const [folder] = process.argv.slice(2);
// To wait for a signal keeps no process alive.
const alive = setInterval(() => {}, 60_000);
let told = 0;
process.on('SIGTERM', () => {
  told += 1;
});
// Everything that writes has been loaded, and listens where it wants to.
const connection: Connection = {
  name: 'ex01',
  url: 'http://ex01.contoso.com/PowerShell/',
  configurationName: exchangeConfigurationName,
  authentication: 'Kerberos',
  engine: 'auto',
};
await openSettings(folder!, () => {}).save(connection);
const file = join(folder!, 'file');
const writing = rewrite(file, () => 'x'.repeat(16 * 1024 * 1024));
process.kill(process.pid, 'SIGTERM');
await writing;
// A signal that was sent meanwhile has been delivered when one that is sent now has been.
await new Promise<void>((resolve) => {
  process.once('SIGUSR2', () => resolve());
  process.kill(process.pid, 'SIGUSR2');
});
clearInterval(alive);
process.stdout.write(`${told}\n`);
