import type { ViewRequest } from '../../../domain/index.ts';
import { Formatted, LiveObject, type Value } from '../../run/value.ts';
import type { Work } from '../../run/work.ts';
import type { Bound, CommandContext, CommandDeclaration, CommandParameter, CommandRun } from '../command.ts';
import { cellText } from '../layout/cell-text.ts';
import { isRecord, isRight, isScalar } from '../layout/scalar-text.ts';
import { stop } from './fail.ts';
import { compareValues } from './order.ts';
import { inputObject } from './parameters.ts';
import {
  expressionKey,
  labelKey,
  type PropertyResult,
  type PropertySpec,
  readSpecs,
  type SpecKey,
  valuesOf,
} from './property-spec.ts';

const leaveOut = 'Leave it out: each type has one view here.';

const common: readonly CommandParameter[] = [
  { name: 'GroupBy', type: 'object', what: 'Neighbours with the same value stand together; sort by it first.' },
  { name: 'View', type: 'string', what: 'Another view of the type.', refused: leaveOut },
  { name: 'ShowError', type: 'switch', what: 'Shows errors of calculated properties below.', refused: leaveOut },
  { name: 'DisplayError', type: 'switch', what: 'Shows errors of calculated properties in place.', refused: leaveOut },
  { name: 'Force', type: 'switch', what: 'Shows the properties of errors too, which are their text otherwise.' },
  {
    name: 'Expand',
    type: 'string',
    values: ['CoreOnly', 'EnumOnly', 'Both'],
    what: 'How collections are shown.',
    refused: leaveOut,
  },
  inputObject,
];

export interface FormatCommand {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly shape: ViewRequest['shape'];
  readonly synopsis: string;
  readonly examples: NonNullable<CommandDeclaration['examples']>;
  readonly parameters: readonly CommandParameter[];
  readonly keys: readonly SpecKey[];
  /** What the switches ask for. */
  readonly request: (bound: Bound) => Omit<ViewRequest, 'shape'>;
}

/** $FormatEnumerationLimit, where it was given a value. */
function limitIn({ variables }: CommandContext): Pick<ViewRequest, 'items'> {
  const items = variables.get('FormatEnumerationLimit');
  return typeof items === 'number' ? { items } : {};
}

export function formatCommand({ keys, request, shape, parameters, ...described }: FormatCommand): CommandDeclaration {
  return {
    ...described,
    parameters: [
      {
        name: 'Property',
        type: shape === 'wide' ? 'object' : 'object[]',
        position: 0,
        what: 'Names, wildcards, script blocks, or @{ Label = …; Expression = … }.',
      },
      ...parameters,
      ...common,
    ],
    create: (bound, context) =>
      new Formatting(
        { shape, ...request(bound), ...limitIn(context) },
        readSpecs(bound.get('Property'), [...keys, labelKey, expressionKey], context),
        bound,
        context,
      ),
  };
}

class Formatting implements CommandRun {
  readonly #request: ViewRequest;
  readonly #specs: readonly PropertySpec[];
  readonly #groupBy: PropertySpec | undefined;
  /** What a record of a stream is shown by in place of its text. */
  readonly #ofRecord: readonly PropertySpec[] | undefined;
  readonly #context: CommandContext;
  /** A table's columns are those of its first object. */
  #columns: readonly PropertySpec[] | undefined;
  /** One and the same for rows that stand in one table: by what they have in common. */
  readonly #views = new Map<string, ViewRequest>();
  #group: { readonly value: Value; readonly shown: NonNullable<ViewRequest['group']> } | undefined;

