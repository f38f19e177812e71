import type { CommandDeclaration } from '../command.ts';
import { joined, separatorOf } from '../lib/file-objects.ts';
import { filesOf, needed } from '../lib/files.ts';
import { credentialParameter } from '../lib/parameters.ts';

export const joinPath: CommandDeclaration = {
  name: 'Join-Path',
  synopsis: 'Puts parts of a path together.',
  examples: [{ line: "Join-Path $HOME reports 'mailboxes.csv'", what: 'With the separators of this computer.' }],
  parameters: [
    {
      name: 'Path',
      aliases: ['PSPath'],
      type: 'string[]',
      position: 0,
      isMandatory: true,
      fromPipeline: true,
      fromPipelineByPropertyName: true,
      what: 'The first part.',
    },
    {
      name: 'ChildPath',
      type: 'string[]',
      position: 1,
      isMandatory: true,
      allowsNull: true,
      fromPipelineByPropertyName: true,
      what: 'The second.',
    },
    {
      name: 'AdditionalChildPath',
      type: 'string[]',
      position: 2,
      takesRemaining: true,
      allowsNull: true,
      fromPipelineByPropertyName: true,
      what: 'And those that follow.',
    },
    { name: 'Resolve', type: 'switch', what: 'The items that are there.' },
    credentialParameter,
  ],
  outputs: ['System.String'],
  create: (bound, context) => ({
    *process() {
      const files = filesOf(context);
      const separator = separatorOf(files);
      const rest = [...bound.texts('ChildPath'), ...bound.texts('AdditionalChildPath')];
      for (const path of bound.texts('Path')) {
        const whole = rest.reduce(
          (made, part) => (part === '' ? joined(made, '', separator) : joined(made, part, separator)),
          path,
        );
        if (!bound.isOn('Resolve')) yield* context.out(whole);
        else for (const found of yield* needed(() => files.expand(whole))) yield* context.out(found);
      }
    },
  }),
};
