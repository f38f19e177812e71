import { PsTimeSpan } from '../../../objects/index.ts';
import { waitFor } from '../../run/work.ts';
import type { Bound, CommandDeclaration } from '../command.ts';
import { stop } from '../lib/fail.ts';
import { bare } from '../lib/items.ts';

export const startSleep: CommandDeclaration = {
  name: 'Start-Sleep',
  aliases: ['sleep'],
  synopsis: 'Waits.',
  examples: [
    { line: 'Start-Sleep 5', what: 'Five seconds; Ctrl+C ends it.' },
    { line: 'Start-Sleep -Milliseconds 200', what: 'A fifth of a second.' },
  ],
  parameters: [
    {
      name: 'Seconds',
      type: 'double',
      position: 0,
      isMandatory: true,
      range: [0, 2147483],
      fromPipeline: true,
      fromPipelineByPropertyName: true,
      sets: ['Seconds'],
      what: 'So many seconds.',
    },
    {
      name: 'Milliseconds',
      aliases: ['ms'],
      type: 'int',
      isMandatory: true,
      range: [0, 2147483647],
      fromPipelineByPropertyName: true,
      sets: ['Milliseconds'],
      what: 'So many milliseconds.',
    },
    {
      name: 'Duration',
      aliases: ['ts'],
      type: 'timespan',
      position: 0,
      isMandatory: true,
      fromPipeline: true,
      fromPipelineByPropertyName: true,
      sets: ['FromTimeSpan'],
      what: 'A span of time.',
    },
  ],
  defaultSet: 'Seconds',
  create: (bound, { session }) => ({
    *process() {
      yield* waitFor(session.clock.sleep(milliseconds(bound)));
    },
  }),
};

function milliseconds(bound: Bound): number {
  const span = bound.get('Duration');
  const plain = span === undefined ? undefined : bare(span);
  if (plain instanceof PsTimeSpan) {
    const length = Number((plain.ticks ?? 0n) / 10_000n);
    if (length >= 0 && length <= 2147483000) return length;
    throw stop('The duration is to be from 0 to 2147483 seconds.', 'MaximumDurationExceeded', 'InvalidArgument', {
      exceptionType: 'System.ArgumentException',
    });
  }
  return bound.number('Milliseconds') ?? Math.floor((bound.number('Seconds') ?? 0) * 1000);
}
