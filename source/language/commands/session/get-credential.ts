import { answered } from '../../run/answered.ts';
import { credential, secureBytes } from '../../types/secure.ts';
import type { CommandContext, CommandDeclaration } from '../command.ts';
import { stop } from '../lib/fail.ts';
import { bare } from '../lib/items.ts';

export const getCredential: CommandDeclaration = {
  name: 'Get-Credential',
  synopsis: 'Asks for a name and a password; the password is not shown, and is kept in memory only.',
  examples: [{ line: "$credential = Get-Credential 'CONTOSO\\admin'", what: 'Asks for the password of this account.' }],
  parameters: [
    {
      name: 'Credential',
      type: 'object',
      position: 0,
      sets: ['CredentialSet'],
      what: 'The name; or a credential, which is given back.',
    },
    { name: 'Message', type: 'string', notNullOrEmpty: true, sets: ['MessageSet'], what: 'What it is for.' },
    { name: 'UserName', type: 'string', position: 0, notNullOrEmpty: true, sets: ['MessageSet'], what: 'The name.' },
    { name: 'Title', type: 'string', notNullOrEmpty: true, sets: ['MessageSet'], what: 'What stands above.' },
  ],
  defaultSet: 'CredentialSet',
  outputs: ['System.Management.Automation.PSCredential'],
  create: (bound, context) => ({
    *process() {
      const given = bound.get('Credential');
      const plain = given === undefined ? null : bare(given);
      if (plain !== null && typeof plain !== 'string') {
        yield* context.out(given!);
        return;
      }
      const prompts = promptsOf(context);
      const title = bound.text('Title') ?? 'PowerShell credential request';
      yield* context.host([title, bound.text('Message') ?? 'Enter your credentials.'].join('\n'));
      const user = plain ?? bound.text('UserName') ?? (yield* answered(prompts.line('User: ')));
      if (user === '') return;
      const secret = secureBytes(yield* answered(prompts.secret(`Password for user ${user}: `)));
      yield* context.out(credential(user, secret));
    },
  }),
};

export function promptsOf({ session }: CommandContext): NonNullable<CommandContext['session']['prompts']> {
  if (session.prompts) return session.prompts;
  throw stop(
    'Nobody can be asked here: the session has no one at the keyboard.',
    'InvalidOperation',
    'InvalidOperation',
    {
      exceptionType: 'System.Management.Automation.PSInvalidOperationException',
    },
  );
}
