import { withScriptsRun } from '../../run/scripted.ts';
import type { Value } from '../../run/value.ts';
import type { CommandDeclaration } from '../command.ts';
import { JsonText } from '../lib/json-text.ts';

export const convertToJson: CommandDeclaration = {
  name: 'ConvertTo-Json',
  synopsis: 'Makes JSON of objects.',
  examples: [
    {
      line: 'Get-Mailbox | Select-Object Name, EmailAddresses | ConvertTo-Json -Depth 4',
      what: 'Objects in one another, four levels deep.',
    },
    { line: '@{ a = 1 } | ConvertTo-Json -Compress', what: 'In one line.' },
  ],
  parameters: [
    {
      name: 'InputObject',
      type: 'object',
      position: 0,
      isMandatory: true,
      allowsNull: true,
      fromPipeline: true,
      what: 'The objects.',
    },
    {
      name: 'Depth',
      type: 'int',
      range: [0, 100],
      what: 'Levels of objects in one another; 2. What lies deeper becomes text.',
    },
    { name: 'Compress', type: 'switch', what: 'Without blanks and line ends.' },
    { name: 'EnumsAsStrings', type: 'switch', what: 'Enums as their names.' },
    { name: 'AsArray', type: 'switch', what: 'An array also of one object.' },
    {
      name: 'EscapeHandling',
      type: 'string',
      values: ['Default', 'EscapeNonAscii', 'EscapeHtml'],
      what: 'Which characters are written as \\u…',
    },
  ],
  outputs: ['System.String'],
  create: (bound, context) => {
    const all: Value[] = [];
    return {
      *process(input) {
        all.push(yield* withScriptsRun(bound.get('InputObject') ?? input, context.semantics, context.scripts));
      },
      *end() {
        if (all.length === 0) return;
        const depth = bound.number('Depth') ?? 2;
        const escapes = { escapenonascii: 'nonAscii', escapehtml: 'html' } as const;
        const json = new JsonText(
          {
            depth,
            isCompressed: bound.isOn('Compress'),
            enumsAsText: bound.isOn('EnumsAsStrings'),
            escape: escapes[(bound.text('EscapeHandling') ?? '').toLowerCase() as keyof typeof escapes] ?? 'default',
          },
          context,
        );
        const isList = all.length > 1 || bound.isOn('AsArray');
        const text = json.write(isList ? context.semantics.arrayOf(all) : all[0]!);
        if (json.isCut)
          yield* context.warning(
            `Resulting JSON is truncated as serialization has exceeded the set depth of ${depth}.`,
          );
        yield* context.out(text);
      },
    };
  },
};
