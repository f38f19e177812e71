import { groupMembers } from '../../app/screen/groups/views.ts';
import type { AppState, SessionView } from '../../app/screen/state.ts';
import { type Connection, hostOf, markWords, placeOf } from '../../domain/index.ts';
import { truncate } from '../../text/width.ts';
import { type Line, lineWidth, span } from '../widgets/line.ts';
import { groupCounts } from './group-heading.ts';

/** The pane's title: as many facts as there is room for, in the order in which one would miss them. */
export function sessionTitle(
  connection: Connection,
  session: SessionView | undefined,
  focused: boolean,
  room: number,
): Line {
  const host = connection.sandboxServer === undefined ? hostOf(connection) : 'sandbox';
  const facts = [
    { text: host, rank: 1 },
    { text: connection.authentication, rank: 3 },
    { text: session?.engine ?? connection.engine, rank: 4 },
    { text: connection.user ?? '', rank: 2 },
    { text: (connection.groups ?? []).map(placeOf).join(' '), rank: 5 },
  ].filter(({ text }) => text !== '' && text !== connection.name);
  const nameOf = (text: string) =>
    connection.production ? span(` ${text} `, 'production') : span(text, focused ? 'title' : 'plain');
  const marksOf = (length: 'whole' | 'short') =>
    markWords(connection, length).map((word) => span(` ${word}`, 'caution'));
  const wholeName = nameOf(connection.name);
  const whole = marksOf('whole');
  const marks = lineWidth([wholeName, ...whole]) <= room ? whole : marksOf('short');
  // What the connection may not do must be seen, however long its name is: that stands at the prompt and in the list, too.
  const forName = room - lineWidth(marks) - (connection.production ? 2 : 0);
  const name =
    lineWidth([wholeName, ...marks]) <= room ? wholeName : nameOf(truncate(connection.name, Math.max(8, forName)));
  const titleOf = (kept: typeof facts): Line => [
    name,
    ...marks,
    ...kept.map(({ text }) => span(` · ${text}`, 'quiet')),
  ];
  let kept: typeof facts = [];
  for (const fact of facts.toSorted((a, b) => a.rank - b.rank)) {
    const more = facts.filter((one) => one === fact || kept.includes(one));
    if (lineWidth(titleOf(more)) <= room) kept = more;
  }
  return titleOf(kept);
}

type Members = Pick<AppState, 'connections' | 'sessions'>;

/** Whether a line that runs on the group reaches a production server. */
export function hasProduction(state: Members, place: string): boolean {
  return groupMembers(state, place).some(({ production }) => production);
}

/** `@prod PRODUCTION · 4 of 6 open`. */
export function groupTitle(state: Members, place: string, isProduction: boolean, focused: boolean): Line {
  const { all, open } = groupCounts(state, place, new Set());
  return [
    isProduction ? span(` ${place} `, 'production') : span(place, focused ? 'title' : 'plain'),
    ...markWords({ production: isProduction }).map((word) => span(` ${word}`, 'caution')),
    span(` · ${open} of ${all} open`, 'quiet'),
  ];
}
