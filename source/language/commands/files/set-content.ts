import { contentCommand } from '../lib/content-writer.ts';

export const setContent = contentCommand(
  {
    name: 'Set-Content',
    aliases: ['sc'],
    synopsis: 'Writes a file anew.',
    examples: [{ line: "'a', 'b' | Set-Content list.txt", what: 'Two lines.' }],
  },
  false,
);
