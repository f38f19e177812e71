import { groupMembers } from '../../app/screen/groups/views.ts';
import type { AppState } from '../../app/screen/state.ts';
import type { ListRow } from '../../domain/index.ts';
import { truncate } from '../../text/width.ts';
import { fitLine, type Line, line, lineWidth, type Span, span, spread } from '../widgets/line.ts';

/** Of a group's connections: how many are open, ask and have failed. */
export interface GroupCounts {
  readonly all: number;
  readonly open: number;
  readonly asking: number;
  readonly failed: number;
}

export function groupCounts(
  state: Pick<AppState, 'connections' | 'sessions'>,
  place: string,
  asking: ReadonlySet<string>,
): GroupCounts {
  const members = groupMembers(state, place);
  const count = (...states: readonly string[]) =>
    members.filter(({ name }) => states.includes(state.sessions[name]?.state ?? '')).length;
  return {
    all: members.length,
    open: count('ready', 'busy'),
    asking: members.filter(({ name }) => asking.has(name)).length,
    failed: count('failed', 'broken', 'expired'),
  };
}

/** `- @prod        ?1 2/6 open`. */
export function headingRow(
  { place, isCollapsed }: Extract<ListRow, { kind: 'group' }>,
  { all, open, asking, failed }: GroupCounts,
  isActive: boolean,
  width: number,
): Line {
  const signs: Span[] = [
    ...(asking > 0 ? [span(`?${asking} `, 'caution')] : []),
    ...(failed > 0 ? [span(`✗${failed} `, 'bad')] : []),
  ];
  const count = [...signs, span(open > 0 ? `${open}/${all} open ` : `${all} `, open > 0 ? 'good' : 'quiet')];
  const room = width - 4 - lineWidth(count);
  const label = line(
    span(isActive ? '▸' : ' ', 'accent'),
    span(isCollapsed ? '+ ' : '- ', 'quiet'),
    span(truncate(place, room), isActive ? 'strong' : 'heading'),
  );
  return fitLine(spread(label, count, width), width);
}
