import { failureReport } from '../../app/output/presentable.ts';
import { type Actions, isConnectable } from '../../app/screen/commands/index.ts';
import type { Failure } from '../../domain/index.ts';
import { wrap } from '../../text/width.ts';
import { emptyLine, type Line, line, span } from '../widgets/line.ts';
import { DialogBase, type DialogContext, type DialogPicture, listActions, type Room } from './dialog.ts';

/** A text to read: it scrolls where it is longer than the screen. */
export abstract class ReadingDialog<S extends 'list' | 'field' | 'failure' | 'report' = 'list'> extends DialogBase<
  S | 'list'
> {
  #top = 0;
  #height = 10;
  #length = 0;

  protected abstract readonly title: string;
  protected abstract lines(width: number): readonly Line[];
  protected readonly startsAtEnd: boolean = false;

  /** Rows above it that do not scroll, and where the cursor stands there. */
  protected head(_width: number): Pick<DialogPicture, 'rows' | 'cursor'> {
    return { rows: [] };
  }

  /** Another text: it is read from where it begins, or ends. */
  protected anew(): void {
    this.#length = 0;
    this.#top = 0;
  }

  protected readonly reading: Actions<'list'> = {
    list: listActions(
      (rows) => {
        this.#top = Math.max(0, Math.min(this.#length - this.#height, this.#top + rows));
      },
      () => this.#height,
    ),
  };

  override picture(room: Room): DialogPicture {
    const width = Math.min(room.columns, 100);
    const lines = this.lines(width - 2);
    const head = this.head(width - 2);
    const isFirst = this.#length === 0;
    this.#length = lines.length;
    this.#height = Math.max(1, Math.min(lines.length, room.rows - 2 - head.rows.length));
    if (isFirst && this.startsAtEnd) this.#top = lines.length - this.#height;
    const top = Math.max(0, Math.min(this.#top, lines.length - this.#height));
    const hidden = lines.length - this.#height;
    return {
      title: this.title,
      ...(hidden > 0 ? { note: [span(`${top + 1}–${top + this.#height} of ${lines.length}`, 'quiet')] } : {}),
      width,
      ...head,
      rows: [...head.rows, ...lines.slice(top, top + this.#height)],
    };
  }
}

/** Everything that is known about a failure, for who has to find its cause or to hand it on. */
export class FailureDialog extends ReadingDialog<'failure' | 'report'> {
  readonly #connection: string | undefined;
  readonly #failure: Failure;
  protected override readonly title: string;

  constructor(context: DialogContext, connection: string | undefined, failure: Failure) {
    super(context);
    this.#connection = connection;
    this.#failure = failure;
    this.title = connection === undefined ? 'Failure' : `Failure on ${connection}`;
  }

  get #canRetry(): boolean {
    const session = this.#connection === undefined ? undefined : this.state.sessions[this.#connection];
    return session !== undefined && isConnectable(session);
  }

  get scopes() {
    return this.#canRetry
      ? (['failure', 'report', 'list', 'dialog'] as const)
      : (['report', 'list', 'dialog'] as const);
  }

  protected override readonly actions: Actions<'failure' | 'report' | 'list'> = {
    ...this.reading,
    failure: { retry: () => this.#retry() },
    report: { copy: () => this.screen.copy(failureReport(this.#failure)) },
  };

  #retry(): void {
    if (this.#connection === undefined) return;
    this.app.closeDialog(this.id);
    this.app.connect(this.#connection);
  }

  protected override lines(width: number): readonly Line[] {
    const { what, why, next, original, details = {}, id } = this.#failure;
    const block = (label: string, text: string) =>
      text.trim() === ''
        ? []
        : wrap(text, width - 16, 'words').map((row, index) =>
            line(span(` ${(index === 0 ? label : '').padEnd(13)} `, 'quiet'), row),
          );
    return [
      emptyLine,
      ...block('What', what),
      ...block('Why', why),
      ...block('Next', next),
      emptyLine,
      ...block('The server said', original ?? '').map((row) => row),
      ...Object.entries(details).flatMap(([name, value]) => block(name, value)),
      ...block('Failure id', id),
      emptyLine,
    ];
  }
}
