import { type HostAnswer, type HostPrompts, type PromptField, plainLabel, Secret } from '../../../domain/index.ts';
import { type PsValue, psList, psObject } from '../../../objects/index.ts';
import {
  type ChoiceDescription,
  type FieldDescription,
  type HostCall,
  type HostRequest,
  hostResults,
} from '../../../psrp/index.ts';
import { type Secure, secureString } from './text.ts';

export interface HostSurroundings {
  readonly prompts: HostPrompts;
  readonly secure: Secure;
  /** Cells of the screen. */
  readonly width: number;
  /** Of the host, a GUID. */
  readonly instanceId: string;
  readonly signal: AbortSignal;
}

const height = 50;

/**
 * The answer to a host call that wants one (MS-PSRP 2.2.3.17); undefined where this host has none to give. Rejects as
 * the prompts do when nobody answers.
 */
export async function answerOf(call: HostCall, host: HostSurroundings): Promise<PsValue | undefined> {
  switch (call.request.kind) {
    case 'prompt':
      return await promptAnswer(call.request, host);
    case 'promptForChoice':
      return hostResults.choice(await chosen(call.request, host));
    case 'promptForChoices':
      return hostResults.choices(await severalChosen(call.request, host));
    case 'promptForCredential':
      return await credential(call.request, host);
    case 'readLine': {
      const { secure } = call.request;
      const answer = await ask(host, { kind: 'line', secret: secure });
      return await lineAnswer(answer.text, secure, host);
    }
    default:
      return fact(call, host);
  }
}

/** Facts about the host that a server may ask for. */
function fact({ method }: HostCall, { width, instanceId }: HostSurroundings): PsValue | undefined {
  const size = () => psObject({ width, height }, []);
  switch (method) {
    case 'GetName':
      return 'exterm';
    case 'GetVersion':
      return hostResults.version('1.0');
    case 'GetInstanceId':
      return hostResults.instanceId(instanceId);
    case 'GetCurrentCulture':
    case 'GetCurrentUICulture':
      return 'en-US';
    case 'GetForegroundColor':
      return 7;
    case 'GetBackgroundColor':
      return 0;
    case 'GetCursorPosition':
    case 'GetWindowPosition':
      return psObject({ x: 0, y: 0 }, []);
    case 'GetCursorSize':
      return 25;
    case 'GetBufferSize':
    case 'GetWindowSize':
    case 'GetMaxWindowSize':
    case 'GetMaxPhysicalWindowSize':
      return size();
    case 'GetWindowTitle':
      return 'exterm';
    case 'GetKeyAvailable':
    case 'GetIsRunspacePushed':
      return false;
    default:
      return undefined;
  }
}

async function chosen(
  request: Extract<HostRequest, { kind: 'promptForChoice' }>,
  host: HostSurroundings,
): Promise<number> {
  const { caption, message, defaultChoice } = request;
  const choices = request.choices.map(offered);
  return (await ask(host, { kind: 'choice', caption, message, choices, defaultChoice })).index;
}

/** One after another, as PowerShell asks for several; who takes none gets the server's own. */
async function severalChosen(
  { caption, message, choices, defaultChoices }: Extract<HostRequest, { kind: 'promptForChoices' }>,
  host: HostSurroundings,
): Promise<readonly number[]> {
  const taken: number[] = [];
  const labels = (indexes: readonly number[]) =>
    indexes.map((index) => plainLabel(choices[index]?.label ?? '')).join(', ');
  while (taken.length < choices.length) {
    const left = [...choices.keys()].filter((index) => !taken.includes(index));
    const result = labels(taken.length > 0 ? taken : defaultChoices);
    const done = { label: 'Done', help: result === '' ? 'Takes none.' : `Takes ${result}.` };
    const { index } = await ask(host, {
      kind: 'choice',
      caption,
      message: [message, taken.length > 0 ? `Taken: ${result}.` : 'Several can be taken, one after another.']
        .filter((text) => text !== '')
        .join('\n'),
      choices: [...left.map((at) => offered(choices[at] as ChoiceDescription)), done],
      defaultChoice: left.length,
    });
    const answer = left[index];
    if (answer === undefined) break;
    taken.push(answer);
  }
  return taken.length > 0 ? taken : defaultChoices;
}

const offered = ({ label, helpMessage }: ChoiceDescription) => ({ label, help: helpMessage });

