import { LiveInstance } from '../../run/value.ts';
import { SecureState } from '../../types/secure.ts';
import type { CommandDeclaration } from '../command.ts';
import { stop } from '../lib/fail.ts';
import { bare } from '../lib/items.ts';
import { notSecret } from './convert-to-secure-string.ts';

const noKey = 'Secrets stay in memory here: nothing is encrypted for a file. Keep a password with exterm itself.';

export const convertFromSecureString: CommandDeclaration = {
  name: 'ConvertFrom-SecureString',
  synopsis: 'The clear text of a SecureString.',
  examples: [
    {
      line: '$secret | ConvertFrom-SecureString -AsPlainText',
      what: 'The text itself: anyone who sees the screen reads it.',
    },
  ],
  parameters: [
    { name: 'SecureString', type: 'object', position: 0, isMandatory: true, fromPipeline: true, what: 'The secret.' },
    { name: 'AsPlainText', type: 'switch', sets: ['AsPlainText'], what: 'As clear text.' },
    {
      name: 'SecureKey',
      type: 'securestring',
      position: 1,
      sets: ['Secure'],
      what: 'Encrypted with a key.',
      refused: noKey,
    },
    { name: 'Key', type: 'byte[]', sets: ['Open'], what: 'Encrypted with a key.', refused: noKey },
  ],
  defaultSet: 'Secure',
  outputs: ['System.String'],
  create: (bound, context) => ({
    *process(input) {
      const secret = bare(bound.get('SecureString') ?? input);
      const state = secret instanceof LiveInstance ? secret.state : undefined;
      if (!(state instanceof SecureState)) throw notSecret();
      if (!bound.isOn('AsPlainText')) {
        throw stop(noKey, 'SecureStringNotEncrypted', 'NotImplemented', {
          exceptionType: 'System.NotSupportedException',
        });
      }
      yield* context.out(state.reveal());
    },
  }),
};
