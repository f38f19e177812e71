import { type HostAnswer, type HostPrompt, type HostPrompts, Secret } from '../../../domain/index.ts';
import { PsObject } from '../../../objects/index.ts';
import type { PipelineCommand } from '../../../psrp/index.ts';
import { type AgentMessage, AgentProtocolError, plain } from '../link/message.ts';
import type { Field } from '../link/request.ts';

/** Asks the user what PowerShell's host was asked; the answer as the fields of a message. Rejects when nobody answers. */
export async function askUser(
  message: AgentMessage,
  prompts: HostPrompts,
  signal: AbortSignal,
): Promise<Readonly<Record<string, Field>>> {
  const prompt = promptOf(message);
  const answer = await prompts.ask({ ...prompt, asker: 'powershell' }, signal);
  if (answer.kind !== prompt.kind)
    throw new TypeError(`A prompt for a ${prompt.kind} was answered with a ${answer.kind}.`);
  return fieldsOf(prompt, answer);
}

/** The command that PowerShell is about to send; one without a name is whatever a script makes of it. */
export function changeOf(message: AgentMessage): PipelineCommand {
  const details = message.object();
  const name = textOf(details, 'Name');
  return {
    name: name === '' ? textOf(details, 'Script').trim() || 'A session of its own' : name,
    isScript: name === '',
    parameters: listOf(details, 'Parameters').map((parameter) => ({
      name: textOf(parameter, 'Name') || undefined,
      value: plain(parameter.get('Value') ?? null),
    })),
  };
}

/** Wipes the secrets of an answer that has been sent. */
export function wipeAnswer(fields: Readonly<Record<string, Field>>): void {
  for (const field of Object.values(fields)) if (typeof field === 'object' && 'secret' in field) field.secret.wipe();
}

function promptOf(message: AgentMessage): HostPrompt {
  const details = message.object();
  const kind = message.word('kind');
  const [caption, message_] = [textOf(details, 'Caption'), textOf(details, 'Message')];
  switch (kind) {
    case 'line':
      return { kind, secret: details.get('Secret') === true };
    case 'credential':
      return { kind, caption, message: message_, user: textOf(details, 'User') };
    case 'choice':
      return {
        kind,
        caption,
        message: message_,
        choices: listOf(details, 'Choices').map((choice) => ({
          label: textOf(choice, 'Label'),
          help: textOf(choice, 'Help'),
        })),
        defaultChoice: Number(plain(details.get('Default') ?? null)),
      };
    case 'fields':
      return {
        kind,
        caption,
        message: message_,
        fields: listOf(details, 'Fields').map((field) => ({
          name: textOf(field, 'Name'),
          label: textOf(field, 'Label') || textOf(field, 'Name'),
          typeName: textOf(field, 'Type'),
          help: textOf(field, 'Help'),
          secret: plain(field.get('Secret') ?? null) === true,
          defaultValue: textOf(field, 'Default') || undefined,
        })),
      };
    default:
      throw new AgentProtocolError(`PowerShell asks a question of the unknown kind ${JSON.stringify(kind)}.`);
  }
}

function fieldsOf(prompt: HostPrompt, answer: HostAnswer): Readonly<Record<string, Field>> {
  switch (answer.kind) {
    case 'choice':
      return { choice: answer.index };
    case 'line':
      return { text: fieldOf(answer.text, prompt.kind === 'line' && prompt.secret) };
    case 'credential':
      return { user: { text: answer.credential.user }, password: { secret: answer.credential.password } };
    case 'fields': {
      const asked = prompt.kind === 'fields' ? prompt.fields : [];
      return Object.fromEntries(
        asked.map(({ name, secret }, index) => [`value${index}`, fieldOf(answer.values.get(name) ?? '', secret)]),
      );
    }
  }
}

/** A secret typed for what wants plain text goes as text all the same, on the wire they are one. */
function fieldOf(text: string | Secret, isSecret: boolean): Field {
  if (text instanceof Secret) return { secret: text };
  return isSecret ? { secret: Secret.fromText(text) } : { text };
}

function textOf(object: PsObject, name: string): string {
  const value = plain(object.get(name) ?? null);
  return typeof value === 'string' ? value : '';
}

function listOf(object: PsObject, name: string): readonly PsObject[] {
  const value = object.get(name);
  const items = value instanceof PsObject && value.collection?.kind === 'list' ? value.collection.items : [];
  return items.filter((item) => item instanceof PsObject);
}
