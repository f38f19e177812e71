import { waitFor } from '../../run/work.ts';
import type { CommandDeclaration } from '../command.ts';
import { promptsOf } from './get-credential.ts';

export const pause: CommandDeclaration = {
  name: 'Pause',
  synopsis: 'Waits for Enter.',
  parameters: [],
  create: (_, context) => ({
    *process() {
      yield* waitFor(promptsOf(context).line('Press Enter to continue...: '));
    },
  }),
};
