import { isConnectable, isOpen } from '../../app/screen/commands/index.ts';
import { isOver } from '../../app/screen/groups/group-run.ts';
import { groupMembers } from '../../app/screen/groups/views.ts';
import { askingConnections, isAskedHere } from '../../app/screen/questions.ts';
import type { AppState, GroupMember, GroupView, SessionView } from '../../app/screen/state.ts';
import { durationText, isConnecting, openPlace } from '../../domain/index.ts';
import { neutralise } from '../../text/neutralise.ts';
import { truncate, wrap } from '../../text/width.ts';
import { emptyLine, type Line, line, span } from '../widgets/line.ts';
import type { Style } from '../widgets/theme.ts';

type Shown = Pick<AppState, 'now' | 'connections' | 'sessions' | 'dialogs' | 'active'>;

/** Rows that the names of those may take that have not answered. */
const mostRows = 7;

/** What a group's pane shows below its transcript: who has not answered yet, and why. */
export function groupBlock(state: Shown, group: GroupView, width: number): readonly Line[] {
  if (group.run) return runRows(group.run.members, state, width);
  const comes = connectingRows(state, group.connection, width);
  if (comes.length > 0) return comes;
  return isConnectable(group) ? [line(' ', span('Enter', 'keyCap'), span(' connects all of them', 'quiet'))] : [];
}

const words: readonly (readonly [
  state: GroupMember['state'] | 'stopping' | 'connecting',
  sign: string,
  word: string,
])[] = [
  ['stopping', '◌', 'is asked to stop, and has not let go yet'],
  ['asks', '?', 'asks in its pane'],
  ['slow', '◌', 'takes long'],
  ['runs', '▶', 'runs'],
  ['connecting', '◐', 'is being connected first'],
  ['busy', '◌', 'has something else to do first'],
  ['waits', '·', 'waits for its turn'],
];

function runRows(members: readonly GroupMember[], { sessions, now }: Shown, width: number): readonly Line[] {
  const answered = members.filter(({ state }) => state === 'answered').length;
  const stateOf = ({ name, state }: GroupMember) => {
    const session = sessions[name];
    if (session?.stoppingSince !== undefined && !isOver({ name, state })) return 'stopping';
    return state === 'busy' && session && isConnecting(session.state) ? 'connecting' : state;
  };
  const byState = Map.groupBy(members, stateOf);
  const rows = words.flatMap(([state, sign, word]): readonly Line[] => {
    const names = byState.get(state)?.map(({ name }) => name) ?? [];
    if (names.length === 0) return [];
    const style = state === 'asks' || state === 'slow' ? 'caution' : 'quiet';
    const since = names.length === 1 ? sessions[names[0]!]?.runningSince : undefined;
    const time = state === 'slow' && since !== undefined ? ` (${durationText(Math.max(0, now - since))})` : '';
    return namedRows(sign, `${word}${time}`, names, style, width);
  });
  const shown = rows.slice(0, mostRows);
  const more = rows.length > mostRows ? [line(span('   …', 'quiet'))] : [];
  return [line(span(` ${answered} of ${members.length} have answered`, 'strong')), ...shown, ...more];
}

function namedRows(sign: string, word: string, names: readonly string[], style: Style, width: number): readonly Line[] {
  if (names.length === 0) return [];
  return wrap(`${word}: ${names.join(', ')}`, width - 4, 'words').map((row, index) =>
    line(span(index === 0 ? ` ${sign} ` : '   ', style), span(row, style)),
  );
}

/** Who is on the way, and whose answer they wait for; nothing where nobody is. */
function connectingRows(state: Shown, place: string, width: number): readonly Line[] {
  const asking = askingConnections(state);
  const names = groupMembers(state, place).flatMap(({ name }) =>
    isConnecting(state.sessions[name]?.state ?? 'closed') ? [name] : [],
  );
  const elsewhere = names.filter((name) => asking.has(name) && !isAskedHere(state, name));
  return [
    ...namedRows('?', 'asks in its pane', elsewhere, 'caution', width),
    ...namedRows(
      '◐',
      'connecting',
      names.filter((name) => !asking.has(name)),
      'quiet',
      width,
    ),
  ].slice(0, mostRows);
}

/** Who could not be connected, each with why. */
function failedRows({ sessions, ...state }: Shown, place: string, width: number): readonly Line[] {
  const failed = groupMembers({ ...state, sessions }, place).flatMap(({ name }) => {
    const { state: at, failure } = sessions[name] ?? {};
    return at === 'failed' && failure
      ? [line(span(' ✗ ', 'bad'), truncate(`${name}: ${neutralise(failure.what)}`, width - 4))]
      : [];
  });
  const more = failed.length - mostRows;
  return more > 0 ? [...failed.slice(0, mostRows - 1), line(span(`   and ${more + 1} more`, 'quiet'))] : failed;
}

/** What an empty pane of a group says. */
export function groupWelcome(state: Shown, place: string, view: SessionView, width: number): readonly Line[] {
  const members = groupMembers(state, place);
  const news = [...connectingRows(state, place, width), ...failedRows(state, place, width)];
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
    // What happens now is seen where there is no room for the rest.
    ...news,
    emptyLine,
    ...wrap(
      'A line that is typed here runs on all of them that are open. Equal answers stand together.',
      width - 2,
      'words',
    ).map((row) => line(' ', row)),
    emptyLine,
    ...(isConnectable(view) && members.length > 0 ? [key('Enter', 'connects all of them')] : []),
    ...(isOpen(view) && closed > 0 ? [key('Alt+C', 'connects those that are not open')] : []),
    key('^T', 'opens what they gave as one grid'),
    key('F6', 'disconnects all of them'),
  ];
}
