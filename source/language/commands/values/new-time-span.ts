import { PsDateTime, PsTimeSpan } from '../../../objects/index.ts';
import type { Value } from '../../run/value.ts';
import type { Bound, CommandContext, CommandDeclaration } from '../command.ts';
import { localDate, ticksOf } from '../lib/dates.ts';
import { bare } from '../lib/items.ts';

const parts = [
  ['Days', 864_000_000_000n],
  ['Hours', 36_000_000_000n],
  ['Minutes', 600_000_000n],
  ['Seconds', 10_000_000n],
  ['Milliseconds', 10_000n],
] as const;

export const newTimeSpan: CommandDeclaration = {
  name: 'New-TimeSpan',
  synopsis: 'A span of time: of a length, or from one date to another.',
  examples: [
    { line: 'New-TimeSpan -Days 90', what: 'Ninety days.' },
    { line: "New-TimeSpan -Start '2026-01-01' -End (Get-Date)", what: 'Since the first of January.' },
  ],
  parameters: [
    {
      name: 'Start',
      aliases: ['LastWriteTime'],
      type: 'datetime',
      position: 0,
      fromPipeline: true,
      fromPipelineByPropertyName: true,
      sets: ['Date'],
      what: 'Where it begins; now.',
    },
    {
      name: 'End',
      type: 'datetime',
      position: 1,
      fromPipelineByPropertyName: true,
      sets: ['Date'],
      what: 'Where it ends; now.',
    },
    ...parts.map(([name]) => ({ name, type: 'int', sets: ['Time'], what: `So many ${name.toLowerCase()}.` })),
  ],
  defaultSet: 'Date',
  outputs: ['System.TimeSpan'],
  create: (bound, context) => ({
    *process() {
      yield* context.out(PsTimeSpan.fromTicks(lengthOf(bound, context)));
    },
  }),
};

function lengthOf(bound: Bound, { session }: CommandContext): bigint {
  if (parts.some(([name]) => bound.has(name))) {
    return parts.reduce((sum, [name, size]) => sum + BigInt(bound.number(name) ?? 0) * size, 0n);
  }
  const now = localDate(session.clock.now());
  const at = (value: Value | undefined) => {
    const plain = value === undefined ? now : bare(value);
    return ticksOf(plain instanceof PsDateTime ? plain : now);
  };
  return at(bound.get('End')) - at(bound.get('Start'));
}
