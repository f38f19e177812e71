import { named } from '../../types/culture-info.ts';
import type { CommandDeclaration } from '../command.ts';
import { cultureObject } from './get-culture.ts';

export const getUiCulture: CommandDeclaration = {
  name: 'Get-UICulture',
  synopsis: 'The language of what exterm and PowerShell say: English.',
  parameters: [],
  create: (_, context) => ({
    *process() {
      yield* context.out(cultureObject(named('en-US')));
    },
  }),
};
