import type { Value } from '../../run/value.ts';
import type { Work } from '../../run/work.ts';
import type { Bound, CommandContext, CommandDeclaration, CommandRun } from '../command.ts';
import { CsvReader, type CsvStyle } from '../lib/csv-text.ts';
import { CsvLines, csvParameters, csvStyle, namesOf } from '../lib/csv-writer.ts';
import { stop } from '../lib/fail.ts';
import { each, TextFile, textOf } from '../lib/file-text.ts';
import { filesOf, needed } from '../lib/files.ts';
import { encodingParameter, yesWithoutAsking } from '../lib/parameters.ts';

export const exportCsv: CommandDeclaration = {
  name: 'Export-Csv',
  aliases: ['epcsv'],
  synopsis: 'Writes objects into a file of comma-separated values.',
  examples: [
    {
      line: 'Get-Mailbox | Select-Object Name, Alias | Export-Csv mailboxes.csv',
      what: 'A line for each, below a heading.',
    },
    {
      line: "$x | Export-Csv report.csv -Delimiter ';' -Encoding utf8BOM",
      what: 'As spreadsheets in many countries want it.',
    },
    { line: '$more | Export-Csv mailboxes.csv -Append', what: 'Adds lines at the end.' },
  ],
  parameters: [
    {
      name: 'InputObject',
      type: 'psobject',
      isMandatory: true,
      fromPipeline: true,
      fromPipelineByPropertyName: true,
      what: 'The objects.',
    },
    { name: 'Path', type: 'string', position: 0, notNullOrEmpty: true, what: 'The file.' },
    {
      name: 'LiteralPath',
      aliases: ['PSPath', 'LP'],
      type: 'string',
      notNullOrEmpty: true,
      what: 'The same, wildcards taken as they stand.',
    },
    yesWithoutAsking('Writes also where the file is read-only, or what is added has other columns.'),
    { name: 'NoClobber', aliases: ['NoOverwrite'], type: 'switch', what: 'Not where the file is there already.' },
    encodingParameter,
    { name: 'Append', type: 'switch', what: 'Adds at the end of what is there.' },
    ...csvParameters,
  ],
  defaultSet: 'Delimiter',
  supportsShouldProcess: true,
  create: (bound, context) => new Export(bound, context),
};

class Export implements CommandRun {
  readonly #bound: Bound;
  readonly #context: CommandContext;
  readonly #path: string;
  readonly #style: CsvStyle;
  #file: TextFile | undefined;
  #lines: CsvLines | undefined;

  constructor(bound: Bound, context: CommandContext) {
    this.#bound = bound;
    this.#context = context;
    const [path, literal] = [bound.text('Path'), bound.text('LiteralPath')];
    if ((path === undefined) === (literal === undefined)) {
      throw stop(
        'You must specify either the -Path or -LiteralPath parameters, but not both.',
        'CannotSpecifyPathAndLiteralPath',
        'InvalidData',
        {
          exceptionType: 'System.InvalidOperationException',
        },
      );
    }
    if (bound.isOn('Append') && bound.isOn('NoHeader')) {
      throw stop(
        'You must specify either the -Append or -NoHeader parameters, but not both.',
        'CannotSpecifyBothAppendAndNoHeader',
        'InvalidData',
        {
          exceptionType: 'System.InvalidOperationException',
        },
      );
    }
    this.#path = (path ?? literal)!;
    this.#style = csvStyle(bound);
  }

  *begin(): Work<void> {
    const target = filesOf(this.#context).resolve(this.#path);
    if (!(yield* this.#context.shouldProcess(target, 'Export-Csv'))) return;
    const [append, noClobber, force] = ['Append', 'NoClobber', 'Force'].map((name) => this.#bound.isOn(name)) as [
      boolean,
      boolean,
      boolean,
    ];
    const names = append ? yield* this.#namesThere() : undefined;
    this.#lines = new CsvLines(this.#style, this.#context, names);
    this.#file = new TextFile(
      this.#path,
      { append, noClobber, force, encoding: this.#bound.text('Encoding') },
      this.#context,
    );
    yield* this.#file.open();
  }

  *process(input: Value): Work<void> {
    const value = this.#bound.get('InputObject') ?? input;
    if (!this.#file || !this.#lines || value === null) return;
    if (this.#lines.names && this.#bound.isOn('Append')) this.#checkColumns(value, this.#lines.names);
    const options = { noHeader: this.#bound.isOn('NoHeader'), withType: this.#bound.isOn('IncludeTypeInformation') };
    for (const line of yield* this.#lines.add(value, options)) yield* this.#file.write(`${line}\n`);
  }

  *end(): Work<void> {
    if (this.#file) yield* this.#file.close();
  }

  *abandon(): Work<void> {
    if (this.#file) yield* this.#file.abandon();
  }

  /** The heading of the file that is added to. */
  *#namesThere(): Work<readonly string[] | undefined> {
    const files = filesOf(this.#context);
    const info = yield* needed(() => files.info(this.#path));
    if (!info || info.length === 0) return undefined;
    const reader = new CsvReader(this.#style.delimiter);
    const found: (readonly string[])[] = [];
    const take = (records: readonly (readonly string[])[]) =>
      found.push(...records.filter(([first]) => !first?.startsWith('#TYPE ')));
    yield* each(textOf(files.read(this.#path), this.#bound.text('Encoding')), (part) => {
      take(reader.push(part));
      return found.length === 0;
    });
    take(reader.end());
    return found[0];
  }

  #checkColumns(value: Value, names: readonly string[]): void {
    if (this.#bound.isOn('Force')) return;
    const has = new Set(namesOf(value, this.#context).map((name) => name.toLowerCase()));
    const lacking = names.find((name) => !has.has(name.toLowerCase()));
    if (lacking === undefined) return;
    throw stop(
      `Cannot append CSV content to the following file: ${this.#path}. The appended object does not have a property that corresponds to the following column: ${lacking}. To continue with mismatched properties, add the -Force parameter, and then retry the command.`,
      'CannotAppendCsvWithMismatchedPropertyNames',
      'InvalidData',
      { target: lacking, exceptionType: 'System.InvalidOperationException' },
    );
  }
}
