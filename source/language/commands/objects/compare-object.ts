import { LiveObject, type Value } from '../../run/value.ts';
import type { Work } from '../../run/work.ts';
import type { Bound, CommandContext, CommandDeclaration, CommandRun } from '../command.ts';
import { record, several } from '../lib/items.ts';
import { compareKeys, type Keyed, keyed, type OrderBy } from '../lib/order.ts';
import { expressionKey, readSpecs } from '../lib/property-spec.ts';

export const compareObject: CommandDeclaration = {
  name: 'Compare-Object',
  aliases: ['compare', 'diff'],
  synopsis: 'Tells what only one of two lists has.',
  examples: [
    {
      line: 'Compare-Object (Get-Content old.txt) (Get-Content new.txt)',
      what: 'Lines of one file only: <= of the first, => of the second.',
    },
    {
      line: 'Compare-Object $before $after -Property Name, Database -PassThru',
      what: 'Compares two properties and gives the objects themselves.',
    },
  ],
  parameters: [
    {
      name: 'ReferenceObject',
      type: 'psobject[]',
      position: 0,
      isMandatory: true,
      allowsEmpty: true,
      what: 'The one list.',
    },
    {
      name: 'DifferenceObject',
      type: 'psobject[]',
      position: 1,
      isMandatory: true,
      allowsEmpty: true,
      fromPipeline: true,
      what: 'The other list.',
    },
    {
      name: 'SyncWindow',
      type: 'int',
      range: [0, 2147483647],
      what: 'How far apart equal items may lie; usually anywhere.',
    },
    { name: 'Property', type: 'object[]', what: 'What of the objects is compared; else their text, or their value.' },
    { name: 'ExcludeDifferent', type: 'switch', what: 'Only what both have.' },
    { name: 'IncludeEqual', type: 'switch', what: 'What both have, too.' },
    { name: 'PassThru', type: 'switch', what: 'Gives the objects that came in.' },
    {
      name: 'Culture',
      type: 'string',
      what: 'The order of texts.',
      refused: 'Leave it out: texts are compared as in en-US.',
    },
    { name: 'CaseSensitive', type: 'switch', what: 'Upper and lower case are told apart.' },
  ],
  create: (bound, context) => new Comparison(bound, context),
};

type Side = '==' | '=>' | '<=';

class Comparison implements CommandRun {
  readonly #bound: Bound;
  readonly #context: CommandContext;
  readonly #by: OrderBy;
  readonly #window: number;
  /** -ExcludeDifferent with -IncludeEqual:$false: nothing at all. */
  readonly #equalToo: boolean;
  #references: readonly Keyed[] = [];
  #at = 0;
  readonly #waiting = new Map<Side, Keyed[]>([
    ['<=', []],
    ['=>', []],
  ]);

  constructor(bound: Bound, context: CommandContext) {
    this.#bound = bound;
    this.#context = context;
    this.#by = {
      specs: readSpecs(bound.get('Property'), [expressionKey], context),
      isCaseSensitive: bound.isOn('CaseSensitive'),
      context,
    };
    this.#window = bound.number('SyncWindow') ?? 2147483647;
    const excludes = bound.isOn('ExcludeDifferent');
    this.#equalToo = bound.isOn('IncludeEqual') || (excludes && !bound.has('IncludeEqual'));
  }

  *begin(): Work<void> {
    this.#references = yield* this.#keyed(several(this.#bound.get('ReferenceObject')));
  }

  *process(): Work<void> {
    for (const one of yield* this.#keyed(several(this.#bound.get('DifferenceObject')))) yield* this.#step(one);
  }

  *end(): Work<void> {
    while (this.#at < this.#references.length) yield* this.#step(undefined);
    for (const side of ['=>', '<='] as const) for (const one of this.#waiting.get(side)!) yield* this.#give(one, side);
  }

  *#keyed(values: readonly Value[]): Work<readonly Keyed[]> {
    const all: Keyed[] = [];
    for (const value of values) if (value !== null) all.push(yield* keyed(value, this.#by.specs, this.#context));
    return all;
  }

  /** Takes the next of each list and looks for either among those of the other that wait. */
  *#step(difference: Keyed | undefined): Work<void> {
    const reference = this.#references[this.#at++];
    if (reference && difference && compareKeys(reference, difference, this.#by) === 0) {
      yield* this.#give(reference, '==');
      return;
    }
    const found = difference && this.#takeMatch(difference, '<=');
    if (found) yield* this.#give(found, '==');
    const isMatched = reference !== undefined && this.#takeMatch(reference, '=>') !== undefined;
    if (isMatched) yield* this.#give(reference, '==');
    if (difference && !found) yield* this.#wait(difference, '=>');
    if (reference && !isMatched) yield* this.#wait(reference, '<=');
  }

  #takeMatch(one: Keyed, side: Side): Keyed | undefined {
    const list = this.#waiting.get(side)!;
    const index = list.findIndex((other) => compareKeys(one, other, this.#by) === 0);
    return index < 0 ? undefined : list.splice(index, 1)[0];
  }

  *#wait(one: Keyed, side: Side): Work<void> {
    if (this.#window === 0) {
      yield* this.#give(one, side);
      return;
    }
    const list = this.#waiting.get(side)!;
    while (list.length >= this.#window) yield* this.#give(list.shift()!, side);
    list.push(one);
  }

  *#give(one: Keyed, side: Side): Work<void> {
    if (side === '==' ? !this.#equalToo : this.#bound.isOn('ExcludeDifferent')) return;
    yield* this.#context.out(this.#bound.isOn('PassThru') ? this.#marked(one.value, side) : this.#result(one, side));
  }

  #marked(value: Value, side: Side): Value {
    const made =
      value instanceof LiveObject ? value : new LiveObject([], this.#context.semantics.typeNamesOf(value), value);
    made.properties.set('sideindicator', { name: 'SideIndicator', value: side });
    return made;
  }

  #result({ value, keys }: Keyed, side: Side): Value {
    const { specs } = this.#by;
    const shown: [string, Value][] =
      specs.length === 0
        ? [['InputObject', value]]
        : specs.map((spec, index) => [spec.property ?? spec.script?.text ?? '', keys[index] ?? null]);
    return record([...shown, ['SideIndicator', side]]);
  }
}
