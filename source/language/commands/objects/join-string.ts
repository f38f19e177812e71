import type { Value } from '../../run/value.ts';
import type { Work } from '../../run/work.ts';
import type { CommandDeclaration } from '../command.ts';
import { several } from '../lib/items.ts';
import { readSpecs, valuesOf } from '../lib/property-spec.ts';

const quotes = { SingleQuote: "'", DoubleQuote: '"' } as const;

export const joinString: CommandDeclaration = {
  name: 'Join-String',
  synopsis: 'Joins objects, or a property of each, into one text.',
  examples: [{ line: "'a', 'b' | Join-String -Separator ', ' -SingleQuote", what: "'a', 'b' as one text." }],
  parameters: [
    {
      name: 'Property',
      type: 'psobject',
      position: 0,
      what: 'A property of each, or a script block that makes a text.',
    },
    { name: 'Separator', type: 'string', position: 1, allowsNull: true, what: 'What stands between; $OFS without.' },
    { name: 'OutputPrefix', aliases: ['op'], type: 'string', what: 'What the text begins with.' },
    { name: 'OutputSuffix', aliases: ['os'], type: 'string', what: 'What the text ends with.' },
    { name: 'SingleQuote', type: 'switch', sets: ['SingleQuote'], what: 'Puts each in single quotes.' },
    { name: 'DoubleQuote', type: 'switch', sets: ['DoubleQuote'], what: 'Puts each in double quotes.' },
    { name: 'FormatString', type: 'string', sets: ['Format'], what: 'How each is written, as -f takes it: {0:N2}.' },
    { name: 'UseCulture', type: 'switch', what: "Numbers and dates are written as the user's culture writes them." },
    {
      name: 'InputObject',
      type: 'psobject[]',
      fromPipeline: true,
      what: 'The objects; usually they come through the pipe.',
    },
  ],
  defaultSet: 'default',
  outputs: ['System.String'],
  create: (bound, context) => {
    const { semantics } = context;
    const [spec] = readSpecs(bound.get('Property'), [], context);
    const format = bound.text('FormatString') ?? (bound.isOn('UseCulture') ? '{0}' : undefined);
    const quote = bound.isOn('SingleQuote') ? quotes.SingleQuote : bound.isOn('DoubleQuote') ? quotes.DoubleQuote : '';
    const texts: string[] = [];
    const add = (value: Value): void => {
      const text = format === undefined ? value : semantics.binary('-f')!(format, value);
      texts.push(`${quote}${semantics.toText(text)}${quote}`);
    };
    const separator = (): string => bound.text('Separator') ?? semantics.toText(context.variables.get('OFS') ?? '');
    return {
      *process(): Work<void> {
        for (const input of several(bound.get('InputObject'))) {
          if (input === null) continue;
          if (!spec) add(input);
          else for (const { value } of yield* valuesOf(spec, input, context)) if (value !== null) add(value);
        }
      },
      *end(): Work<void> {
        const joined = texts.join(separator());
        yield* context.out(`${bound.text('OutputPrefix') ?? ''}${joined}${bound.text('OutputSuffix') ?? ''}`);
      },
    };
  },
};
