import type { Writable } from 'node:stream';
import { presentable } from '../app/output/presentable.ts';
import { type Diagnosis, type DiagnosisStep, holds, ownWords } from '../domain/index.ts';
import { neutralise } from '../format/index.ts';
import { padEnd, widthOf } from '../text/width.ts';
import { printLines } from './print.ts';
import type { StatusLine } from './status-line.ts';

/** The state's word, as wide as the widest of them. */
const words: Readonly<Record<DiagnosisStep['state'], string>> = {
  waiting: '',
  running: '',
  ok: 'ok     ',
  warning: 'warning',
  failed: 'FAILED ',
  skipped: 'skipped',
};

/** Writes each step when it has ended, in order; on a terminal the status line says which one runs. */
export class DoctorReport {
  readonly #stdout: Writable;
  readonly #status: StatusLine;
  #written = 0;
  #last: Promise<unknown> = Promise.resolve();

  constructor(stdout: Writable, status: StatusLine) {
    this.#stdout = stdout;
    this.#status = status;
  }

  /** Whose steps follow, where there are several. */
  async begin(name: string, isFurther: boolean): Promise<void> {
    this.#write([...(isFurther ? [''] : []), name, '-'.repeat(widthOf(name))]);
    await this.#last;
  }

  changed({ connection, steps }: Diagnosis): void {
    const ended = steps.slice(this.#written).findIndex(({ state }) => state === 'waiting' || state === 'running');
    const fresh = steps.slice(this.#written, ended < 0 ? undefined : this.#written + ended);
    this.#written += fresh.length;
    if (fresh.length > 0) {
      this.#status.clear();
      const width = Math.max(...steps.map(({ title }) => widthOf(title)));
      this.#write(fresh.flatMap((step) => stepLines(step, width)));
    }
    const running = steps.find(({ state }) => state === 'running');
    if (running) this.#status.set(connection, running.title);
  }

  /** The rest, and what it comes to. Resolves when all is written. */
  async end(diagnosis: Diagnosis): Promise<void> {
    this.#status.end();
    this.changed(diagnosis);
    this.#status.end();
    this.#write(['', verdict(diagnosis)]);
    await this.#last;
  }

  #write(lines: readonly string[]): void {
    this.#last = this.#last.then(() => printLines(this.#stdout, lines));
  }
}

function stepLines({ state, title, milliseconds, detail, failure }: DiagnosisStep, width: number): readonly string[] {
  const time = milliseconds === undefined ? '' : `${milliseconds} ms`;
  const line = `${words[state]}  ${padEnd(title, width)}  ${time.padStart(9)}  ${neutralise(detail)}`.trimEnd();
  if (!failure || state === 'skipped') return [line];
  const shown = presentable(failure);
  const { why, next } = shown;
  const said = ownWords({ ...shown, what: detail }) ?? '';
  const more = [
    ['Why', why],
    ['Next', next],
    ['Original', said],
  ].filter(([, text]) => text !== '');
  return [line, ...more.map(([label, text]) => `         ${label}: ${text!.replaceAll('\n', '\n           ')}`)];
}

function verdict(diagnosis: Diagnosis): string {
  const count = (wanted: DiagnosisStep['state']) => diagnosis.steps.filter(({ state }) => state === wanted).length;
  const warnings = count('warning');
  const also = warnings === 0 ? '' : ` ${warnings === 1 ? '1 warning' : `${warnings} warnings`}.`;
  if (holds(diagnosis)) return `${diagnosis.connection} can be worked with.${also}`;
  const skipped = count('skipped') === 0 ? '' : ` ${count('skipped')} steps were not tried.`;
  return `${diagnosis.connection} cannot be worked with as it is.${skipped}${also}`;
}

/** What came of several: how many hold, and at which step each of the others fails. */
export function summaryLines(diagnoses: readonly Diagnosis[]): readonly string[] {
  const bad = diagnoses.filter((diagnosis) => !holds(diagnosis));
  const good = diagnoses.length - bad.length;
  return [
    '',
    `${good} of ${diagnoses.length} can be worked with.`,
    ...bad.map(({ connection, steps }) => {
      const failed = steps.find(({ state }) => state === 'failed');
      return `Not ${connection}: ${failed?.title ?? 'not all of it was tried'}.`;
    }),
  ];
}

/** The diagnosis as `--json` shows it: times in milliseconds, null where there is none. */
export function diagnosisFacts(diagnosis: Diagnosis) {
  const { connection, url, engine, steps } = diagnosis;
  return {
    connection,
    url,
    engine,
    holds: holds(diagnosis),
    steps: steps.map(({ id, title, state, milliseconds, detail, failure }) => ({
      id,
      title,
      state,
      milliseconds: milliseconds ?? null,
      detail,
      failure: failure
        ? {
            id: failure.id,
            what: failure.what,
            why: failure.why,
            next: failure.next,
            original: failure.original ?? null,
            details: failure.details ?? {},
          }
        : null,
    })),
  };
}
