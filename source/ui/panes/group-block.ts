import { isConnectable } from '../../app/screen/commands/index.ts';
import { groupMembers } from '../../app/screen/groups/views.ts';
import type { AppState, GroupMember, GroupView, SessionView } from '../../app/screen/state.ts';
import { durationText, openPlace } from '../../domain/index.ts';
import { wrap } from '../../text/width.ts';
import { emptyLine, type Line, line, span } from '../widgets/line.ts';

type Shown = Pick<AppState, 'now' | 'connections' | 'sessions'>;

/** Rows that the names of those may take that have not answered. */
const mostRows = 6;

/** What a group's pane shows below its transcript: who has not answered yet, and why. */
export function groupBlock(state: Shown, group: GroupView, width: number): readonly Line[] {
  if (group.run) return runRows(group.run.members, state, width);
  return isConnectable(group) ? [line(' ', span('Enter', 'keyCap'), span(' connects all of them', 'quiet'))] : [];
}

const words: readonly (readonly [state: GroupMember['state'], sign: string, word: string])[] = [
  ['asks', '?', 'asks in its pane'],
  ['slow', '◌', 'takes long'],
  ['runs', '▶', 'runs'],
  ['busy', '◌', 'has something else to do first'],
  ['waits', '·', 'waits for its turn'],
];

function runRows(members: readonly GroupMember[], { sessions, now }: Shown, width: number): readonly Line[] {
  const answered = members.filter(({ state }) => state === 'answered').length;
  const rows = words.flatMap(([state, sign, word]): readonly Line[] => {
    const names = members.filter((member) => member.state === state).map(({ name }) => name);
    if (names.length === 0) return [];
    const style = state === 'asks' || state === 'slow' ? 'caution' : 'quiet';
    const since = names.length === 1 ? sessions[names[0]!]?.runningSince : undefined;
    const time = state === 'slow' && since !== undefined ? ` (${durationText(Math.max(0, now - since))})` : '';
    return wrap(`${word}${time}: ${names.join(', ')}`, width - 4, 'words').map((row, index) =>
      line(span(index === 0 ? ` ${sign} ` : '   ', style), span(row, style)),
    );
  });
  const shown = rows.slice(0, mostRows);
  const more = rows.length > mostRows ? [line(span('   …', 'quiet'))] : [];
  return [line(span(` ${answered} of ${members.length} have answered`, 'strong')), ...shown, ...more];
}

/** What an empty pane of a group says. */
export function groupWelcome(state: Shown, place: string, view: SessionView, width: number): readonly Line[] {
  const members = groupMembers(state, place);
  const names = members.map(({ name }) => name).join(', ');
  const about =
    place === openPlace && members.length === 0
      ? 'All connections that are open: none is.'
      : `${members.length === 1 ? '1 connection' : `${members.length} connections`}: ${names}`;
  const [first, second, ...rest] = wrap(about, width - 2, 'words');
  const shown = [first ?? '', ...(second === undefined ? [] : [rest.length > 0 ? `${second} …` : second])];
  const key = (pressed: string, does: string): Line => line(' ', span(pressed.padEnd(6), 'keyCap'), ' ', does);
  const closed = members.filter(({ name }) => state.sessions[name] && isConnectable(state.sessions[name])).length;
  return [
    emptyLine,
    ...shown.map((row) => line(' ', row)),
    emptyLine,
    ...wrap(
      'A line that is typed here runs on all of them that are open. Equal answers stand together.',
      width - 2,
      'words',
    ).map((row) => line(' ', row)),
    emptyLine,
    ...(isConnectable(view) && members.length > 0 ? [key('Enter', 'connects all of them')] : []),
    ...(!isConnectable(view) && closed > 0 ? [key('Alt+C', 'connects those that are not open')] : []),
    key('^T', 'opens what they gave as one grid'),
    key('F6', 'disconnects all of them'),
  ];
}
