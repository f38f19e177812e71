import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { Secret } from '../domain/index.ts';
import type { CommandIo } from './io.ts';

/** Questions go to standard error: standard output carries results only. */
export async function askLine(io: CommandIo, question: string): Promise<string> {
  const reader = createInterface({ input: io.stdin, output: io.stderr, terminal: false });
  try {
    io.stderr.write(question);
    return (await reader.question('', { signal: io.signal })).trim();
  } finally {
    reader.close();
  }
}

/** A password without an echo. */
export async function askSecret(io: CommandIo, question: string): Promise<Secret> {
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const reader = createInterface({ input: io.stdin, output: silent, terminal: true, historySize: 0 });
  try {
    io.stderr.write(question);
    return Secret.fromText(await reader.question('', { signal: io.signal }));
  } finally {
    reader.close();
    io.stderr.write('\n');
  }
}

/** Yes or no; anything but y and yes is no. */
export async function askYes(io: CommandIo, question: string): Promise<boolean> {
  return /^y(es)?$/i.test(await askLine(io, `${question} [y/N] `));
}
