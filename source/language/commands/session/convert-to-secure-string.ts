import { secureString } from '../../types/secure.ts';
import type { CommandDeclaration } from '../command.ts';
import { argumentException, stop } from '../lib/fail.ts';

const noKey = 'Secrets stay in memory here: nothing is encrypted for a file. Keep a password with exterm itself.';

export const convertToSecureString: CommandDeclaration = {
  name: 'ConvertTo-SecureString',
  synopsis: 'A SecureString of a text, kept in memory only.',
  examples: [
    {
      line: "New-Mailbox anna -Password (ConvertTo-SecureString 'P@ssw0rd' -AsPlainText -Force) …",
      what: 'What is typed so stays in the history of lines: Read-Host -AsSecureString does not.',
    },
  ],
  parameters: [
    { name: 'String', type: 'string', position: 0, isMandatory: true, fromPipeline: true, what: 'The text.' },
    { name: 'AsPlainText', type: 'switch', position: 1, sets: ['PlainText'], what: 'It is clear text.' },
    { name: 'Force', type: 'switch', position: 2, sets: ['PlainText'], what: 'Heeded by no one here.' },
    {
      name: 'SecureKey',
      type: 'securestring',
      position: 1,
      sets: ['Secure'],
      what: 'The key of an encrypted text.',
      refused: noKey,
    },
    { name: 'Key', type: 'byte[]', sets: ['Open'], what: 'The key of an encrypted text.', refused: noKey },
  ],
  defaultSet: 'Secure',
  outputs: ['System.Security.SecureString'],
  create: (bound, context) => ({
    *process() {
      const text = bound.text('String') ?? '';
      if (bound.isOn('AsPlainText')) {
        yield* context.out(secureString(text));
        return;
      }
      yield* context.error({
        message: 'The text is not encrypted in a way that can be read here.',
        id: 'ImportSecureString_InvalidArgument',
        category: 'InvalidArgument',
        exceptionType: argumentException,
        recommendedAction: 'Add -AsPlainText for clear text, or use Read-Host -AsSecureString.',
      });
    },
  }),
};

export const notSecret = () =>
  stop('This is no SecureString.', 'ParameterArgumentTransformationError', 'InvalidData', {
    exceptionType: argumentException,
  });
