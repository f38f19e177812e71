import { PsDecimal, PsNumber, PsObject, type PsValue } from '../../../objects/index.ts';
import { kinds } from '../../catalogue/parameter-kinds.ts';
import type { HelperCommand } from '../pipeline/endpoint.ts';
import { helperCommand, helperError, inputOf, propertyOf, textsOf } from './helper.ts';

export const measureObject: HelperCommand = {
  command: helperCommand('Measure-Object', 'Counts objects and sums up their properties.', {
    Property: { kind: kinds.any, position: 0 },
    Sum: { kind: kinds.switch },
    Average: { kind: kinds.switch },
    Maximum: { kind: kinds.switch },
    Minimum: { kind: kinds.switch },
    StandardDeviation: { kind: kinds.switch },
    AllStats: { kind: kinds.switch },
    InputObject: { kind: kinds.any },
  }),
  async run(context) {
    const { bound, host } = context;
    const [property] = textsOf(bound.get('property'));
    const wants = (name: string) => bound.get(name) === true || bound.get('allstats') === true;
    const calculates = ['sum', 'average', 'maximum', 'minimum', 'standarddeviation'].some(wants);
    let count = 0;
    const numbers: number[] = [];
    for await (const item of inputOf(context)) {
      const value = property === undefined ? item : propertyOf(item, property);
      if (value === undefined || value === null) continue;
      count += 1;
      if (!calculates) continue;
      const number = numberOf(value);
      if (number === undefined) {
        await host.writeError(
          helperError('MeasureObjectCommand', 'Measure-Object', {
            message: `Input object "${textsOf(value).join(' ')}" is not numeric.`,
            category: 'InvalidArgument',
            id: 'NonNumericInputObject',
            target: value,
          }),
        );
        count -= 1;
      } else numbers.push(number);
    }
    const sum = numbers.reduce((total, number) => total + number, 0);
    const double = (wanted: boolean, value: number): PsValue =>
      wanted && numbers.length > 0 ? new PsNumber('Double', value) : null;
    const values: Readonly<Record<string, PsValue>> = {
      Count: count,
      Average: double(wants('average'), sum / numbers.length),
      Sum: double(wants('sum'), sum),
      Maximum: double(
        wants('maximum'),
        numbers.reduce((most, number) => Math.max(most, number), Number.NEGATIVE_INFINITY),
      ),
      Minimum: double(
        wants('minimum'),
        numbers.reduce((least, number) => Math.min(least, number), Number.POSITIVE_INFINITY),
      ),
      StandardDeviation: wants('standarddeviation') ? new PsNumber('Double', deviation(numbers)) : null,
      Property: property ?? null,
    };
    await host.writeOutput(
      new PsObject({
        typeNames: [
          'Microsoft.PowerShell.Commands.GenericMeasureInfo',
          'Microsoft.PowerShell.Commands.MeasureInfo',
          'System.Object',
        ],
        text: 'Microsoft.PowerShell.Commands.GenericMeasureInfo',
        adapted: { names: Object.keys(values), values: Object.values(values) },
      }),
    );
  },
};

/** Of a sample: 0 where there are fewer than two. */
function deviation(numbers: readonly number[]): number {
  if (numbers.length < 2) return 0;
  const mean = numbers.reduce((total, number) => total + number, 0) / numbers.length;
  const squares = numbers.reduce((total, number) => total + (number - mean) ** 2, 0);
  return Math.sqrt(squares / (numbers.length - 1));
}

function numberOf(value: PsValue): number | undefined {
  if (value instanceof PsObject) return value.base === undefined ? undefined : numberOf(value.base);
  const text = value instanceof PsDecimal ? value.text : value instanceof PsNumber ? value.value : value;
  if (typeof text === 'number' || typeof text === 'bigint') return Number(text);
  return typeof text === 'string' && text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : undefined;
}
