import { randomInt } from 'node:crypto';
import type { Value } from '../../run/value.ts';
import { asDouble, toNumeric } from '../../values/numbers.ts';
import type { Bound, CommandDeclaration } from '../command.ts';
import { stop } from '../lib/fail.ts';
import { bare, double, several } from '../lib/items.ts';

export const getRandom: CommandDeclaration = {
  name: 'Get-Random',
  synopsis: 'A random number, or some of the objects by chance.',
  examples: [
    { line: 'Get-Random -Maximum 10', what: 'From 0 to 9.' },
    { line: 'Get-Mailbox | Get-Random -Count 3', what: 'Three mailboxes.' },
  ],
  parameters: [
    { name: 'SetSeed', type: 'int', what: 'The same seed gives the same numbers.' },
    { name: 'Maximum', type: 'object', position: 0, sets: ['RandomNumberParameterSet'], what: 'Below this.' },
    { name: 'Minimum', type: 'object', sets: ['RandomNumberParameterSet'], what: 'This at least; 0.' },
    {
      name: 'InputObject',
      type: 'object[]',
      position: 0,
      isMandatory: true,
      allowsNull: true,
      fromPipeline: true,
      sets: ['RandomListItemParameterSet', 'ShuffleParameterSet'],
      what: 'What is chosen from.',
    },
    {
      name: 'Count',
      type: 'int',
      range: [1, 2147483647],
      sets: ['RandomNumberParameterSet', 'RandomListItemParameterSet'],
      what: 'So many; 1.',
    },
    {
      name: 'Shuffle',
      type: 'switch',
      isMandatory: true,
      sets: ['ShuffleParameterSet'],
      what: 'All of them, in another order.',
    },
  ],
  defaultSet: 'RandomNumberParameterSet',
  create: (bound, context) => {
    const random = bound.has('SetSeed')
      ? seeded(bound.number('SetSeed')!)
      : () => randomInt(2 ** 48 - 1) / (2 ** 48 - 1);
    const all: Value[] = [];
    let isChoice = false;
    return {
      process() {
        if (bound.has('InputObject')) all.push(...several(bound.get('InputObject')));
        isChoice ||= bound.has('InputObject');
      },
      *end() {
        if (!isChoice) {
          for (let i = 0; i < (bound.number('Count') ?? 1); i++) yield* context.out(numberOf(bound, random));
          return;
        }
        const count = bound.isOn('Shuffle') ? all.length : Math.min(bound.number('Count') ?? 1, all.length);
        for (let i = 0; i < count; i++) {
          const at = i + Math.floor(random() * (all.length - i));
          [all[i], all[at]] = [all[at]!, all[i]!];
          yield* context.out(all[i]!);
        }
      },
    };
  },
};

function numberOf(bound: Bound, random: () => number): Value {
  const [least, most] = [limit(bound.get('Minimum')), limit(bound.get('Maximum'))];
  const isWhole = [least, most].every((one) => one === undefined || typeof one === 'bigint');
  const low = asDouble(least ?? 0n);
  const high = asDouble(most ?? 2147483647n);
  if (low >= high) {
    throw stop(
      `The Minimum value (${low}) cannot be greater than or equal to the Maximum value (${high}).`,
      'MinGreaterThanOrEqualMax',
      'InvalidArgument',
      { exceptionType: 'System.ArgumentException' },
    );
  }
  if (!isWhole) return double(low + random() * (high - low));
  const found = low + Math.floor(random() * (high - low));
  const isLong = ['Minimum', 'Maximum'].some((name) => typeof bare(bound.get(name) ?? null) === 'bigint');
  return isLong || Math.abs(found) > 2147483647 ? BigInt(found) : found;
}

function limit(value: Value | undefined) {
  if (value === undefined || value === null) return undefined;
  return toNumeric(bare(value) as Parameters<typeof toNumeric>[0]);
}

/** mulberry32: the same numbers for the same seed, which are not .NET's. */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
