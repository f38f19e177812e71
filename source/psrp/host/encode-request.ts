import { type PsValue, psList, psObject } from '../../objects/index.ts';
import { encodeProgress } from '../record/progress.ts';
import type { HostMethodName } from './methods.ts';
import type { ChoiceDescription, FieldDescription, HostRequest } from './request.ts';

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
          remoteArray(request.defaultChoices, 'System.Int32[]'),
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

/** A .NET array of one dimension, see decodeHostRequest. */
function remoteArray(elements: readonly PsValue[], typeName: string): PsValue {
  const lengths = psList([elements.length], ['System.Int32[]', 'System.Array', 'System.Object']);
  return psObject({ mae: psList(elements, [typeName, 'System.Array', 'System.Object']), mal: lengths }, []);
}

function encodeChoice(choice: ChoiceDescription): PsValue {
  return psObject({ label: choice.label, helpMessage: choice.helpMessage }, []);
}

/** The fields by the names that PowerShell's own class has: it cannot read one that it does not know, nor a null. */
function encodeField({ defaultValue, ...field }: FieldDescription): PsValue {
  return psObject(
    {
      name: field.name,
      label: field.label,
      parameterTypeName: field.parameterTypeName,
      parameterTypeFullName: field.parameterTypeFullName,
      parameterAssemblyFullName: 'mscorlib, Version=4.0.0.0, Culture=neutral, PublicKeyToken=b77a5c561934e089',
      helpMessage: field.helpMessage,
      isMandatory: field.isMandatory,
      metadata: psList([]),
      ...(defaultValue === null ? {} : { defaultValue }),
      modifiedByRemotingProtocol: false,
      isFromRemoteHost: true,
    },
    [],
  );
}
