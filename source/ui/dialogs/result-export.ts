import { copyFormats, type ExportFormat, extensions, saveFormats } from '../../app/results/export.ts';
import type { OpenGrid } from '../../app/results/open-grid.ts';
import { type ExportScope, exportCount, fileNameOf } from '../../app/results/selection.ts';
import type { Actions } from '../../app/screen/commands/index.ts';
import { neverRejects } from '../../async/background.ts';
import { wrap } from '../../text/width.ts';
import { emptyLine, line, span } from '../widgets/line.ts';
import { DialogBase, type DialogContext, type DialogPicture, type Room } from './dialog.ts';
import { choiceField, type Field, Fields, textField } from './fields.ts';

interface Offer {
  readonly scope: ExportScope;
  readonly label: string;
}

/** What a grid offers to copy or save: what there is of it. */
function offersOf(open: OpenGrid, scopes: readonly ExportScope[]): readonly Offer[] {
  const labels: Readonly<Record<ExportScope, (count: string) => string>> = {
    cell: () => 'this cell',
    row: () => 'this row',
    marked: (count) => `${count} marked`,
    shown: (count) => `${count} shown`,
    all: (count) => `all ${count}`,
  };
  return scopes.flatMap((scope) => {
    const count = exportCount(open, scope);
    const isAll = scope === 'all' && count === open.grid.shown.length;
    return count === 0 || isAll ? [] : [{ scope, label: labels[scope](count.toLocaleString('en-US')) }];
  });
}

const columnChoices = ['those shown', 'all'] as const;

abstract class ExportDialog extends DialogBase<'form' | 'copying' | 'choice' | 'field'> {
  protected readonly connection: string;
  protected readonly open: OpenGrid | undefined;
  protected readonly fields: Fields;
  protected readonly offers: readonly Offer[];
  protected problem = '';
  protected abstract readonly title: string;

  constructor(context: DialogContext, connection: string, parts: (open: OpenGrid) => Parts, otherwise = noParts) {
    super(context);
    this.connection = connection;
    this.open = this.app.grid(connection);
    const made = this.open ? parts(this.open) : otherwise;
    this.offers = made.offers;
    this.fields = new Fields(made.fields);
  }

  readonly #form = {
    next: () => this.fields.move(1),
    previous: () => this.fields.move(-1),
    accept: () => neverRejects(this.accept()),
  };

  protected override readonly actions: Actions<'form' | 'copying' | 'choice' | 'field'> = {
    form: this.#form,
    copying: this.#form,
    choice: { previous: () => this.#change(-1), next: () => this.#change(1) },
    field: (operation) => this.fields.edit(operation),
  };

  protected abstract accept(): Promise<void>;

  #change(by: number): void {
    this.fields.change(by);
    this.chosen();
  }

  protected override typed(text: string): void {
    this.problem = '';
    this.fields.type(text);
    if (this.fields.current.kind === 'choice') this.chosen();
  }

  protected chosen(): void {}

  protected get request() {
    const label = this.fields.value('what');
    return {
      scope: this.offers.find((offer) => offer.label === label)?.scope ?? 'row',
      format: this.fields.value('as') as ExportFormat,
      whole: this.fields.value('columns') === columnChoices[1],
    };
  }

  override picture({ columns }: Room): DialogPicture {
    const width = Math.min(columns, 76);
    const fields = this.fields.picture(width - 2);
    const said = this.problem === '' ? [] : wrap(this.problem, width - 6, 'words', 3);
    return {
      title: this.title,
      width,
      rows: [
        emptyLine,
        ...fields.rows,
        emptyLine,
        ...said.map((row) => line('   ', span(row, 'bad'))),
        ...(said.length > 0 ? [emptyLine] : []),
      ],
      cursor: fields.cursor && { x: fields.cursor.x, y: fields.cursor.y + 1 },
    };
  }
}

