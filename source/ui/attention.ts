import { askingConnections } from '../app/screen/questions.ts';
import type { AppState } from '../app/screen/state.ts';
import { timeLeft } from '../app/session/facts.ts';
import { countdownLevel, warningDue } from '../domain/index.ts';
import { clean } from '../text/clean.ts';

export interface Attention {
  /** For the terminal's title: what wants somebody, or else what is open. */
  readonly title: string;
  /** Each rings once: a question that waits, a countdown that is nearly over. */
  readonly calls: ReadonlySet<string>;
}

type Watched = Pick<AppState, 'sessions' | 'dialogs' | 'now'>;

const urgency = { soon: 'in 5 minutes', urgent: 'in 2 minutes', critical: 'in a minute' } as const;

/** What somebody should hear of who looks elsewhere, at another pane or at another window. */
export function attentionOf(state: Watched): Attention {
  const asking = [...askingConnections(state)];
  const ending = Object.values(state.sessions).flatMap((session) => {
    if (session.state !== 'ready' || session.keepAliveUntil !== undefined) return [];
    const left = timeLeft(session, state.now);
    const level = countdownLevel(left);
    if (warningDue(left, session.idleTimeout) === undefined || level === 'calm' || level === 'expired') return [];
    return [{ name: session.connection, level }];
  });
  const calls = [...asking.map((name) => `${name} asks`), ...ending.map(({ name, level }) => `${name} ${level}`)];
  const words = [
    ...asking.map((name) => `? ${name} asks`),
    ...ending.map(({ name, level }) => `${name} ends ${urgency[level]}`),
  ];
  return { title: clean(['exterm', ...words].join(' · ')).slice(0, 200), calls: new Set(calls) };
}
