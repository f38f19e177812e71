import { PsTimeSpan } from '../../../objects/index.ts';
import { ScriptBlock, type Value } from '../../run/value.ts';
import type { CommandDeclaration } from '../command.ts';

export const measureCommand: CommandDeclaration = {
  name: 'Measure-Command',
  synopsis: 'How long a script block takes.',
  examples: [
    {
      line: 'Measure-Command { Get-Mailbox -ResultSize 100 }',
      what: 'A span of time; what the block gives is not shown.',
    },
  ],
  parameters: [
    { name: 'InputObject', type: 'psobject', fromPipeline: true, what: 'The block runs for each object, which is $_.' },
    { name: 'Expression', type: 'scriptblock', position: 0, isMandatory: true, what: 'What is run.' },
  ],
  outputs: ['System.TimeSpan'],
  create: (bound, context) => {
    let nanoseconds = 0n;
    return {
      *process(input: Value) {
        const script = bound.get('Expression');
        if (!(script instanceof ScriptBlock)) return;
        const began = process.hrtime.bigint();
        yield* context.scripts.invoke(script, { current: input, inCallersScope: true });
        nanoseconds += process.hrtime.bigint() - began;
      },
      *end() {
        yield* context.out(PsTimeSpan.fromTicks(nanoseconds / 100n));
      },
    };
  },
};