  constructor(request: ViewRequest, specs: readonly PropertySpec[], bound: Bound, context: CommandContext) {
    this.#request = request;
    this.#specs = specs;
    this.#context = context;
    if (request.shape === 'list' && bound.isOn('Force'))
      this.#ofRecord = specs.length > 0 ? specs : readSpecs('*', [], context);
    [this.#groupBy] = readSpecs(bound.get('GroupBy'), [labelKey, expressionKey, { key: 'formatstring' }], context);
  }

  *process(input: Value): Work<void> {
    if (input === null) return;
    const request = { ...this.#request, ...(yield* this.#grouped(input)) };
    const ofRecord = isRecord(input, this.#context) ? this.#ofRecord : undefined;
    if (!ofRecord && (this.#specs.length === 0 || isScalar(input, this.#context))) {
      yield* this.#context.out(
        new Formatted(
          input,
          this.#view('', () => request),
          this,
        ),
      );
      return;
    }
    const isList = request.shape === 'list';
    const cells = isList ? yield* this.#listCells(input, ofRecord ?? this.#specs) : yield* this.#tableCells(input);
    const key = isList ? cells.map(({ label }) => label).join('\0') : 'table';
    const view = this.#view(key, () => ({ ...request, ...columnsOf(cells) }));
    const names = view.properties ?? [];
    const value = new LiveObject(cells.map((cell, index): [string, Value] => [names[index]!, cell.value]));
    yield* this.#context.out(new Formatted(value, view, this));
  }

  #view(key: string, make: () => ViewRequest): ViewRequest {
    const view = this.#views.get(key) ?? make();
    this.#views.set(key, view);
    return view;
  }

  *#grouped(input: Value): Work<Pick<ViewRequest, 'group'>> {
    if (!this.#groupBy) return {};
    const [result] = yield* valuesOf(this.#groupBy, input, this.#context);
    if (result && (!this.#group || compareValues(this.#group.value, result.value, false, this.#context) !== 0)) {
      const label = this.#groupBy.label ?? result.name;
      this.#views.clear();
      this.#group = {
        value: result.value,
        shown: { label, text: cellText(formatted(this.#groupBy, result.value, this.#context), this.#context, false) },
      };
    }
    return this.#group ? { group: this.#group.shown } : {};
  }

  *#tableCells(input: Value): Work<readonly Cell[]> {
    this.#columns ??= yield* this.#opened(input);
    const cells: Cell[] = [];
    for (const spec of this.#columns) {
      const [result] = yield* valuesOf(spec, input, this.#context);
      cells.push(cellOf(spec, result ?? { name: spec.property ?? '', value: null }, this.#context));
    }
    return cells;
  }

  *#opened(input: Value): Work<readonly PropertySpec[]> {
    const columns: PropertySpec[] = [];
    for (const spec of this.#specs) {
      if (spec.script) {
        columns.push(spec);
        continue;
      }
      const results = yield* valuesOf(spec, input, this.#context);
      if (results.length === 0 && !spec.isPattern) columns.push(spec);
      for (const { name } of results) columns.push({ ...spec, property: name, isPattern: false });
    }
    return columns;
  }

  *#listCells(input: Value, specs: readonly PropertySpec[]): Work<readonly Cell[]> {
    const cells: Cell[] = [];
    for (const spec of specs) {
      for (const result of yield* valuesOf(spec, input, this.#context)) cells.push(cellOf(spec, result, this.#context));
    }
    return cells;
  }
}

interface Cell {
  readonly label: string;
  readonly value: Value;
  readonly width?: number;
  readonly align?: 'left' | 'center' | 'right';
}

function cellOf(spec: PropertySpec, { name, value }: PropertyResult, context: CommandContext): Cell {
  const align = spec.more.get('alignment');
  const width = spec.more.get('width');
  return {
    label: spec.label ?? name,
    value: formatted(spec, value, context),
    ...(align === undefined ? rightOf(spec, value) : { align: alignmentOf(align, context) }),
    ...(width === undefined ? {} : { width: widthOf(width, context) }),
  };
}

/** A number that a format makes text of stands where numbers do. */
const rightOf = (spec: PropertySpec, value: Value): Pick<Cell, 'align'> =>
  spec.more.has('formatstring') && isRight(value) ? { align: 'right' } : {};

function formatted(spec: PropertySpec, value: Value, { semantics }: CommandContext): Value {
  const given = spec.more.get('formatstring');
  if (given === undefined || value === null) return value;
  const pattern = semantics.toText(given);
  return semantics.binary('-f')!(/\{0|\}/.test(pattern) ? pattern : `{0:${pattern}}`, semantics.arrayOf([value]));
}

function alignmentOf(value: Value, { semantics }: CommandContext): 'left' | 'center' | 'right' {
  const text = semantics.toText(value).toLowerCase();
  const found = (['left', 'center', 'right'] as const).find((one) => text !== '' && one.startsWith(text));
  if (found) return found;
  throw illegal(
    `The value "${text}" for key "alignment" is not valid; valid values are {left, center, right}.`,
    'AlignmentIllegalValue',
  );
}

function widthOf(value: Value, { semantics }: CommandContext): number {
  const width = Number(semantics.toText(value));
  if (Number.isInteger(width) && width > 0) return width;
  throw illegal(`The value "${semantics.toText(value)}" for key "width" should be greater than 0.`, 'WidthOutOfRange');
}

const illegal = (message: string, id: string) =>
  stop(message, id, 'InvalidArgument', { exceptionType: 'System.NotSupportedException' });

/** The cells as properties of an object: by their labels, or by their place where labels are the same. */
function columnsOf(cells: readonly Cell[]): Pick<ViewRequest, 'properties' | 'columns'> {
  const labels = new Set(cells.map(({ label }) => label.toLowerCase()));
  const isClear = labels.size === cells.length && !labels.has('');
  return {
    properties: cells.map(({ label }, index) => (isClear ? label : `${index}`)),
    columns: cells.map(({ value: _value, ...column }) => column),
  };
}
