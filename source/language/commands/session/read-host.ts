import { answered } from '../../run/answered.ts';
import { secureBytes } from '../../types/secure.ts';
import type { CommandDeclaration } from '../command.ts';
import { several } from '../lib/items.ts';
import { promptsOf } from './get-credential.ts';

export const readHost: CommandDeclaration = {
  name: 'Read-Host',
  synopsis: 'Asks for a line.',
  examples: [
    { line: "$name = Read-Host 'Which mailbox'", what: 'What is typed.' },
    { line: "$secret = Read-Host 'Password' -AsSecureString", what: 'Not shown, and not text.' },
  ],
  parameters: [
    { name: 'Prompt', type: 'object', position: 0, takesRemaining: true, allowsNull: true, what: 'What is asked.' },
    {
      name: 'AsSecureString',
      type: 'switch',
      sets: ['AsSecureString'],
      what: 'What is typed is not shown, and becomes a SecureString.',
    },
    { name: 'MaskInput', type: 'switch', sets: ['AsString'], what: 'What is typed is not shown, and becomes text.' },
  ],
  defaultSet: 'AsString',
  outputs: ['System.String', 'System.Security.SecureString'],
  create: (bound, context) => ({
    *process() {
      const prompts = promptsOf(context);
      const words = several(bound.get('Prompt')).map(context.semantics.toText).join(' ');
      const prompt = words === '' ? '' : `${words}: `;
      if (!bound.isOn('AsSecureString') && !bound.isOn('MaskInput')) {
        yield* context.out(yield* answered(prompts.line(prompt)));
        return;
      }
      const bytes = yield* answered(prompts.secret(prompt));
      if (bound.isOn('AsSecureString')) yield* context.out(secureBytes(bytes));
      else {
        const text = Buffer.from(bytes).toString('utf16le');
        bytes.fill(0);
        yield* context.out(text);
      }
    },
  }),
};
