import type { AppState } from '../../app/screen/state.ts';
import { type DiagnosisStep, holds, screenWords } from '../../domain/index.ts';
import { padEnd, wrap } from '../../text/width.ts';
import { emptyLine, type Line, line, type Span, span } from '../widgets/line.ts';
import type { DialogContext } from './dialog.ts';
import { ReadingDialog } from './reading.ts';

const signs: Readonly<Record<DiagnosisStep['state'], Span>> = {
  waiting: span('·', 'quiet'),
  running: span('◐', 'caution'),
  ok: span('✓', 'good'),
  warning: span('!', 'caution'),
  failed: span('✗', 'bad'),
  skipped: span('–', 'quiet'),
};

/** The steps on the way to a session, as they are walked. */
export class DoctorDialog extends ReadingDialog {
  readonly scopes = ['list', 'dialog'] as const;
  protected override readonly actions = this.reading;
  protected override readonly title: string;

  constructor(context: DialogContext, connection: string) {
    super(context);
    this.title = `Doctor of ${connection}`;
  }

  override watch(state: AppState): unknown {
    return state.doctor;
  }

  protected override lines(width: number): readonly Line[] {
    const { doctor } = this.state;
    if (!doctor) return [emptyLine, line(' Begins …'), emptyLine];
    const { diagnosis, isRunning } = doctor;
    const titles = Math.min(34, Math.max(...diagnosis.steps.map(({ title }) => title.length)));
    const verdict = isRunning
      ? line(' ', span('Running: Esc ends it and removes its session.', 'quiet'))
      : holds(diagnosis)
        ? line(' ', span(`✓ ${diagnosis.connection} can be worked with.`, 'good'))
        : line(' ', span(`✗ ${diagnosis.connection} cannot be worked with as it is.`, 'bad'));
    return [
      emptyLine,
      ...diagnosis.steps.flatMap((step) => stepLines(step, titles, width)),
      emptyLine,
      verdict,
      emptyLine,
    ];
  }
}

function stepLines(step: DiagnosisStep, titles: number, width: number): readonly Line[] {
  const { state, title, milliseconds, detail, failure } = step;
  const time = milliseconds === undefined ? '' : `${milliseconds} ms`;
  const start = titles + 15;
  const rows = wrap(detail, Math.max(20, width - start - 1), 'words');
  const first = line(
    ' ',
    signs[state],
    ' ',
    padEnd(title, titles),
    span(time.padStart(10), 'quiet'),
    '  ',
    rows[0] ?? '',
  );
  const rest = rows.slice(1).map((row) => line(' '.repeat(start), row));
  const more =
    failure && state !== 'skipped'
      ? [...block('Why', failure.why, width), ...block('Next', screenWords(failure.next), width)]
      : [];
  return [first, ...rest, ...more];
}

function block(label: string, text: string, width: number): readonly Line[] {
  if (text.trim() === '') return [];
  return wrap(text, width - 12, 'words').map((row, index) =>
    line(span(`     ${(index === 0 ? label : '').padEnd(5)} `, 'quiet'), row),
  );
}
