import { moveCommand } from '../lib/move-items.ts';

export const moveItem = moveCommand(
  {
    name: 'Move-Item',
    aliases: ['mi', 'move', 'mv'],
    synopsis: 'Moves files and folders.',
    examples: [{ line: 'Move-Item *.csv archive', what: 'Into a folder.' }],
  },
  'Move',
);
