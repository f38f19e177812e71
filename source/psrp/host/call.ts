import {
  type PsObject,
  PsSecureString,
  PsText,
  type PsValue,
  psCredential,
  psDictionary,
  psEnum,
  psList,
  psObject,
} from '../../objects/index.ts';
import { PsrpError } from '../errors.ts';
import { Fields } from '../message/fields.ts';
import { decodeErrorRecord, type ErrorRecord, encodeErrorRecord } from '../record/error-record.ts';
import { decodeHostRequest } from './decode-request.ts';
import type { HostCallContent } from './encode-request.ts';
import { type HostMethodName, hostMethodById, hostMethodByName } from './methods.ts';
import type { HostRequest } from './request.ts';

/** Which call it is: enough for an answer. */
export interface HostCallHead {
  readonly callId: bigint;
  readonly method: HostMethodName;
  /** The server waits for `respond`; calls without a result are not answered. */
  readonly expectsResponse: boolean;
}

/** A call that the server makes to the client's host (MS-PSRP 2.2.2.15, 2.2.2.27). */
export interface HostCall extends HostCallHead {
  readonly parameters: readonly PsValue[];
  readonly request: HostRequest;
}

export type HostResponseContent = { readonly value: PsValue } | { readonly error: ErrorRecord };

/** A client's answer (MS-PSRP 2.2.2.16, 2.2.2.28). */
export interface HostResponse {
  readonly callId: bigint;
  readonly method: HostMethodName;
  readonly content: HostResponseContent;
}

/** The call id of calls that expect no response. */
export const voidCallId = -100n;

function encodeMethod(method: HostMethodName): PsObject {
  return psEnum('System.Management.Automation.Remoting.RemoteHostMethodId', method, hostMethodByName(method).id);
}

function decodeMethod(fields: Fields): HostMethodName {
  const id = fields.integer('mi');
  const method = hostMethodById(id);
  if (!method) throw new PsrpError('content', `Host method ${id} does not exist.`);
  return method.name;
}

export function encodeHostCall(callId: bigint, call: HostCallContent): PsObject {
  return psObject({ ci: callId, mi: encodeMethod(call.method), mp: psList(call.parameters) }, []);
}

export function decodeHostCallHead(value: PsValue | undefined): HostCallHead {
  const fields = new Fields(value, 'A host call');
  const method = decodeMethod(fields);
  return { callId: fields.long('ci'), method, expectsResponse: hostMethodByName(method).expectsResponse };
}

/** The rest of a call whose head is known. */
export function decodeHostCall(value: PsValue | undefined, head: HostCallHead): HostCall {
  const parameters = new Fields(value, 'A host call').list('mp');
  return { ...head, parameters, request: decodeHostRequest(head.method, parameters) };
}

export function encodeHostResponse(response: HostResponse): PsObject {
  const head = { ci: response.callId, mi: encodeMethod(response.method) };
  if ('error' in response.content) return psObject({ me: encodeErrorRecord(response.content.error), ...head }, []);
  return psObject({ mr: response.content.value, ...head }, []);
}

export function decodeHostResponse(value: PsValue | undefined): HostResponse {
  const fields = new Fields(value, 'A host response');
  const error = fields.value('me');
  return {
    callId: fields.long('ci'),
    method: decodeMethod(fields),
    content: error === null ? { value: fields.value('mr') } : { error: decodeErrorRecord(error) },
  };
}

/** The values that the methods with a result answer with. Secure strings come from the pool's `encryptSecureString`. */
export const hostResults = {
  /** Prompt: what each field was answered with. */
  prompt(answers: Readonly<Record<string, PsValue>>): PsValue {
    return psDictionary(Object.entries(answers));
  },
  choice(index: number): PsValue {
    return index;
  },
  choices(indexes: readonly number[]): PsValue {
    return psList(indexes);
  },
  line(text: string): PsValue {
    return text;
  },
  secureLine(text: PsSecureString): PsValue {
    return text;
  },
  /** PSCredential (MS-PSRP 2.2.3.25); null where the person gave none. */
  credential(userName: string, password: PsSecureString): PsValue {
    return psCredential(userName, password);
  },
  version(text: string): PsValue {
    return new PsText('Version', text);
  },
  instanceId(guid: string): PsValue {
    return new PsText('Guid', guid);
  },
};

/** User name and password of a PSCredential; the password is still encrypted. */
export function decodeCredential(value: PsValue): { userName: string; password: PsSecureString } {
  const fields = new Fields(value, 'PSCredential');
  const password = fields.value('Password');
  if (!(password instanceof PsSecureString)) throw new PsrpError('content', 'PSCredential carries no secure password.');
  return { userName: fields.string('UserName'), password };
}
