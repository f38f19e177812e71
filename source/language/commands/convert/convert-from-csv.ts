import type { CommandDeclaration } from '../command.ts';
import { CsvObjects } from '../lib/csv-objects.ts';
import { delimiterOf } from '../lib/csv-text.ts';
import { several } from '../lib/items.ts';

export const convertFromCsv: CommandDeclaration = {
  name: 'ConvertFrom-Csv',
  synopsis: 'Makes objects of lines of comma-separated values.',
  examples: [{ line: "'Name,Size', 'a,1' | ConvertFrom-Csv", what: 'An object with Name and Size.' }],
  parameters: [
    {
      name: 'Delimiter',
      type: 'string',
      position: 1,
      sets: ['Delimiter'],
      what: 'One character between fields; a comma.',
    },
    {
      name: 'UseCulture',
      type: 'switch',
      isMandatory: true,
      sets: ['UseCulture'],
      what: 'What the culture puts between: a semicolon where numbers have a comma.',
    },
    {
      name: 'InputObject',
      type: 'psobject[]',
      position: 0,
      isMandatory: true,
      notNullOrEmpty: true,
      fromPipeline: true,
      fromPipelineByPropertyName: true,
      what: 'The lines.',
    },
    {
      name: 'Header',
      type: 'string[]',
      notNullOrEmpty: true,
      what: 'Names for the columns; then the first line is one like the others.',
    },
  ],
  defaultSet: 'Delimiter',
  create: (bound, context) => {
    const objects = new CsvObjects({ delimiter: delimiterOf(bound), names: bound.texts('Header') }, context);
    return {
      *process(input) {
        for (const line of several(bound.get('InputObject') ?? input))
          yield* objects.text(context.semantics.toText(line));
      },
      end: () => objects.end(),
    };
  },
};
