import type { Value } from '../../run/value.ts';
import type { CommandContext, CommandDeclaration } from '../command.ts';
import { entriesOf } from '../lib/items.ts';

export const colours: readonly string[] = [
  ...['Black', 'DarkBlue', 'DarkGreen', 'DarkCyan', 'DarkRed', 'DarkMagenta', 'DarkYellow', 'Gray'],
  ...['DarkGray', 'Blue', 'Green', 'Cyan', 'Red', 'Magenta', 'Yellow', 'White'],
];

export const writeHost: CommandDeclaration = {
  name: 'Write-Host',
  synopsis: 'Shows text on the screen; nothing goes down the pipe.',
  examples: [
    { line: "Write-Host 'Done' -ForegroundColor Green", what: 'A line in green.' },
    { line: "Write-Host 'Working' -NoNewline; Write-Host '.'", what: 'Two pieces of one line.' },
  ],
  parameters: [
    {
      name: 'Object',
      aliases: ['Msg', 'Message'],
      type: 'object',
      position: 0,
      takesRemaining: true,
      keepsTyped: true,
      fromPipeline: true,
      what: 'What is shown.',
    },
    { name: 'NoNewline', type: 'switch', what: 'What comes next goes on in the same line.' },
    { name: 'Separator', type: 'object', what: 'Stands between the items of a list; a blank.' },
    { name: 'ForegroundColor', type: 'string', values: colours, what: 'The colour of the text.' },
    { name: 'BackgroundColor', type: 'string', values: colours, what: 'The colour behind it.' },
  ],
  create: (bound, context) => ({
    process: () => {
      const separator = bound.get('Separator');
      const text = textOf(
        bound.get('Object') ?? null,
        separator === undefined ? ' ' : context.semantics.toText(separator),
        context,
      );
      return context.host(text, {
        noNewline: bound.isOn('NoNewline'),
        ...optional('foreground', bound.text('ForegroundColor')),
        ...optional('background', bound.text('BackgroundColor')),
      });
    },
  }),
};

const optional = (name: string, value: string | undefined) => (value === undefined ? {} : { [name]: value });

function textOf(value: Value, separator: string, context: CommandContext): string {
  if (typeof value === 'string') return value;
  const { toText } = context.semantics;
  const entries = entriesOf(value);
  if (entries) return entries.map(([key, item]) => `[${toText(key)}, ${toText(item)}]`).join(separator);
  const items = context.semantics.itemsOf(value);
  if (!items) return toText(value);
  return items.map((item) => textOf(item, separator, context)).join(separator);
}
