import type { Actions } from '../../app/screen/commands/index.ts';
import type { AppState, OrphanScan } from '../../app/screen/state.ts';
import { neverRejects } from '../../async/background.ts';
import { ageText, type ShellReport, screenWords } from '../../domain/index.ts';
import { truncate, wrap } from '../../text/width.ts';
import { emptyLine, fitLine, type Line, line, type Span, span } from '../widgets/line.ts';
import { moveSelection, windowStart } from '../widgets/list-window.ts';
import { DialogBase, type DialogContext, type DialogPicture, listActions, type Room } from './dialog.ts';

/** Sessions on the servers and in the ledger; those that an ended exterm left come first and alone are marked from the start. */
export class OrphansDialog extends DialogBase<'orphans' | 'list'> {
  readonly scopes = ['orphans', 'list', 'dialog'] as const;
  readonly #marks = new Map<string, boolean>();
  #selected = 0;
  #page = 10;

  constructor(context: DialogContext) {
    super(context);
  }

  get #scan(): OrphanScan {
    return this.state.orphans;
  }

  get #reports(): readonly ShellReport[] {
    return this.#scan.reports.toSorted((a, b) => Number(b.isOrphan) - Number(a.isOrphan));
  }

  /** A report that is still there to remove. */
  #isLeft({ shellId }: ShellReport): boolean {
    const outcome = this.#scan.outcomes[shellId];
    return outcome === undefined || outcome.result === 'failed';
  }

  #isMarked(report: ShellReport): boolean {
    return this.#isLeft(report) && (this.#marks.get(report.shellId) ?? report.isOrphan);
  }

  override watch(state: AppState): unknown {
    return state.orphans;
  }

  protected override readonly actions: Actions<'orphans' | 'list'> = {
    orphans: {
      mark: () => this.#toggle(this.#reports[this.#selected]),
      markAll: () => this.#toggleAll(this.#reports),
      rescan: () => neverRejects(this.app.scanOrphans()),
      remove: () => neverRejects(this.#remove(this.#reports.filter((report) => this.#isMarked(report)))),
    },
    list: listActions(
      (rows) => {
        this.#selected = moveSelection(this.#selected, rows, this.#reports.length);
      },
      () => this.#page,
    ),
  };

  #toggle(report: ShellReport | undefined): void {
    if (!report || !this.#isLeft(report)) return;
    if (report.whose === 'this exterm') {
      this.screen.notice(`That is the open session of ${report.connection}: F6 there disconnects it.`);
    } else {
      this.#marks.set(report.shellId, !this.#isMarked(report));
      this.#selected = moveSelection(this.#selected, 1, this.#scan.reports.length);
    }
  }

  #toggleAll(reports: readonly ShellReport[]): void {
    const orphans = reports.filter((report) => report.isOrphan && this.#isLeft(report));
    const on = orphans.some((report) => !this.#isMarked(report));
    for (const { shellId } of orphans) this.#marks.set(shellId, on);
  }

  async #remove(marked: readonly ShellReport[]): Promise<void> {
    if (this.#scan.state === 'removing') return this.screen.notice('The marked sessions are being removed.');
    if (marked.length === 0) return this.screen.notice('Nothing is marked: Space marks a session, a all orphans.');
    const owned = marked.filter((report) => !report.isOrphan).length;
    const count = marked.length === 1 ? 'the marked session' : `${marked.length} marked sessions`;
    const warning = owned === 0 ? '' : ` ${owned} of them may be in use: whoever works there loses the session.`;
    const yes = await this.app.confirm({
      title: 'Remove sessions',
      text: `Remove ${count} from the servers? What runs in them ends.${warning}`,
      confirmLabel: 'Remove',
      danger: true,
    });
    if (yes) await this.app.removeShells(marked);
  }

  override picture(room: Room): DialogPicture {
    const width = Math.min(room.columns, 110);
    const inner = width - 2;
    const reports = this.#reports;
    const selected = reports[this.#selected];
    const below = this.#below(selected, inner);
    const height = Math.max(1, Math.min(Math.max(4, reports.length), room.rows - below.length - 5));
    this.#page = height;
    const start = windowStart(reports.length, height, this.#selected);
    const columns = columnWidths(inner);
    const list = reports
      .slice(start, start + height)
      .map((report, index) => this.#row(report, start + index === this.#selected, columns, inner));
    const padding = Array.from({ length: Math.max(0, height - list.length) }, () => emptyLine);
    return {
      title: 'Sessions on the servers',
      note: [span(this.#summary(reports), 'quiet')],
      width,
      rows: [heading(columns, inner), ...list, ...padding, 'rule', ...below],
    };
  }

  #summary(reports: readonly ShellReport[]): string {
    if (this.#scan.state === 'scanning') return 'asking the servers…';
    if (this.#scan.state === 'removing') return 'removing…';
    const marked = reports.filter((report) => this.#isMarked(report)).length;
    const orphans = reports.filter((report) => report.isOrphan && this.#isLeft(report)).length;
    return reports.length === 0 ? '' : `${orphans} orphans · ${marked} marked`;
  }

  #row(report: ShellReport, selected: boolean, columns: Columns, width: number): Line {
    const mark = report.whose === 'this exterm' ? '   ' : this.#isMarked(report) ? '[x]' : '[ ]';
    const age = report.lease ? ageText(this.state.now - report.lease.opened) : ageOf(report.shell?.runTime);
    const idle = report.shell?.inactivity ?? (report.lease ? this.state.now - report.lease.lastActivity : undefined);
    const cells = [
      [report.connection, columns.connection],
      [report.whose, columns.whose],
      [age, columns.age],
      [ageOf(idle), columns.idle],
    ] as const;
    const text = cells.map(([value, cell]) => truncate(value, cell - 1).padEnd(cell)).join('');
    const whole = fitLine([span(selected ? ' ▸ ' : '   '), span(`${mark} ${text}`), ...this.#outcome(report)], width);
    return selected ? whole.map((part) => span(part.text, 'selected')) : whole;
  }

  #outcome(report: ShellReport): readonly Span[] {
    const outcome = this.#scan.outcomes[report.shellId];
    if (outcome === undefined)
      return [
        report.isOrphan ? span('orphan', 'caution') : span(isOfLivingExterm(report) ? 'in use' : 'not ours', 'quiet'),
      ];
    switch (outcome.result) {
      case 'removing':
        return [span('◐ removing', 'caution')];
      case 'removed':
        return [span('✓ removed', 'good')];
      case 'gone':
        return [span('✓ was gone already', 'good')];
      case 'forgotten':
        return [span('✓ forgotten', 'good')];
      case 'failed':
        return [span(`✗ ${outcome.failure.what}`, 'bad')];
    }
  }

  /** What there is to say about the selected session, then the servers that could not be asked. */
  #below(selected: ShellReport | undefined, width: number): readonly Line[] {
    const outcome = selected && this.#scan.outcomes[selected.shellId];
    const why = selected ? wrap(screenWords(selected.why), width - 3, 'words').map((text) => line(' ', text)) : [];
    const next = outcome?.result === 'failed' ? wrap(`→ ${screenWords(outcome.failure.next)}`, width - 3, 'words') : [];
    const id = selected ? [line(span(` shell ${selected.shellId}`, 'quiet'))] : [];
    const problems = this.#scan.problems.flatMap(({ connection, failure }) =>
      wrap(
        `! ${connection} could not be asked: ${failure.what} ${screenWords(failure.next)}`,
        width - 3,
        'words',
      ).slice(0, 2),
    );
    const nothing =
      this.#scan.state === 'scanning'
        ? 'Looking into the ledger and asking the servers…'
        : 'No session was left behind.';
    return [
      ...(selected ? why.slice(0, 3) : [line(' ', nothing)]),
      ...next.slice(0, 2).map((text) => line(' ', text)),
      ...id,
      ...problems.slice(0, 4).map((text) => line(' ', span(text, 'caution'))),
    ];
  }
}

interface Columns {
  readonly connection: number;
  readonly whose: number;
  readonly age: number;
  readonly idle: number;
}

/** What comes of each is the last column and has what is left; where that is little, times give way. */
function columnWidths(width: number): Columns {
  if (width < 50) return { connection: 8, whose: 15, age: 0, idle: 0 };
  if (width < 66) return { connection: 10, whose: 17, age: 0, idle: 9 };
  return { connection: Math.max(9, Math.min(24, width - 62)), whose: 17, age: 11, idle: 11 };
}

function heading(columns: Columns, width: number): Line {
  const text = [
    ['Connection', columns.connection],
    ['Whose', columns.whose],
    ['Open', columns.age],
    ['Idle', columns.idle],
  ] as const;
  const cells = text.map(([name, cell]) => truncate(name, cell - 1).padEnd(cell)).join('');
  return fitLine([span(`       ${cells}`, 'quiet')], width);
}

function ageOf(milliseconds: number | undefined): string {
  return milliseconds === undefined ? '?' : ageText(milliseconds);
}

const isOfLivingExterm = ({ whose }: ShellReport) => whose === 'this exterm' || whose === 'another exterm';
