import { PsObject, type PsValue } from '../../objects/index.ts';
import { PsrpError } from '../errors.ts';
import { displayText, Fields, integerOf, listOf, longOf, textOf } from '../message/fields.ts';
import { decodeProgress } from '../record/progress.ts';
import type { HostMethodName } from './methods.ts';
import type { ChoiceDescription, FieldDescription, HostRequest } from './request.ts';

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
        defaultChoices: reader.array(3).map((item) => integerOf(item) ?? -1),
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
      return { kind: 'writeProgress', sourceId: reader.long(0), progress: decodeProgress(reader.value(1)) };
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

function captionAndMessage(reader: Parameters): { caption: string; message: string } {
  return { caption: reader.text(0), message: reader.text(1) };
}

function decodeChoice(value: PsValue): ChoiceDescription {
  const fields = new Fields(value, 'ChoiceDescription');
  return { label: fields.optionalString('label') ?? '', helpMessage: fields.optionalString('helpMessage') ?? '' };
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
  long(index: number): bigint {
    const value = longOf(this.value(index));
    if (value === undefined) throw this.wrong(index, 'an integer');
    return value;
  }
  /** A .NET array travels as its elements with the length of each dimension (MS-PSRP 2.2.6.1.4); null has none. */
  array(index: number): readonly PsValue[] {
    const value = this.value(index);
    if (value === null) return [];
    const elements = value instanceof PsObject ? value.get('mae') : undefined;
    if (elements === undefined) return this.list(index);
    const items = listOf(elements);
    const [length, ...more] = listOf((value as PsObject).get('mal') ?? null) ?? [];
    if (!items || more.length > 0 || integerOf(length ?? null) !== items.length) throw this.wrong(index, 'a list');
    return items;
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
