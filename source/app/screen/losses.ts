import type { AppState, SessionView } from './state.ts';

/** Names of variables that a question spells out; the rest is counted. */
const named = 4;

/**
 * What ending a session takes away, as sentences for the question before it; empty where nothing is lost: nobody is
 * asked then.
 */
export function lossesOf({ state, queue, variables }: Pick<SessionView, 'state' | 'queue' | 'variables'>): string {
  const losses = [
    ...(state === 'busy' ? ['A command is running: it is stopped.'] : []),
    ...(queue.length > 0
      ? [`${queue.length === 1 ? 'A line waits' : `${queue.length} lines wait`}, and will not run.`]
      : []),
    ...(variables.length > 0 ? [`${variableWords(variables)} lost.`] : []),
  ];
  return losses.join(' ');
}

function variableWords(variables: readonly string[]): string {
  const shown = variables.slice(0, named).map((name) => `$${name}`);
  const more = variables.length - shown.length;
  const words = more > 0 ? [...shown, `${more} more variables`] : shown;
  const list = words.length === 1 ? words[0] : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
  return `${list} ${words.length === 1 ? 'is' : 'are'}`;
}

/** The same for all sessions that are open, each with its connection. */
export function allLosses({ sessions }: Pick<AppState, 'sessions'>): string {
  return Object.values(sessions)
    .map((session) => ({ name: session.connection, losses: lossesOf(session) }))
    .filter(({ losses }) => losses !== '')
    .map(({ name, losses }) => `${name}: ${losses}`)
    .join(' ');
}
