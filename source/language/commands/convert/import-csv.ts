import type { CommandDeclaration } from '../command.ts';
import { CsvObjects } from '../lib/csv-objects.ts';
import { delimiterOf } from '../lib/csv-text.ts';
import { each, textOf } from '../lib/file-text.ts';
import { filesOf, namedPaths } from '../lib/files.ts';
import { encodingParameter, pathParameter } from '../lib/parameters.ts';

const paths = ['DelimiterPath', 'CulturePath'];
const literals = ['DelimiterLiteralPath', 'CultureLiteralPath'];

export const importCsv: CommandDeclaration = {
  name: 'Import-Csv',
  aliases: ['ipcsv'],
  synopsis: 'Reads objects from a file of comma-separated values.',
  examples: [
    {
      line: 'Import-Csv users.csv | ForEach-Object { Set-Mailbox $_.Alias -Office $_.Office }',
      what: 'A change for each line.',
    },
    { line: "Import-Csv users.csv -Delimiter ';' -Encoding ansi", what: 'As spreadsheets in many countries write it.' },
  ],
  parameters: [
    {
      name: 'Delimiter',
      type: 'string',
      position: 1,
      sets: ['DelimiterPath', 'DelimiterLiteralPath'],
      what: 'One character between fields; a comma.',
    },
    { ...pathParameter, notNullOrEmpty: true, sets: paths, what: 'The files; wildcards are understood.' },
    {
      name: 'LiteralPath',
      aliases: ['PSPath', 'LP'],
      type: 'string[]',
      isMandatory: true,
      notNullOrEmpty: true,
      fromPipelineByPropertyName: true,
      sets: literals,
      what: 'The same, wildcards taken as they stand.',
    },
    {
      name: 'UseCulture',
      type: 'switch',
      isMandatory: true,
      sets: ['CulturePath', 'CultureLiteralPath'],
      what: 'What the culture puts between: a semicolon where numbers have a comma.',
    },
    {
      name: 'Header',
      type: 'string[]',
      notNullOrEmpty: true,
      what: 'Names for the columns; then the first line is one like the others.',
    },
    encodingParameter,
  ],
  defaultSet: 'DelimiterPath',
  create: (bound, context) => ({
    *process() {
      for (const { path } of yield* namedPaths(bound, context, 'open')) {
        const objects = new CsvObjects({ delimiter: delimiterOf(bound), names: bound.texts('Header') }, context);
        yield* each(textOf(filesOf(context).read(path), bound.text('Encoding')), (part) => objects.push(part));
        yield* objects.end();
      }
    },
  }),
};
