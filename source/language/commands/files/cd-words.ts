import type { CommandDeclaration } from '../command.ts';
import { goTo } from './set-location.ts';

/** What is typed without a blank before the folder, as the command prompt of Windows has it. */
export const cdWords: readonly CommandDeclaration[] = [
  ['..', 'Goes to the folder above.'],
  ['\\', 'Goes to the topmost folder.'],
  ['~', 'Goes to the home folder.'],
].map(([path, synopsis]) => ({
  name: `cd${path}`,
  synopsis: synopsis!,
  parameters: [],
  create: (_, context) => ({
    *process() {
      yield* goTo(path!, context);
    },
  }),
}));
