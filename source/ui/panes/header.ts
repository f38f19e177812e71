import { askingConnections, isAskedHere } from '../../app/screen/questions.ts';
import type { AppState } from '../../app/screen/state.ts';
import { holdsShell, isConnecting } from '../../domain/index.ts';
import { type Line, line, type Span, span, spread } from '../widgets/line.ts';

export interface Counts {
  readonly open: number;
  readonly importing: number;
  readonly orphans: number;
  /** Servers that wait for an answer in panes that are not shown. */
  readonly asking: number;
}

export function counts(state: Pick<AppState, 'sessions' | 'orphans' | 'dialogs' | 'active'>): Counts {
  const { sessions, orphans } = state;
  const all = Object.values(sessions);
  const isLeft = (shellId: string) => {
    const outcome = orphans.outcomes[shellId]?.result;
    return outcome === undefined || outcome === 'removing' || outcome === 'failed';
  };
  return {
    open: all.filter(({ state }) => holdsShell(state) && !isConnecting(state)).length,
    importing: all.filter(({ state }) => state === 'importing').length,
    orphans: orphans.reports.filter((report) => report.isOrphan && isLeft(report.shellId)).length,
    asking: [...askingConnections(state)].filter((name) => !isAskedHere(state, name)).length,
  };
}

/** The top row: what is open, what comes in, what was left behind. */
export function headerLine({ open, importing, orphans, asking }: Counts, columns: number): Line {
  const parts: Span[][] = [
    ...(open > 0 ? [[span(`${open} open`, 'good')]] : importing > 0 ? [] : [[span('no session open', 'quiet')]]),
    ...(importing > 0 ? [[span(`${importing} importing`, 'caution')]] : []),
    ...(asking > 0 ? [[span(`? ${asking} ${asking === 1 ? 'asks' : 'ask'}`, 'caution')]] : []),
    ...(orphans > 0 ? [[span(`${orphans} ${orphans === 1 ? 'orphan' : 'orphans'}`, 'bad')]] : []),
  ];
  const counted = parts.flatMap((part, index) => (index === 0 ? part : [span(' · ', 'quiet'), ...part]));
  return spread(
    line(' ', span('exterm', 'title')),
    line(...counted, '    ', span('F1', 'keyCap'), span(' help ', 'quiet')),
    columns,
  );
}
