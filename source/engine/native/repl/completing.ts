import { isAbort, orAborted } from '../../../async/abort.ts';
import { type CompletionCandidate, type CompletionResult, literalOf } from '../../../domain/index.ts';
import {
  type CommandLookup,
  type Completed,
  complete,
  type Environment,
  type FilePort,
  type ServerQuestion,
} from '../../../language/index.ts';
import { PsObject } from '../../../objects/index.ts';
import type { RemotePool } from '../pipeline/pool.ts';

/** Milliseconds that a server has for what completes a word: nobody waits longer for that. */
const patience = 5_000;
/** Names of a folder that are offered. */
const mostPaths = 500;

export interface CompletingParts {
  readonly pool: RemotePool;
  readonly commands: CommandLookup;
  readonly environment: Environment;
  readonly files: FilePort | undefined;
}

/**
 * Candidates from what is known here; where that is not enough, from the server, which is asked once and boundedly and
 * only while nothing else runs, or from this computer's files. What cannot be had is left out.
 */
export async function completeWith(
  parts: CompletingParts,
  text: string,
  cursor: number,
  signal: AbortSignal,
): Promise<CompletionResult> {
  const { pool, commands, environment, files } = parts;
  const known = complete(text, cursor, commands, environment);
  if (known.path !== undefined) return { ...plain(known), candidates: await paths(known.path, files) };
  if (!known.question || !pool.isIdle) return plain(known);
  await ask(pool, known.question, environment, signal);
  return plain(complete(text, cursor, commands, environment));
}

const plain = ({ start, end, candidates, help }: Completed): CompletionResult => ({ start, end, candidates, help });

/** Notes what the server's objects are called and which properties they have. */
async function ask(
  pool: RemotePool,
  { command, parameters, most }: ServerQuestion,
  environment: Environment,
  signal: AbortSignal,
): Promise<void> {
  const until = AbortSignal.any([signal, AbortSignal.timeout(patience)]);
  if (pool.lost || signal.aborted) return;
  let count = 0;
  const take = (value: unknown) => {
    if (count === 0 && value instanceof PsObject) environment.noteProperties(command, value.propertyNames);
    environment.noteObject(command, value);
    count += 1;
    if (count === most) pipeline.stop();
  };
  const pipeline = pool.start(
    (client, pipelineId) => client.createPipeline({ pipelineId, commands: [{ name: command, parameters }] }),
    {
      onEvents: async (events) => {
        for (const event of events) if (event.type === 'output' && count < most) take(event.value);
      },
      onHostCall: () => Promise.reject(new DOMException('Nobody answers what is not shown.', 'AbortError')),
    },
  );
  try {
    await orAborted(pipeline.ended, until);
  } catch (error) {
    if (!isAbort(error)) throw error;
  } finally {
    pipeline.stop();
  }
}

/** Files and folders that begin so; a folder ends in a slash, so that its own can follow. */
async function paths(typed: string, files: FilePort | undefined): Promise<readonly CompletionCandidate[]> {
  const bare = typed.replace(/^['"]/, '');
  const [folder = '', begin = ''] = [/^.*[\\/]/.exec(bare)?.[0], /[^\\/]*$/.exec(bare)?.[0]];
  const separator = folder.includes('\\') && !folder.includes('/') ? '\\' : '/';
  try {
    const all = (await files?.list(files.resolve(folder === '' ? '.' : folder))) ?? [];
    return all
      .filter(({ name }) => name.toLowerCase().startsWith(begin.toLowerCase()) && !/\p{Cc}/u.test(name))
      .slice(0, mostPaths)
      .map(({ name, kind }) => `${folder}${name}${kind === 'folder' ? separator : ''}`)
      .map(
        (path) => ({ text: /^[\w./\\~:-]+$/.test(path) ? path : literalOf(path), kind: 'value', hint: '' }) as const,
      );
  } catch {
    return [];
  }
}
