import type { Work } from '../../run/work.ts';
import type { CommandContext, CommandDeclaration } from '../command.ts';

/** A command that puts a text into one of the streams. */
export function messageCommand(
  name: string,
  synopsis: string,
  example: { readonly line: string; readonly what: string },
  write: (text: string, context: CommandContext) => Work<void>,
): CommandDeclaration {
  return {
    name,
    synopsis,
    examples: [example],
    parameters: [
      {
        name: 'Message',
        aliases: ['Msg'],
        type: 'string',
        position: 0,
        isMandatory: true,
        allowsNull: true,
        fromPipeline: true,
        what: 'The text.',
      },
    ],
    create: (bound, context) => ({ process: () => write(bound.text('Message') ?? '', context) }),
  };
}
