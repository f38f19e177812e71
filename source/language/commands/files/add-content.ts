import { contentCommand } from '../lib/content-writer.ts';

export const addContent = contentCommand(
  {
    name: 'Add-Content',
    aliases: ['ac'],
    synopsis: 'Adds lines at the end of a file.',
    examples: [{ line: 'Add-Content log.txt "$(Get-Date -Format s) done"', what: 'A line with the time.' }],
  },
  true,
);
