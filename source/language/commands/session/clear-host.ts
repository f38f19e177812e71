import type { CommandDeclaration } from '../command.ts';

export const clearHost: CommandDeclaration = {
  name: 'Clear-Host',
  aliases: ['cls', 'clear'],
  synopsis: 'Empties the screen.',
  examples: [{ line: 'cls', what: 'Nothing but the prompt.' }],
  parameters: [],
  create: (_bound, { session }) => ({
    process() {
      session.clearScreen?.();
    },
  }),
};
