import { type HostAnswer, type HostPrompts, type PromptField, Secret } from '../../../domain/index.ts';
import { type PsValue, psObject } from '../../../objects/index.ts';
import { type FieldDescription, type HostCall, type HostRequest, hostResults } from '../../../psrp/index.ts';
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
      return hostResults.choice(await chosen(call.request, call.request.defaultChoice, host));
    case 'promptForChoices':
      return hostResults.choices([await chosen(call.request, call.request.defaultChoices[0] ?? -1, host)]);
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
  request: Extract<HostRequest, { kind: 'promptForChoice' | 'promptForChoices' }>,
  defaultChoice: number,
  host: HostSurroundings,
): Promise<number> {
  const { caption, message } = request;
  const choices = request.choices.map(({ label, helpMessage }) => ({ label, help: helpMessage }));
  return (await ask(host, { kind: 'choice', caption, message, choices, defaultChoice })).index;
}

async function promptAnswer(
  request: Extract<HostRequest, { kind: 'prompt' }>,
  host: HostSurroundings,
): Promise<PsValue> {
  const { caption, message } = request;
  const answers: [string, PsValue][] = [];
  const plain = request.fields.filter((field) => !isCredential(field));
  if (plain.length > 0) {
    const { values } = await ask(host, { kind: 'fields', caption, message, fields: plain.map(promptField) });
    for (const field of plain) {
      answers.push([field.name, await lineAnswer(values.get(field.name) ?? '', isSecret(field), host)]);
    }
  }
  for (const field of request.fields.filter(isCredential)) {
    const wanted = { caption, message: field.label || field.name, userName: '' };
    answers.push([field.name, await credential(wanted, host)]);
  }
  return hostResults.prompt(Object.fromEntries(answers));
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

const isCredential = (field: FieldDescription) => /\bPSCredential$/.test(field.parameterTypeFullName);
const isSecret = (field: FieldDescription) => /\bSecureString$/.test(field.parameterTypeFullName);

function promptField(field: FieldDescription): PromptField {
  return {
    name: field.name,
    label: field.label || field.name,
    typeName: field.parameterTypeFullName || field.parameterTypeName,
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
