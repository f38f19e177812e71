import { moveCommand } from '../lib/move-items.ts';

export const copyItem = moveCommand(
  {
    name: 'Copy-Item',
    aliases: ['cpi', 'copy', 'cp'],
    synopsis: 'Copies files and folders.',
    examples: [{ line: 'Copy-Item report.csv archive', what: 'Into a folder.' }],
  },
  'Copy',
);