async function promptAnswer(
  request: Extract<HostRequest, { kind: 'prompt' }>,
  host: HostSurroundings,
): Promise<PsValue> {
  const { caption, message } = request;
  const answers: [string, PsValue][] = [];
  const plain = request.fields.filter((field) => !isCredential(field) && !isList(field));
  if (plain.length > 0) {
    const { values } = await ask(host, { kind: 'fields', caption, message, fields: plain.map(promptField) });
    for (const field of plain) {
      answers.push([field.name, await lineAnswer(values.get(field.name) ?? '', isSecret(field), host)]);
    }
  }
  for (const field of request.fields.filter(isList)) {
    answers.push([field.name, await listAnswer(field, { caption, message }, host)]);
  }
  for (const field of request.fields.filter(isCredential)) {
    const wanted = { caption, message: plainLabel(field.label || field.name), userName: '' };
    answers.push([field.name, await credential(wanted, host)]);
  }
  return hostResults.prompt(Object.fromEntries(answers));
}

/** One value after another until an empty one, as PowerShell asks for a list: `Names[0]`, `Names[1]`, … */
async function listAnswer(
  field: FieldDescription,
  { caption, message }: { caption: string; message: string },
  host: HostSurroundings,
): Promise<PsValue> {
  const items: PsValue[] = [];
  const end = 'An empty answer ends the list.';
  for (;;) {
    const label = `${plainLabel(field.label || field.name)}[${items.length}]`;
    const isFirst = items.length === 0;
    const item = { ...promptField(field), label, typeName: itemType(field), help: isFirst ? field.helpMessage : end };
    const { values } = await ask(host, {
      kind: 'fields',
      caption: isFirst ? caption : '',
      message: isFirst ? [message, end].filter((text) => text !== '').join('\n') : '',
      fields: [{ ...item, defaultValue: undefined }],
    });
    const value = values.get(field.name) ?? '';
    const isEmpty = typeof value === 'string' ? value === '' : value.use((bytes) => bytes.length === 0);
    if (isEmpty) return psList(items);
    items.push(await lineAnswer(value, isSecret(field), host));
  }
}

async function credential(
  { caption, message, userName }: { caption: string; message: string; userName: string },
  host: HostSurroundings,
): Promise<PsValue> {
  const answer = await ask(host, { kind: 'credential', caption, message, user: userName });
  const { user, password } = answer.credential;
  try {
    return hostResults.credential(user, await secureString(password, host.secure));
  } finally {
    password.wipe();
  }
}

/** A secret typed for a field that wants plain text goes as text: that is what the server asked for. */
async function lineAnswer(text: string | Secret, secure: boolean, host: HostSurroundings): Promise<PsValue> {
  const secret = typeof text === 'string' ? (secure ? Secret.fromText(text) : undefined) : text;
  if (!secret) return text as string;
  try {
    if (secure) return await secureString(secret, host.secure);
    return secret.use((bytes) => new TextDecoder().decode(bytes));
  } finally {
    secret.wipe();
  }
}

const typeOf = (field: FieldDescription) => field.parameterTypeFullName || field.parameterTypeName;
const itemType = (field: FieldDescription) => typeOf(field).replace(/\[\]$/, '');
/** One credential does for a list of them, too. */
const isCredential = (field: FieldDescription) => /\bPSCredential$/.test(itemType(field));
const isSecret = (field: FieldDescription) => /\bSecureString$/.test(itemType(field));
const isList = (field: FieldDescription) => typeOf(field).endsWith('[]') && !isCredential(field);

function promptField(field: FieldDescription): PromptField {
  return {
    name: field.name,
    label: field.label || field.name,
    typeName: typeOf(field),
    help: field.helpMessage,
    secret: isSecret(field),
    defaultValue: field.defaultValue ?? undefined,
  };
}

type Prompt = Parameters<HostPrompts['ask']>[0];

/** Asks, and holds the answer to what was asked. */
async function ask<K extends Prompt['kind']>(
  { prompts, signal }: HostSurroundings,
  prompt: Extract<Prompt, { kind: K }>,
): Promise<Extract<HostAnswer, { kind: K }>> {
  const answer = await prompts.ask(prompt, signal);
  if (answer.kind !== prompt.kind)
    throw new TypeError(`A prompt for a ${prompt.kind} was answered with a ${answer.kind}.`);
  return answer as Extract<HostAnswer, { kind: K }>;
}
