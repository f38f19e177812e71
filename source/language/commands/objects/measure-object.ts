import { PsNumber } from '../../../objects/index.ts';
import type { LiveObject, Value } from '../../run/value.ts';
import type { Work } from '../../run/work.ts';
import { asDouble, numericOf, toNumeric } from '../../values/numbers.ts';
import type { Bound, CommandContext, CommandDeclaration, CommandRun } from '../command.ts';
import { invalidOperation } from '../lib/fail.ts';
import { bare, double, record } from '../lib/items.ts';
import { compareValues } from '../lib/order.ts';
import { type PropertySpec, readSpecs, valuesOf } from '../lib/property-spec.ts';

const figures = [
  ['Sum', 'The sum of all.'],
  ['Average', 'The mean of all.'],
  ['Maximum', 'The greatest.'],
  ['Minimum', 'The smallest.'],
  ['StandardDeviation', 'How far they lie from the mean.'],
] as const;
const texts = [
  ['Line', 'Counts lines.'],
  ['Word', 'Counts words.'],
  ['Character', 'Counts characters.'],
  ['IgnoreWhiteSpace', 'Characters without blanks.'],
] as const;

export const measureObject: CommandDeclaration = {
  name: 'Measure-Object',
  aliases: ['measure'],
  synopsis:
    'Counts objects, and works out sum, average and extremes of a property; or counts lines, words and characters.',
  examples: [
    { line: '(Get-Mailbox | Measure-Object).Count', what: 'How many there are.' },
    {
      line: 'Get-Queue | Measure-Object MessageCount -Sum -Maximum',
      what: 'How many messages wait in all, and in the longest queue.',
    },
    { line: 'Get-Content list.txt | Measure-Object -Line -Word', what: 'The lines and words of a file.' },
  ],
  parameters: [
    {
      name: 'InputObject',
      type: 'psobject',
      fromPipeline: true,
      what: 'The objects; usually they come through the pipe.',
    },
    {
      name: 'Property',
      type: 'object[]',
      position: 0,
      notNullOrEmpty: true,
      what: 'What is measured: names, wildcards, script blocks.',
    },
    ...figures.map(([name, what]) => ({ name, type: 'switch', sets: ['GenericMeasure'], what })),
    { name: 'AllStats', type: 'switch', sets: ['GenericMeasure'], what: 'All of these.' },
    ...texts.map(([name, what]) => ({ name, type: 'switch', sets: ['TextMeasure'], what })),
  ],
  defaultSet: 'GenericMeasure',
  create: (bound, context) => new Measuring(bound, context),
};

interface Statistics {
  count: number;
  sum: number;
  sumBefore: number;
  variance: number;
  minimum: Value;
  maximum: Value;
  lines: number;
  words: number;
  characters: number;
}

class Measuring implements CommandRun {
  readonly #bound: Bound;
  readonly #context: CommandContext;
  readonly #specs: readonly PropertySpec[];
  readonly #asked: ReadonlySet<string>;
  readonly #isText: boolean;
  readonly #statistics = new Map<string, Statistics & { readonly name: string }>();
  #hasNoNumber = false;
  #seen = 0;

