import { SessionHost } from '../../../source/engine/native/host/host.ts';
import { Environment, noCommands } from '../../../source/language/index.ts';
import { MemoryShell } from './memory-shell.ts';

/** What lines of one session share: a server's pool in memory, and nothing that was imported. */
export async function lineSurroundings(shell = new MemoryShell()) {
  return {
    pool: await shell.open(),
    host: new SessionHost(),
    environment: new Environment(),
    commands: noCommands,
    to: { host: 'ex01', port: 80, user: undefined },
  };
}
