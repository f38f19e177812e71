import { isAbort } from '../../../async/abort.ts';
import { Places } from '../../../async/places.ts';
import type { PipelineRecord, RunOutcome } from '../../../domain/index.ts';
import { failureOf } from '../../failing.ts';
import { healthRow } from '../../results/health.ts';
import type { WatchSource } from '../../results/watch.ts';
import { listWith } from '../../shells/survey.ts';
import type { LiveSession } from '../live-session.ts';

/** All of it reads. */
const line = 'Get-Queue; Get-MailboxDatabaseCopyStatus; Test-ServiceHealth';

/** Looks at all open sessions of a group, a row each; one that is busy or fails says so, and holds nobody back. */
export function healthSource(open: () => readonly LiveSession[], most: number): WatchSource {
  const look = async (take: (record: PipelineRecord) => void, signal: AbortSignal): Promise<RunOutcome> => {
    const places = new Places(most);
    const rows = await Promise.all(
      open().map(async (session) => {
        const free = await places.take();
        try {
          return await rowOf(session, signal);
        } finally {
          free();
        }
      }),
    );
    for (const value of rows) take({ stream: 'output', value });
    return { state: signal.aborted ? 'stopped' : 'completed' };
  };
  return {
    readiness: () => (open().length > 0 ? 'ready' : 'ended'),
    run: look,
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

async function rowOf(session: LiveSession, signal: AbortSignal) {
  const values: Extract<PipelineRecord, { stream: 'output' }>['value'][] = [];
  let note = '';
  const said = (text: string) => {
    note ||= text.split('\n', 1)[0] ?? '';
  };
  const run = signal.aborted
    ? undefined
    : session.observe(
        line,
        (record) => {
          if (record.stream === 'output') values.push(record.value);
          else if (record.stream === 'error') said(record.error.message);
        },
        signal,
      );
  if (!run) said('busy with something else');
  const sessions = countOf(session, signal).catch((error: unknown) => {
    if (!isAbort(error)) said(failureOf(error).what);
    return undefined;
  });
  await run?.catch((error: unknown) => said(failureOf(error).what));
  return healthRow({ connection: session.name, values, sessions: await sessions, note });
}

/** Sessions of the account that the server lists. */
async function countOf({ driver }: LiveSession, signal: AbortSignal): Promise<number | undefined> {
  const open = driver.access;
  return open && (await listWith(open.engine, { ...open.access, signal }))?.length;
}