  constructor(bound: Bound, context: CommandContext) {
    this.#bound = bound;
    this.#context = context;
    this.#specs = readSpecs(bound.get('Property'), [], context);
    const all = bound.isOn('AllStats');
    this.#isText = texts.some(([name]) => bound.isOn(name));
    this.#asked = new Set(
      [...figures, ...texts].flatMap(([name]) => (bound.isOn(name) || (all && !this.#isText) ? [name] : [])),
    );
  }

  *process(input: Value): Work<void> {
    if (input === null) return;
    this.#seen++;
    if (this.#specs.length === 0) {
      yield* this.#add('', bare(input));
      return;
    }
    const counted = new Set<string>();
    for (const spec of this.#specs) {
      const results = yield* valuesOf(spec, input, this.#context);
      if (results.length === 0 && !spec.isPattern && spec.property !== undefined) this.#entry(spec.property);
      for (const { name, value } of results) {
        if (counted.has(name)) continue;
        counted.add(name);
        yield* this.#add(name, value);
      }
    }
  }

  *#add(name: string, value: Value): Work<void> {
    const entry = this.#entry(name);
    entry.count++;
    if (this.#isText)
      addText(entry, value === null ? '' : this.#context.semantics.toText(value), this.#bound.isOn('IgnoreWhiteSpace'));
    if (this.#asked.has('Sum') || this.#asked.has('Average') || this.#asked.has('StandardDeviation')) {
      const number = numberOf(value);
      if (number === undefined) {
        this.#hasNoNumber = true;
        yield* this.#context.error({
          message: `Input object "${this.#context.semantics.toText(value)}" is not numeric.`,
          id: 'NonNumericInputObject',
          category: 'InvalidType',
          target: value,
          exceptionType: invalidOperation,
        });
        return;
      }
      addNumber(entry, number);
    }
    if (this.#asked.has('Minimum')) entry.minimum = this.#extreme(value, entry.minimum, 1);
    if (this.#asked.has('Maximum')) entry.maximum = this.#extreme(value, entry.maximum, -1);
  }

  #extreme(value: Value, known: Value, sign: 1 | -1): Value {
    if (known === null) return value;
    const [left, right] = [numberOf(known), value === null ? undefined : numberOf(value)];
    const step =
      left !== undefined && right !== undefined ? left - right : compareValues(known, value, true, this.#context);
    return step * sign > 0 ? value : known;
  }

  #entry(name: string): Statistics {
    const key = name.toLowerCase();
    const known = this.#statistics.get(key);
    if (known) return known;
    const made = {
      ...{ name, count: 0, sum: 0, sumBefore: 0, variance: 0, minimum: null, maximum: null },
      ...{ lines: 0, words: 0, characters: 0 },
    };
    this.#statistics.set(key, made);
    return made;
  }

  *end(): Work<void> {
    const isOfProperty = this.#specs.length > 0;
    if (this.#seen === 0 && !isOfProperty) this.#entry('');
    for (const entry of this.#statistics.values()) {
      if (entry.count === 0 && isOfProperty) continue;
      const property = isOfProperty ? entry.name : null;
      yield* this.#context.out(this.#isText ? this.#textInfo(entry, property) : this.#info(entry, property));
    }
  }

  #textInfo(entry: Statistics, property: Value): LiveObject {
    const shown = (name: string, value: number) => (this.#asked.has(name) ? value : null);
    return record(
      [
        ['Lines', shown('Line', entry.lines)],
        ['Words', shown('Word', entry.words)],
        ['Characters', shown('Character', entry.characters)],
        ['Property', property],
      ],
      typeNames('TextMeasureInfo'),
    );
  }

  #info(entry: Statistics, property: Value): LiveObject {
    const extremes = [entry.minimum, entry.maximum];
    const areNumbers = extremes.every((value) => value === null || numberOf(value) !== undefined);
    const extreme = (name: string, value: Value) => {
      if (!this.#asked.has(name) || value === null) return null;
      return areNumbers ? double(numberOf(value)!) : value;
    };
    const number = (name: string, value: number) =>
      this.#asked.has(name) && !this.#hasNoNumber && !(name === 'Average' && entry.count === 0) ? double(value) : null;
    return record(
      [
        ['Count', entry.count],
        ['Average', number('Average', entry.sum / entry.count)],
        ['Sum', number('Sum', entry.sum)],
        ['Maximum', extreme('Maximum', entry.maximum)],
        ['Minimum', extreme('Minimum', entry.minimum)],
        ['StandardDeviation', number('StandardDeviation', Math.sqrt(entry.variance))],
        ['Property', property],
      ],
      typeNames(areNumbers ? 'GenericMeasureInfo' : 'GenericObjectMeasureInfo'),
    );
  }
}

const typeNames = (name: string) => [
  `Microsoft.PowerShell.Commands.${name}`,
  'Microsoft.PowerShell.Commands.MeasureInfo',
  'System.Object',
];

/** What `[double]` makes of it; undefined where it cannot. */
function numberOf(value: Value): number | undefined {
  const plain = bare(value);
  if (plain === null) return 0;
  if (plain instanceof PsNumber) return asDouble(numericOf(plain)!);
  if (typeof plain === 'object' && !('text' in plain)) return undefined;
  const numeric = toNumeric(plain as Parameters<typeof toNumeric>[0]);
  return numeric === undefined ? undefined : asDouble(numeric);
}

function addNumber(entry: Statistics, value: number): void {
  entry.sumBefore = entry.sum;
  entry.sum += value;
  if (entry.count <= 1) return;
  const before = entry.sumBefore / (entry.count - 1);
  entry.variance *= (entry.count - 2) / (entry.count - 1);
  entry.variance += (value - before) ** 2 / entry.count;
}

function addText(entry: Statistics, text: string, isWithoutBlanks: boolean): void {
  entry.characters += isWithoutBlanks ? text.replace(/\s/g, '').length : text.length;
  entry.words += text.match(/\S+/g)?.length ?? 0;
  if (text !== '') entry.lines += text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
}
