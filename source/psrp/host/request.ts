import { type PsValue, psList, psObject } from '../../objects/index.ts';
import { PsrpError } from '../errors.ts';
import { displayText, Fields, integerOf, listOf, textOf } from '../message/fields.ts';
import { decodeProgress, encodeProgress, type ProgressRecord } from '../record/progress.ts';
import type { HostMethodName } from './methods.ts';

export interface ChoiceDescription {
  /** An `&` stands before the letter that chooses it. */
  readonly label: string;
  readonly helpMessage: string;
}

/** A field that Prompt asks for (MS-PSRP 2.2.6.2, FieldDescription). */
export interface FieldDescription {
  readonly name: string;
  readonly label: string;
  readonly helpMessage: string;
  readonly isMandatory: boolean;
  readonly parameterTypeName: string;
  readonly parameterTypeFullName: string;
  readonly defaultValue: PsValue;
}

/** A host call's parameters by what they ask for (MS-PSRP 2.2.3.17). Methods without a form here are `other`. */
export type HostRequest =
  | {
      readonly kind: 'prompt';
      readonly caption: string;
      readonly message: string;
      readonly fields: readonly FieldDescription[];
    }
  | {
      readonly kind: 'promptForChoice';
      readonly caption: string;
      readonly message: string;
      readonly choices: readonly ChoiceDescription[];
      /** Index, -1 for none. */
      readonly defaultChoice: number;
    }
  | {
      readonly kind: 'promptForChoices';
      readonly caption: string;
      readonly message: string;
      readonly choices: readonly ChoiceDescription[];
      readonly defaultChoices: readonly number[];
    }
  | {
      readonly kind: 'promptForCredential';
      readonly caption: string;
      readonly message: string;
      readonly userName: string;
      readonly targetName: string;
    }
  | { readonly kind: 'readLine'; readonly secure: boolean }
  | {
      readonly kind: 'write';
      readonly text: string;
      readonly newLine: boolean;
      /** ConsoleColor numbers where the call gave them. */
      readonly foregroundColor?: number;
      readonly backgroundColor?: number;
    }
  | { readonly kind: 'writeStream'; readonly stream: 'error' | 'debug' | 'verbose' | 'warning'; readonly text: string }
  | { readonly kind: 'writeProgress'; readonly sourceId: bigint; readonly progress: ProgressRecord }
  | { readonly kind: 'setShouldExit'; readonly exitCode: number }
  | { readonly kind: 'setWindowTitle'; readonly title: string }
  | { readonly kind: 'readKey'; readonly options: number }
  | { readonly kind: 'other' };

export function decodeHostRequest(method: HostMethodName, parameters: readonly PsValue[]): HostRequest {
  const reader = new Parameters(method, parameters);
  switch (method) {
    case 'Prompt':
      return { kind: 'prompt', ...captionAndMessage(reader), fields: reader.list(2).map(decodeField) };
    case 'PromptForChoice':
      return {
        kind: 'promptForChoice',
        ...captionAndMessage(reader),
        choices: reader.list(2).map(decodeChoice),
        defaultChoice: reader.integer(3),
      };
    case 'PromptForChoiceMultipleSelection':
      return {
        kind: 'promptForChoices',
        ...captionAndMessage(reader),
        choices: reader.list(2).map(decodeChoice),
        defaultChoices: reader.list(3).map((item) => integerOf(item) ?? -1),
      };
    case 'PromptForCredential1':
    case 'PromptForCredential2':
      return {
        kind: 'promptForCredential',
        ...captionAndMessage(reader),
        userName: reader.text(2),
        targetName: reader.text(3),
      };
    case 'ReadLine':
    case 'ReadLineAsSecureString':
      return { kind: 'readLine', secure: method === 'ReadLineAsSecureString' };
    case 'Write1':
      return { kind: 'write', text: reader.text(0), newLine: false };
    case 'WriteLine1':
      return { kind: 'write', text: '', newLine: true };
    case 'WriteLine2':
      return { kind: 'write', text: reader.text(0), newLine: true };
    case 'Write2':
    case 'WriteLine3':
      return {
        kind: 'write',
        foregroundColor: reader.integer(0),
        backgroundColor: reader.integer(1),
        text: reader.text(2),
        newLine: method === 'WriteLine3',
      };
    case 'WriteErrorLine':
      return { kind: 'writeStream', stream: 'error', text: reader.text(0) };
    case 'WriteDebugLine':
      return { kind: 'writeStream', stream: 'debug', text: reader.text(0) };
    case 'WriteVerboseLine':
      return { kind: 'writeStream', stream: 'verbose', text: reader.text(0) };
    case 'WriteWarningLine':
      return { kind: 'writeStream', stream: 'warning', text: reader.text(0) };
    case 'WriteProgress':
      return { kind: 'writeProgress', sourceId: BigInt(reader.integer(0)), progress: decodeProgress(reader.value(1)) };
    case 'SetShouldExit':
      return { kind: 'setShouldExit', exitCode: reader.integer(0) };
    case 'SetWindowTitle':
      return { kind: 'setWindowTitle', title: reader.text(0) };
    case 'ReadKey':
      return { kind: 'readKey', options: reader.integer(0) };
    default:
      return { kind: 'other' };
  }
}

