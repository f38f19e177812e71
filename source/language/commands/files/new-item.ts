import type { CommandDeclaration } from '../command.ts';
import { joined, separatorOf } from '../lib/file-objects.ts';
import { filesOf } from '../lib/files.ts';
import { newItem as make } from '../lib/new-item.ts';
import { credentialParameter, yesWithoutAsking } from '../lib/parameters.ts';

export const newItem: CommandDeclaration = {
  name: 'New-Item',
  aliases: ['ni'],
  synopsis: 'Makes a file or a folder.',
  examples: [
    { line: 'New-Item reports -ItemType Directory -Force', what: 'A folder, where it is not there yet.' },
    { line: "New-Item notes.txt -Value 'To do'", what: 'A file with a text in it.' },
  ],
  parameters: [
    {
      name: 'Path',
      type: 'string[]',
      position: 0,
      isMandatory: true,
      optionalIn: ['nameSet'],
      fromPipelineByPropertyName: true,
      sets: ['pathSet', 'nameSet'],
      what: 'Where.',
    },
    {
      name: 'Name',
      type: 'string',
      isMandatory: true,
      allowsNull: true,
      fromPipelineByPropertyName: true,
      sets: ['nameSet'],
      what: 'Its name.',
    },
    {
      name: 'ItemType',
      aliases: ['Type'],
      type: 'string',
      fromPipelineByPropertyName: true,
      what: 'File or Directory; File.',
    },
    {
      name: 'Value',
      aliases: ['Target'],
      type: 'object',
      fromPipeline: true,
      fromPipelineByPropertyName: true,
      what: 'What a file holds.',
    },
    yesWithoutAsking('Makes the folders that it is in; a file that is there is made anew.'),
    credentialParameter,
  ],
  defaultSet: 'pathSet',
  supportsShouldProcess: true,
  create: (bound, context) => ({
    *process() {
      const name = bound.text('Name');
      const folders = bound.has('Path') ? bound.texts('Path') : [''];
      for (const folder of folders) {
        const path = name === undefined ? folder : joined(folder, name, separatorOf(filesOf(context)));
        yield* make(path, bound.text('ItemType') ?? 'File', bound.get('Value'), bound.isOn('Force'), context);
      }
    },
  }),
};
