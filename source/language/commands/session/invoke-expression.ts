import { LanguageError } from '../../errors.ts';
import type { Live } from '../../run/value.ts';
import type { CommandContext, CommandDeclaration } from '../command.ts';
import { stop } from '../lib/fail.ts';

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
      const script = read(bound.text('Command') ?? '', context);
      const run = context.scripts.prepare(script, { inCallersScope: true, out: context.pass });
      const work = run(null);
      if (work) yield* work;
    },
  }),
};

function read(text: string, { scripts }: CommandContext): Live {
  try {
    return scripts.fromText(text);
  } catch (error) {
    if (!(error instanceof LanguageError)) throw error;
    const line = text.split(/\r\n|\r|\n/)[0] ?? '';
    throw stop(
      `${error.message} ${error.next}\n+ ${line}`,
      error.kind === 'unsupported' ? 'NotSupported' : 'ParseError',
      'ParserError',
      {
        exceptionType: 'System.Management.Automation.ParseException',
      },
    );
  }
}
