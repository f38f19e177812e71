import { waitFor } from '../../run/work.ts';
import type { CommandDeclaration } from '../command.ts';
import { TextLayout } from '../layout/text-layout.ts';
import { stop } from '../lib/fail.ts';
import { several } from '../lib/items.ts';

export const setClipboard: CommandDeclaration = {
  name: 'Set-Clipboard',
  aliases: ['scb', 'clip'],
  synopsis: 'Puts into the clipboard what comes in, as text.',
  examples: [{ line: 'Get-Mailbox | Format-Table Name, Alias | clip', what: 'The table, to be pasted elsewhere.' }],
  parameters: [
    {
      name: 'Value',
      type: 'object[]',
      position: 0,
      isMandatory: true,
      allowsNull: true,
      fromPipeline: true,
      what: 'The text, or objects.',
    },
    {
      name: 'Append',
      type: 'switch',
      what: 'Behind what is there.',
      refused: 'What is in the clipboard cannot be read here.',
    },
    { name: 'PassThru', type: 'switch', what: 'Hands on what came in.' },
  ],
  create: (bound, context) => {
    const layout = new TextLayout({ width: context.session.width, context });
    const lines: string[] = [];
    return {
      *process(input) {
        for (const value of several(bound.get('Value') ?? input)) {
          lines.push(...(yield* layout.add(value)));
          if (bound.isOn('PassThru')) yield* context.out(value);
        }
      },
      *end() {
        lines.push(...layout.end());
        const { clipboard } = context.session;
        if (!clipboard || !(yield* waitFor(clipboard(lines.join('\n')))))
          throw stop('The clipboard cannot be reached from here.', 'NoClipboard', 'NotImplemented', {
            exceptionType: 'System.NotSupportedException',
          });
      },
    };
  },
};
