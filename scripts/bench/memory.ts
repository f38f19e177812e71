import { fork } from 'node:child_process';
import { type Figure, median, type Part, type PartContext } from './figures.ts';
import { startSandboxProcess } from './sandbox-process.ts';

interface Memory {
  readonly rss: number;
  readonly heapUsed: number;
}

const counts = [1, 20] as const;
const rounds = 3;

/** What exterm takes with one and with many sessions open and their catalogues imported; a process a measurement. */
export const memoryPart: Part = async (context) => {
  const sandbox = await startSandboxProcess(context);
  const taken = new Map<number, Memory[]>(counts.map((count) => [count, []]));
  for (let round = 0; round < rounds; round++) {
    for (const count of counts) taken.get(count)!.push(await withSessions(count, context));
  }
  await sandbox.stop();
  const megabytes = (count: number, what: keyof Memory) => median(taken.get(count)!.map((one) => one[what])) / 1e6;
  const [few, many] = counts;
  const figure = (what: keyof Memory, name: string): Figure => {
    const [less, more] = [megabytes(few, what), megabytes(many, what)];
    return {
      name: `${name} with ${many} sessions open`,
      value: more,
      unit: 'MB',
      also: { 'MB each further one': (more - less) / (many - few) },
      peer: { name: `with ${few}`, value: less },
    };
  };
  return { figures: [figure('rss', 'resident memory'), figure('heapUsed', 'heap in use')], notes: [] };
};

function withSessions(count: number, { root, folder }: PartContext): Promise<Memory> {
  return new Promise((resolve, reject) => {
    // This file is part of the bundle, and the bundle is what is started again.
    const child = fork(import.meta.filename, [root, '--sessions', `${count}`, '--folder', folder], {
      execArgv: ['--expose-gc'],
      stdio: ['ignore', 2, 2, 'ipc'],
    });
    child.on('message', (memory) => resolve(memory as Memory));
    child.on('error', reject);
    child.on('exit', (code) => reject(new Error(`The process with ${count} sessions ended with ${code}.`)));
  });
}
