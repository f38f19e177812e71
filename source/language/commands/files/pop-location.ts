import type { CommandDeclaration } from '../command.ts';
import { pathObject } from '../lib/file-objects.ts';
import { filesOf } from '../lib/files.ts';
import { stackOf } from '../lib/location-stack.ts';
import { goTo } from './set-location.ts';

export const popLocation: CommandDeclaration = {
  name: 'Pop-Location',
  aliases: ['popd'],
  synopsis: 'Goes back to the folder that Push-Location left.',
  examples: [{ line: 'Pop-Location', what: 'Back.' }],
  parameters: [{ name: 'PassThru', type: 'switch', what: 'Gives the folder.' }],
  create: (bound, context) => ({
    *process() {
      const files = filesOf(context);
      const path = stackOf(files).pop();
      if (path !== undefined && (yield* goTo(path, context)) && bound.isOn('PassThru'))
        yield* context.out(pathObject(files.location));
    },
  }),
};
