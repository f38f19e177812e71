import { isAbort } from '../../../async/abort.ts';
import { Places } from '../../../async/places.ts';
import { messageRecord, type PipelineRecord, type RunOutcome } from '../../../domain/index.ts';
import { failureOf } from '../../failing.ts';
import { itemsOfServer, serverProperty } from '../../results/combined.ts';
import type { WatchSource } from '../../results/watch.ts';
import { listedShells } from '../listed-shells.ts';
import type { LiveSession } from '../live-session.ts';

/** What one look at one session gives: rows, and what went wrong; it never rejects but for an abort. */
export type Look = (session: LiveSession, signal: AbortSignal) => Promise<LookAnswer>;

export interface LookAnswer {
  readonly rows: readonly Value[];
  readonly trouble?: string | undefined;
}

type Value = Extract<PipelineRecord, { stream: 'output' }>['value'];

/** Rows of one server that a look takes in; what is more no watch shows. */
const mostRows = 20_000;

export const isBusy = 'busy with something else';

/** Looks at all open sessions of a group, so many at a time; one that is busy or fails says so, and holds nobody back. */
export function groupSource(open: () => readonly LiveSession[], most: number, look: Look): WatchSource {
  const run = async (take: (record: PipelineRecord) => void, signal: AbortSignal): Promise<RunOutcome> => {
    const places = new Places(most);
    const answers = await Promise.all(
      open().map(async (session) => {
        const free = await places.take();
        try {
          return [session.name, await look(session, signal)] as const;
        } finally {
          free();
        }
      }),
    );
    for (const [name, { rows, trouble }] of answers) {
      for (const value of rows) take({ stream: 'output', value });
      if (trouble !== undefined) take(messageRecord(`${name}: ${trouble}`));
    }
    return { state: signal.aborted ? 'stopped' : 'completed' };
  };
  return {
    readiness: () => (open().length > 0 ? 'ready' : 'ended'),
    run,
    idle: () => {
      const all = open().map(({ idle }) => idle);
      const allowed = all.flatMap((one) => one.allowed ?? []);
      return {
        allowed: allowed.length > 0 ? Math.min(...allowed) : undefined,
        since: Math.max(0, ...all.map(({ since }) => since)),
      };
    },
  };
}

/** The rows of all of them say which server each came from. */
export function ofAllServers(source: WatchSource): WatchSource {
  return { ...source, column: serverProperty };
}

/** What a line gives on each, with its server. */
export function lineLook(line: string): Look {
  return async (session, signal) => {
    const rows: Value[] = [];
    let trouble: string | undefined;
    const take = (record: PipelineRecord) => {
      if (record.stream === 'error') trouble ??= record.error.message.split('\n', 1)[0];
      if (record.stream !== 'output') return;
      for (const row of itemsOfServer(session.name, record.value)) if (rows.length < mostRows) rows.push(row);
    };
    const run = signal.aborted ? undefined : session.observe(line, take, signal);
    if (!run) return { rows, trouble: isBusy };
    try {
      const { state } = await run;
      if (state === 'failed' || state === 'lost') trouble ??= state === 'lost' ? 'it was lost' : 'the line failed';
    } catch (error) {
      if (!isAbort(error)) trouble ??= failureOf(error).what;
    }
    return { rows, trouble };
  };
}

/** The sessions that each server lists for the account. */
export const sessionsLook: Look = async (session, signal) => {
  try {
    const shells = await listedShells(session, signal);
    return { rows: shells.flatMap((shell) => itemsOfServer(session.name, shell)) };
  } catch (error) {
    return { rows: [], ...(isAbort(error) ? {} : { trouble: failureOf(error).what }) };
  }
};
