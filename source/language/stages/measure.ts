import { PsNumber, PsObject, type PsValue } from '../../objects/index.ts';
import { LanguageError } from '../errors.ts';
import { toText } from '../values/convert.ts';
import { ownProperty } from '../values/members.ts';
import { asDouble, numericOf, toNumeric } from '../values/numbers.ts';
import { checkNames } from './properties.ts';
import { compareValues } from './sort.ts';
import type { LocalCommand, StageContext } from './stage.ts';

const figures = ['Average', 'Sum', 'Maximum', 'Minimum'] as const;
type Figure = (typeof figures)[number];

/** Measure-Object: the count, and of numbers the sum and so on. */
export const measureObject: LocalCommand = {
  name: 'Measure-Object',
  aliases: ['measure'],
  parameters: [
    { name: 'Property', position: 0 },
    ...figures.map((name) => ({ name, isSwitch: true })),
    { name: 'StandardDeviation', isSwitch: true, refused: 'Use -Average, -Minimum and -Maximum.' },
    { name: 'AllStats', isSwitch: true, refused: 'Name the figures: -Sum -Average -Minimum -Maximum.' },
    { name: 'Line', isSwitch: true, refused: 'Only values are measured, not text.' },
    { name: 'Word', isSwitch: true, refused: 'Only values are measured, not text.' },
    { name: 'Character', isSwitch: true, refused: 'Only values are measured, not text.' },
    { name: 'IgnoreWhiteSpace', isSwitch: true, refused: 'Only values are measured, not text.' },
    { name: 'InputObject', refused: 'Put the values before the pipe.' },
  ],
  check: (args) => checkNames(args, 'Property', 'Measure-Object'),
  create: (args, context) => {
    const asked = figures.filter((figure) => args.isOn(figure, context));
    const names = args.texts('Property', context);
    const meters = (names.length > 0 ? names : [undefined]).map((name) => new Meter(name, asked, context));
    return {
      push(value) {
        for (const meter of meters) meter.add(value);
      },
      end(emit) {
        for (const meter of meters) {
          const result = meter.result();
          if (result) emit(result);
        }
      },
    };
  },
};

class Meter {
  readonly #property: string | undefined;
  readonly #asked: readonly Figure[];
  readonly #context: StageContext;
  #count = 0;
  #numbers = 0;
  #sum = 0;
  #minimum: PsValue | undefined;
  #maximum: PsValue | undefined;
  #told = false;

  constructor(property: string | undefined, asked: readonly Figure[], context: StageContext) {
    this.#property = property;
    this.#asked = asked;
    this.#context = context;
  }

  add(item: PsValue): void {
    const value = this.#property === undefined ? item : ownProperty(item, this.#property);
    if (value === undefined || value === null) return;
    this.#count++;
    if (
      this.#asked.includes('Maximum') &&
      (this.#maximum === undefined || compareValues(value, this.#maximum, false) > 0)
    ) {
      this.#maximum = value;
    }
    if (
      this.#asked.includes('Minimum') &&
      (this.#minimum === undefined || compareValues(value, this.#minimum, false) < 0)
    ) {
      this.#minimum = value;
    }
    if (!this.#asked.includes('Sum') && !this.#asked.includes('Average')) return;
    const numeric = typeof value === 'string' && value.trim() === '' ? undefined : toNumeric(value);
    if (numeric !== undefined) {
      this.#sum += asDouble(numeric);
      this.#numbers++;
    } else if (!this.#told) {
      this.#told = true;
      this.#context.report(
        new LanguageError(
          `'${toText(value)}' is no number, and is left out of the sum and the average.`,
          this.#context.span,
          'Measure a property that holds numbers.',
          'value',
        ),
      );
    }
  }

  result(): PsObject | undefined {
    if (this.#property !== undefined && this.#count === 0) {
      this.#context.report(
        new LanguageError(
          `The property ${this.#property} is not there to measure.`,
          this.#context.span,
          'Look at the names with Format-List.',
          'value',
        ),
      );
      return undefined;
    }
    const values: Readonly<Record<Figure, PsValue>> = {
      Average: this.#numbers > 0 ? double(this.#sum / this.#numbers) : null,
      Sum: this.#numbers > 0 ? double(this.#sum) : null,
      Maximum: extreme(this.#maximum),
      Minimum: extreme(this.#minimum),
    };
    return new PsObject({
      typeNames: [
        'Microsoft.PowerShell.Commands.GenericMeasureInfo',
        'Microsoft.PowerShell.Commands.MeasureInfo',
        'System.Object',
      ],
      adapted: {
        names: ['Count', ...figures, 'StandardDeviation', 'Property'],
        values: [
          this.#count,
          ...figures.map((figure) => (this.#asked.includes(figure) ? values[figure] : null)),
          null,
          this.#property ?? null,
        ],
      },
    });
  }
}

const double = (value: number): PsValue => new PsNumber('Double', value);

/** Numbers come out as doubles, everything else as it was. */
function extreme(value: PsValue | undefined): PsValue {
  const numeric = value === undefined ? undefined : numericOf(value);
  return numeric === undefined ? (value ?? null) : double(asDouble(numeric));
}
