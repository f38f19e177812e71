import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { interleaved, median, milliseconds, type Part } from './figures.ts';

const commands = [
  { words: ['--version'], goal: { atMost: 2 } },
  { words: ['connections', 'list'], goal: { atMost: 2.5 } },
] as const;

/** Short commands from starting the process to its end, the compile cache warm, beside a Node that does nothing. */
export const commandsPart: Part = async ({ root, folder }) => {
  const env = {
    ...process.env,
    EXTERM_CONFIG_DIR: join(folder, 'settings'),
    NODE_COMPILE_CACHE: join(folder, 'compile-cache'),
  };
  const run = (...args: readonly string[]) =>
    milliseconds(() => {
      const { status, stderr } = spawnSync(process.execPath, args, { env, encoding: 'utf8' });
      if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}: ${stderr}`);
    });
  const program = join(root, 'bin', 'exterm.js');
  const measures: Record<string, () => Promise<number>> = { node: () => run('-e', '0') };
  for (const { words } of commands) measures[words.join(' ')] = () => run(program, ...words);
  const times = await interleaved(15, 2, measures);
  const peer = { name: 'of node -e 0', value: median(times['node']!) };
  const figures = commands.map(({ words, goal }) => {
    const name = words.join(' ');
    return { name: `exterm ${name}`, value: median(times[name]!), unit: 'ms', peer, goal };
  });
  return { figures, notes: [] };
};
