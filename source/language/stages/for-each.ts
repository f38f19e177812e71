import { LanguageError } from '../errors.ts';
import { enumerate } from '../evaluate.ts';
import { member } from '../values/members.ts';
import type { LocalCommand } from './stage.ts';

/** ForEach-Object with the name of a property: its value for each object, lists item by item. */
export const forEachObject: LocalCommand = {
  name: 'ForEach-Object',
  aliases: ['foreach', '%'],
  parameters: [
    { name: 'MemberName', position: 0 },
    { name: 'ArgumentList', aliases: ['Args'], refused: 'Methods cannot be called here; name a property.' },
    { name: 'Process', refused: 'Name a property instead of a script block.' },
    { name: 'Begin', refused: 'Name a property instead of a script block.' },
    { name: 'End', refused: 'Name a property instead of a script block.' },
    { name: 'Parallel', refused: 'Name a property instead of a script block.' },
    { name: 'InputObject', refused: 'Put the values before the pipe.' },
  ],
  check: (args, span) => {
    const expression = args.expression('MemberName');
    if (expression?.kind === 'scriptBlock') {
      throw new LanguageError(
        'A script block of ForEach-Object is not understood here.',
        expression.span,
        'Name a property, as in ForEach-Object Name, or use Select-Object.',
        'unsupported',
      );
    }
    if (!expression) {
      throw new LanguageError(
        'ForEach-Object wants the name of a property.',
        span,
        'For instance ForEach-Object Name.',
        'value',
      );
    }
  },
  create: (args, context) => {
    const [name = ''] = args.texts('MemberName', context);
    return {
      push(value, emit) {
        for (const item of enumerate(member(value, name))) emit(item);
      },
    };
  },
};
