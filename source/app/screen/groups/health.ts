import { isAbort } from '../../../async/abort.ts';
import { literalOf, type PipelineRecord } from '../../../domain/index.ts';
import { failureOf } from '../../failing.ts';
import { healthRow } from '../../results/health.ts';
import { listedShells } from '../listed-shells.ts';
import type { LiveSession } from '../live-session.ts';
import { isBusy, type Look } from './group-watch.ts';

/** All of it reads. */
const line = 'Get-Queue; Get-MailboxDatabaseCopyStatus; Test-ServiceHealth';

/** Say how many sessions an account may have, and which policy it was given; not every role has them. */
const limits = 'Get-ThrottlingPolicy';
const given = 'Get-ThrottlingPolicyAssociation';

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
  const access = session.driver.access?.access;
  const user = access?.credential?.user ?? access?.connection.user;
  // An account that has none given is no fault.
  const own = user === undefined ? '' : `${given} -Identity ${literalOf(user)} -ErrorAction SilentlyContinue`;
  const asked = [
    line,
    ...(commands?.has(limits.toLowerCase()) ? [limits] : []),
    ...(own !== '' && commands?.has(given.toLowerCase()) ? [own] : []),
  ];
  const whole = asked.join('; ');
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
