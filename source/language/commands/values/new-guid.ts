import { PsText } from '../../../objects/index.ts';
import { TypeFailure } from '../../types/type.ts';
import { readGuid } from '../../values/cast.ts';
import type { CommandDeclaration } from '../command.ts';

const empty = '00000000-0000-0000-0000-000000000000';

export const newGuid: CommandDeclaration = {
  name: 'New-Guid',
  synopsis: 'A new globally unique identifier.',
  examples: [{ line: '(New-Guid).Guid', what: 'As text.' }],
  parameters: [
    { name: 'Empty', type: 'switch', sets: ['Empty'], what: 'The one of zeros alone.' },
    {
      name: 'InputObject',
      type: 'string',
      position: 0,
      fromPipeline: true,
      sets: ['InputObject'],
      what: 'The one that a text spells.',
    },
  ],
  defaultSet: 'Default',
  outputs: ['System.Guid'],
  create: (bound, context) => ({
    *process() {
      const text = bound.text('InputObject');
      if (text === undefined) {
        yield* context.out(new PsText('Guid', bound.isOn('Empty') ? empty : globalThis.crypto.randomUUID()));
        return;
      }
      try {
        yield* context.out(new PsText('Guid', readGuid(text)));
      } catch (error) {
        if (!(error instanceof TypeFailure)) throw error;
        const { message, exceptionType } = error;
        yield* context.error({ message, id: 'StringNotRecognizedAsGuid', category: 'InvalidArgument', exceptionType });
      }
    },
  }),
};
