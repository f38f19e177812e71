import { endedBetween } from '../app/screen/news.ts';
import { askingConnections, isAskedHere } from '../app/screen/questions.ts';
import type { AppState } from '../app/screen/state.ts';
import { timeLeft } from '../app/session/facts.ts';
import { countdownLevel, durationText, type LoggedLine, warningDue } from '../domain/index.ts';
import { clean } from '../text/clean.ts';

/** Something that wants somebody, told once. */
export interface Call {
  /** The pane where it is in sight. */
  readonly connection: string;
  /** `ex02 asks`. */
  readonly text: string;
}

export interface Attention {
  /** For the terminal's title: what wants somebody, or else only the program. */
  readonly title: string;
  /** By what makes them one: each rings once. */
  readonly calls: ReadonlyMap<string, Call>;
}

type Watched = Pick<AppState, 'sessions' | 'dialogs' | 'active' | 'now' | 'news' | 'preferences'>;

const urgency = { soon: 'in 5 minutes', urgent: 'in 2 minutes', critical: 'in a minute' } as const;
const losses = { broken: 'is lost', expired: 'has expired', failed: 'has failed' } as const;
const isLoss = (state: string): state is keyof typeof losses => state in losses;

/** What somebody should hear of who looks elsewhere, at another pane or at another window. */
export function attentionOf(state: Watched): Attention {
  const { sessions, news, preferences, now } = state;
  const asking = [...askingConnections(state)].map((name) => ({
    key: `${name} asks`,
    sign: '?',
    connection: isAskedHere(state, name) && state.active !== undefined ? state.active : name,
    text: `${name} asks`,
  }));
  const ending = Object.values(sessions).flatMap((session) => {
    const { connection } = session;
    if (session.state !== 'ready' || session.keepAliveUntil !== undefined) return [];
    const left = timeLeft(session, now);
    const level = countdownLevel(left);
    if (warningDue(left, session.idleTimeout) === undefined || level === 'calm' || level === 'expired') return [];
    return [{ key: `${connection} ${level}`, sign: '', connection, text: `${connection} ends ${urgency[level]}` }];
  });
  const lost = Object.keys(news).flatMap((connection) => {
    const ended = sessions[connection]?.state ?? '';
    if (!isLoss(ended)) return [];
    return [{ key: `${connection} ${ended}`, sign: '✗', connection, text: `${connection} ${losses[ended]}` }];
  });
  const done = Object.values(news).flatMap(({ ended }) => {
    if (!ended || !isLong(ended, preferences)) return [];
    const { connection, at } = ended;
    return [{ key: `${connection} done ${at}`, sign: hasFailed(ended) ? '✗' : '✓', connection, text: endText(ended) }];
  });
  const all = [...asking, ...ending, ...lost, ...done];
  const words = all.map(({ sign, text }) => (sign === '' ? text : `${sign} ${text}`));
  return {
    title: clean(['exterm', ...words].join(' · ')).slice(0, 200),
    calls: new Map(all.map(({ key, connection, text }) => [key, { connection, text }])),
  };
}

/** Long commands that have ended in the shown pane between two states: somebody who looks elsewhere should hear of them. */
export function endsInSight(state: AppState, before: AppState): readonly Call[] {
  const own = endedBetween(state, before)
    .filter((ended) => ended.connection === state.active && isLong(ended, state.preferences))
    .map((ended) => ({ connection: ended.connection, text: endText(ended) }));
  return [...own, ...groupInSight(state, before)];
}

/** One call for all servers of a group, once the last of them has answered. */
function groupInSight({ active = '', groups, now, preferences }: AppState, before: AppState): readonly Call[] {
  const run = before.groups[active]?.run;
  if (!run || groups[active]?.run) return [];
  const milliseconds = now - run.at;
  if (!isLong({ milliseconds }, preferences)) return [];
  const answered = run.members.filter((member) => member.state === 'answered').length;
  const text = `${active}: ${answered} of ${run.members.length} have answered after ${durationText(milliseconds)}`;
  return [{ connection: active, text }];
}

function isLong({ milliseconds }: Pick<LoggedLine, 'milliseconds'>, { patience }: AppState['preferences']): boolean {
  return milliseconds >= patience * 1000;
}

function hasFailed({ outcome, errors }: LoggedLine): boolean {
  return errors > 0 || outcome !== 'completed';
}

function endText({ connection, outcome, errors, milliseconds }: LoggedLine): string {
  const counted = errors === 1 ? '1 error' : `${errors} errors`;
  const what = errors > 0 ? counted : outcome === 'completed' ? 'done' : outcome;
  return `${connection}: ${what} after ${durationText(milliseconds)}`;
}