interface Parts {
  readonly offers: readonly Offer[];
  readonly fields: readonly Field[];
}

const noParts: Parts = { offers: [], fields: [textField('path', 'File')] };

/** Copies a part of the grid to the clipboard. */
export class CopyDialog extends ExportDialog {
  protected override readonly title = 'Copy';
  override readonly scopes = ['copying', 'choice', 'dialog'] as const;

  constructor(context: DialogContext, connection: string) {
    super(context, connection, (open) => {
      const offers = offersOf(
        open,
        open.grid.marks.size > 0 ? ['marked', 'row', 'cell', 'shown'] : ['cell', 'row', 'shown'],
      );
      return {
        offers,
        fields: [
          choiceField(
            'what',
            'What',
            offers.map(({ label }) => label),
            '',
          ),
          choiceField('as', 'As', copyFormats, 'text'),
          choiceField('columns', 'Columns', columnChoices, ''),
        ],
      };
    });
  }

  protected override async accept(): Promise<void> {
    const { request } = this;
    this.app.closeDialog(this.id);
    const copied = await this.app.exportText(this.connection, request);
    if (copied)
      this.screen.copy(copied.text, copied.isCut ? 'Only the beginning: it is too much for a clipboard.' : '');
  }
}

/** Asks for a file, and says what keeps it from being written. */
abstract class FileDialog extends ExportDialog {
  #isSaving = false;

  get scopes() {
    return this.fields.current.kind === 'choice'
      ? (['form', 'choice', 'dialog'] as const)
      : (['form', 'dialog', 'field'] as const);
  }

  /** Gives why not; undefined once it is saved. */
  protected abstract save(path: string): Promise<string | undefined>;

  protected override async accept(): Promise<void> {
    if (this.#isSaving) return;
    this.#isSaving = true;
    const saved = await this.save(this.fields.value('path'));
    this.#isSaving = false;
    if (saved === undefined) this.app.closeDialog(this.id);
    else this.problem = saved;
    this.changed();
  }
}

/** Saves a transcript in a file. */
export class SaveTranscriptDialog extends FileDialog {
  protected override readonly title = 'Save the transcript';

  constructor(context: DialogContext, connection: string) {
    const name = connection.replaceAll(/[^\p{L}\p{N}._-]/gu, '_');
    const file = textField('path', 'File', `~/${name}-transcript.txt`);
    super(context, connection, () => ({ offers: [], fields: [file] }), { offers: [], fields: [file] });
  }

  protected override save(path: string): Promise<string | undefined> {
    return this.app.saveTranscript(this.connection, path);
  }
}

/** Saves a part of the grid in a file. */
export class SaveDialog extends FileDialog {
  protected override readonly title = 'Save';

  constructor(context: DialogContext, connection: string) {
    super(context, connection, (open) => {
      const offers = offersOf(open, open.grid.marks.size > 0 ? ['marked', 'shown', 'all'] : ['shown', 'all']);
      return {
        offers,
        fields: [
          textField('path', 'File', `~/${fileNameOf(open)}.csv`),
          choiceField('as', 'As', saveFormats, 'CSV'),
          choiceField(
            'what',
            'What',
            offers.map(({ label }) => label),
            '',
          ),
          choiceField('columns', 'Columns', columnChoices, ''),
        ],
      };
    });
  }

  /** Another format has another ending, as long as the name has that of one of the formats. */
  protected override chosen(): void {
    const path = this.fields.all.find((field) => field.name === 'path');
    if (path?.kind !== 'text' || this.fields.current.name !== 'as') return;
    const ending = new RegExp(`\\.(?:${Object.values(extensions).join('|')})$`);
    if (ending.test(path.field.text)) {
      path.field.set(path.field.text.replace(ending, `.${extensions[this.request.format]}`));
    }
  }

  protected override save(path: string): Promise<string | undefined> {
    return this.app.saveResult(this.connection, path, this.request);
  }
}
