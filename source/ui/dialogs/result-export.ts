import { copyFormats, type ExportFormat, extensions, saveFormats } from '../../app/results/export.ts';
import type { OpenGrid } from '../../app/results/open-grid.ts';
import { type ExportScope, exportCount, fileNameOf } from '../../app/results/selection.ts';
import { wrap } from '../../text/width.ts';
import { emptyLine, line, span } from '../widgets/line.ts';
import type { DialogContext, DialogPicture, Room } from './dialog.ts';
import { choiceField, type Field, Fields, textField } from './fields.ts';
import { FormDialog } from './form-dialog.ts';

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

abstract class ExportDialog extends FormDialog {
  protected readonly connection: string;
  protected readonly open: OpenGrid | undefined;
  protected override readonly fields: Fields;
  protected readonly offers: readonly Offer[];
  protected abstract readonly title: string;

  constructor(context: DialogContext, connection: string, parts: (open: OpenGrid) => Parts, otherwise = noParts) {
    super(context);
    this.connection = connection;
    this.open = this.app.grid(connection);
    const made = this.open ? parts(this.open) : otherwise;
    this.offers = made.offers;
    this.fields = new Fields(made.fields);
  }

  protected override change(by: number): void {
    super.change(by);
    this.chosen();
  }

  protected override typed(text: string): void {
    super.typed(text);
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
  protected override readonly form = 'copying';

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
  /** Gives why not; undefined once it is saved. */
  protected abstract saveTo(path: string): Promise<string | undefined>;

  protected override accept(): Promise<void> {
    return this.save(() => this.saveTo(this.fields.value('path')));
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

  protected override saveTo(path: string): Promise<string | undefined> {
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

  protected override saveTo(path: string): Promise<string | undefined> {
    return this.app.saveResult(this.connection, path, this.request);
  }
}
