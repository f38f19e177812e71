import type { CommandDeclaration } from '../command.ts';
import { pathObject } from '../lib/file-objects.ts';
import { filesOf } from '../lib/files.ts';
import { stackOf } from '../lib/location-stack.ts';
import { goTo } from './set-location.ts';

export const pushLocation: CommandDeclaration = {
  name: 'Push-Location',
  aliases: ['pushd'],
  synopsis: 'Goes to another folder and remembers this one for Pop-Location.',
  examples: [{ line: 'Push-Location reports', what: 'Pop-Location comes back.' }],
  parameters: [
    {
      name: 'Path',
      type: 'string',
      position: 0,
      fromPipeline: true,
      fromPipelineByPropertyName: true,
      sets: ['Path'],
      what: 'Where.',
    },
    {
      name: 'LiteralPath',
      aliases: ['PSPath', 'LP'],
      type: 'string',
      fromPipelineByPropertyName: true,
      sets: ['LiteralPath'],
      what: 'The same, wildcards taken as they stand.',
    },
    { name: 'PassThru', type: 'switch', what: 'Gives the folder.' },
  ],
  defaultSet: 'Path',
  create: (bound, context) => ({
    *process() {
      const files = filesOf(context);
      const from = files.location;
      const path = bound.text('Path') ?? bound.text('LiteralPath');
      if (path !== undefined && !(yield* goTo(path, context))) return;
      stackOf(files).push(from);
      if (bound.isOn('PassThru')) yield* context.out(pathObject(files.location));
    },
  }),
};
