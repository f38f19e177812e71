import type { ShellReport } from '../../domain/index.ts';
import type { AppState } from './state.ts';

/** Sessions of exterms that have ended, as far as they are known. */
export function leftBehind({ orphans }: Pick<AppState, 'orphans'>): readonly ShellReport[] {
  const settled = (report: ShellReport) =>
    ['removed', 'gone', 'forgotten'].includes(orphans.outcomes[report.shellId]?.result ?? '');
  return orphans.reports.filter((report) => report.isOrphan && report.whose === 'ended exterm' && !settled(report));
}
