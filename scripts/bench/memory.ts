import { type Figure, median, type Part } from './figures.ts';
import { type Memory, withSessions } from './open-sessions.ts';
import { startSandboxProcess } from './sandbox-process.ts';

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
