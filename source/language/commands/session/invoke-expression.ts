import type { CommandDeclaration } from '../command.ts';

export const invokeExpression: CommandDeclaration = {
  name: 'Invoke-Expression',
  aliases: ['iex'],
  synopsis: 'Runs a text as a line.',
  examples: [{ line: "Invoke-Expression 'Get-Mailbox -ResultSize 5'", what: 'As if it had been typed.' }],
  parameters: [
    { name: 'Command', type: 'string', position: 0, isMandatory: true, fromPipeline: true, what: 'The text.' },
  ],
  create: (bound, context) => ({
    *process() {
      const script = context.scripts.fromText(bound.text('Command') ?? '');
      const run = context.scripts.prepare(script, { inCallersScope: true, out: context.pass });
      const work = run(null);
      if (work) yield* work;
    },
  }),
};
