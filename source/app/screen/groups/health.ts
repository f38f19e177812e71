import { isAbort } from '../../../async/abort.ts';
import type { PipelineRecord } from '../../../domain/index.ts';
import { failureOf } from '../../failing.ts';
import { healthRow } from '../../results/health.ts';
import { listedShells } from '../listed-shells.ts';
import type { LiveSession } from '../live-session.ts';
import { isBusy, type Look } from './group-watch.ts';

/** All of it reads. */
const line = 'Get-Queue; Get-MailboxDatabaseCopyStatus; Test-ServiceHealth';

/** Says how many sessions an account may have; not every role has it. */
const limits = 'Get-ThrottlingPolicy';

/** How a server is, as one row. */
export const healthLook: Look = async (session, signal) => {
  const values: Extract<PipelineRecord, { stream: 'output' }>['value'][] = [];
  let note = '';
  const said = (text: string) => {
    note ||= text.split('\n', 1)[0] ?? '';
  };
  const take = (record: PipelineRecord) => {
    if (record.stream === 'output') values.push(record.value);
    else if (record.stream === 'error') said(record.error.message);
  };
  const commands = session.driver.language?.commandNames;
  const whole = commands?.has(limits.toLowerCase()) ? `${line}; ${limits}` : line;
  const run = signal.aborted ? undefined : session.observe(whole, take, signal);
  if (!run) said(isBusy);
  const sessions = countOf(session, signal).catch((error: unknown) => {
    if (!isAbort(error)) said(failureOf(error).what);
    return undefined;
  });
  await run?.catch((error: unknown) => said(failureOf(error).what));
  return { rows: [healthRow({ connection: session.name, values, sessions: await sessions, note })] };
};

/** Sessions of the account that the server lists; undefined where it lists none to anybody. */
async function countOf(session: LiveSession, signal: AbortSignal): Promise<number | undefined> {
  const { access } = session.driver;
  return access?.engine.capabilities.listsShells ? (await listedShells(session, signal)).length : undefined;
}
