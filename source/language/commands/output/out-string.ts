import type { CommandDeclaration } from '../command.ts';
import { TextLayout } from '../layout/text-layout.ts';
import { inputObject } from '../lib/parameters.ts';

export const outString: CommandDeclaration = {
  name: 'Out-String',
  aliases: ['oss'],
  synopsis: 'Gives as text what would be shown.',
  examples: [
    { line: '$text = Get-Mailbox | Format-Table Name, Alias | Out-String -Width 120', what: 'A table as one text.' },
    { line: '$lines = Get-Mailbox | Out-String -Stream', what: 'Line by line.' },
  ],
  parameters: [
    { name: 'Stream', type: 'switch', sets: ['StreamFormatting'], what: 'A text a line.' },
    { name: 'Width', type: 'int', range: [2, 2147483647], what: 'Characters of a line; those of the screen.' },
    { name: 'NoNewline', type: 'switch', sets: ['NoNewLineFormatting'], what: 'Without line ends.' },
    inputObject,
  ],
  defaultSet: 'NoNewLineFormatting',
  create: (bound, context) => {
    const layout = new TextLayout({ width: bound.number('Width') ?? context.session.width, context });
    const parts: string[] = [];
    const end = bound.isOn('NoNewline') ? '' : '\n';
    return {
      *process(input) {
        const lines = yield* layout.add(input);
        if (bound.isOn('Stream')) for (const line of lines) yield* context.out(line);
        else for (const line of lines) parts.push(line, end);
      },
      *end() {
        const lines = layout.end();
        if (bound.isOn('Stream')) for (const line of lines) yield* context.out(line);
        else {
          for (const line of lines) parts.push(line, end);
          yield* context.out(parts.join(''));
        }
      },
    };
  },
};
