import type { CommandDeclaration } from '../command.ts';

export const writeInformation: CommandDeclaration = {
  name: 'Write-Information',
  synopsis: 'Hands on what is worth knowing; shown where -InformationAction or $InformationPreference asks for it.',
  examples: [{ line: "Write-Information 'Started' -InformationAction Continue", what: 'Shown.' }],
  parameters: [
    {
      name: 'MessageData',
      aliases: ['Msg', 'Message'],
      type: 'object',
      position: 0,
      isMandatory: true,
      allowsNull: true,
      fromPipeline: true,
      what: 'The message: a text, or any object.',
    },
    { name: 'Tags', type: 'string[]', position: 1, what: 'Words to find it by.' },
  ],
  create: (bound, context) => ({
    process: () => context.information(bound.get('MessageData') ?? null, bound.texts('Tags')),
  }),
};