/** Method and parameters of a call that a server makes. */
export interface HostCallContent {
  readonly method: HostMethodName;
  readonly parameters: readonly PsValue[];
}

/** The counterpart of `decodeHostRequest` for the calls that a server has reason to make. */
export function encodeHostRequest(request: Exclude<HostRequest, { kind: 'other' }>): HostCallContent {
  switch (request.kind) {
    case 'prompt':
      return {
        method: 'Prompt',
        parameters: [request.caption, request.message, psList(request.fields.map(encodeField))],
      };
    case 'promptForChoice':
      return {
        method: 'PromptForChoice',
        parameters: [
          request.caption,
          request.message,
          psList(request.choices.map(encodeChoice)),
          request.defaultChoice,
        ],
      };
    case 'promptForChoices':
      return {
        method: 'PromptForChoiceMultipleSelection',
        parameters: [
          request.caption,
          request.message,
          psList(request.choices.map(encodeChoice)),
          psList(request.defaultChoices),
        ],
      };
    case 'promptForCredential':
      return {
        method: 'PromptForCredential1',
        parameters: [request.caption, request.message, request.userName, request.targetName],
      };
    case 'readLine':
      return { method: request.secure ? 'ReadLineAsSecureString' : 'ReadLine', parameters: [] };
    case 'write': {
      if (request.foregroundColor === undefined || request.backgroundColor === undefined) {
        return { method: request.newLine ? 'WriteLine2' : 'Write1', parameters: [request.text] };
      }
      const parameters = [request.foregroundColor, request.backgroundColor, request.text];
      return { method: request.newLine ? 'WriteLine3' : 'Write2', parameters };
    }
    case 'writeStream':
      return { method: streamMethods[request.stream], parameters: [request.text] };
    case 'writeProgress':
      return { method: 'WriteProgress', parameters: [request.sourceId, encodeProgress(request.progress)] };
    case 'setShouldExit':
      return { method: 'SetShouldExit', parameters: [request.exitCode] };
    case 'setWindowTitle':
      return { method: 'SetWindowTitle', parameters: [request.title] };
    case 'readKey':
      return { method: 'ReadKey', parameters: [request.options] };
  }
}

const streamMethods = {
  error: 'WriteErrorLine',
  debug: 'WriteDebugLine',
  verbose: 'WriteVerboseLine',
  warning: 'WriteWarningLine',
} as const;

function captionAndMessage(reader: Parameters): { caption: string; message: string } {
  return { caption: reader.text(0), message: reader.text(1) };
}

function decodeChoice(value: PsValue): ChoiceDescription {
  const fields = new Fields(value, 'ChoiceDescription');
  return { label: fields.optionalString('label') ?? '', helpMessage: fields.optionalString('helpMessage') ?? '' };
}

function encodeChoice(choice: ChoiceDescription): PsValue {
  return psObject({ helpMessage: choice.helpMessage, label: choice.label }, []);
}

function decodeField(value: PsValue): FieldDescription {
  const fields = new Fields(value, 'FieldDescription');
  return {
    name: fields.string('name'),
    label: fields.optionalString('label') ?? '',
    helpMessage: fields.optionalString('helpMessage') ?? '',
    isMandatory: fields.optionalBoolean('isMandatory') ?? true,
    parameterTypeName: fields.optionalString('parameterTypeName') ?? '',
    parameterTypeFullName: fields.optionalString('parameterTypeFullName') ?? '',
    defaultValue: fields.value('defaultValue'),
  };
}

/** The fields by the names that PowerShell's own class has: it cannot read one that it does not know, nor a null. */
function encodeField({ defaultValue, ...field }: FieldDescription): PsValue {
  return psObject(
    {
      name: field.name,
      label: field.label,
      helpMessage: field.helpMessage,
      isMandatory: field.isMandatory,
      parameterTypeName: field.parameterTypeName,
      parameterTypeFullName: field.parameterTypeFullName,
      parameterAssemblyFullName: 'mscorlib, Version=4.0.0.0, Culture=neutral, PublicKeyToken=b77a5c561934e089',
      ...(defaultValue === null ? {} : { defaultValue }),
      isFromRemoteHost: true,
    },
    [],
  );
}

/** A call's parameters by position; one that is missing or of another type is an error that names the method. */
class Parameters {
  private readonly method: HostMethodName;
  private readonly values: readonly PsValue[];

  constructor(method: HostMethodName, values: readonly PsValue[]) {
    this.method = method;
    this.values = values;
  }

  value(index: number): PsValue {
    const value = this.values[index];
    if (value === undefined) throw new PsrpError('content', `Host call ${this.method} has no parameter ${index + 1}.`);
    return value;
  }
  /** Null is the empty text: captions and messages may be left out. */
  text(index: number): string {
    const value = this.value(index);
    return textOf(value) ?? displayText(value);
  }
  integer(index: number): number {
    const value = integerOf(this.value(index));
    if (value === undefined) throw this.wrong(index, 'an integer');
    return value;
  }
  list(index: number): readonly PsValue[] {
    const value = listOf(this.value(index));
    if (value === undefined) throw this.wrong(index, 'a list');
    return value;
  }
  private wrong(index: number, kind: string): PsrpError {
    return new PsrpError('content', `Host call ${this.method}: parameter ${index + 1} is not ${kind}.`);
  }
}
