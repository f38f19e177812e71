import { isIdleStranger, type ShellReport } from '../../domain/index.ts';
import type { HeadlessClean } from './port.ts';

/** What a request means by its selection. */
export function choose(request: HeadlessClean, reports: readonly ShellReport[]): readonly ShellReport[] {
  const { selection } = request;
  if (selection.kind === 'orphans') return reports.filter((report) => report.isOrphan);
  if (selection.kind === 'others') return reports.filter((report) => isIdleStranger(report, selection.idle));
  if (selection.kind === 'all') {
    const living = ['this exterm', 'another exterm', 'exterm elsewhere'];
    return reports.filter((report) => report.isOrphan || !living.includes(report.whose));
  }
  const wanted = selection.shellId.toLowerCase();
  const found = reports.filter((report) => report.shellId.toLowerCase() === wanted);
  if (found.length > 0 || request.names.length !== 1) return found;
  // An endpoint may refuse to list its shells and delete one all the same.
  return [
    {
      shellId: selection.shellId,
      connection: request.names[0]!,
      lease: undefined,
      shell: undefined,
      whose: 'another client',
      isOrphan: false,
      why: 'Neither the ledger nor the server lists it.',
    },
  ];
}
