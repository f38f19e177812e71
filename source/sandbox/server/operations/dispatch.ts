import { PsrpError } from '../../../psrp/index.ts';
import {
  faultResponse,
  type RequestHeaders,
  readRequest,
  selectorValue,
  WsmanError,
  type WsmanRequest,
} from '../../../wsman/index.ts';
import { type Answer, type AuthenticatedRequest, type Operation, soapAnswer } from '../answer.ts';
import type { FaultStage } from '../fault-plan.ts';
import type { Shell } from '../shell-table.ts';
import { type Call, responseHeaders, type Service, shellOf } from './context.ts';
import { create } from './create.ts';
import { enumerate, pull } from './enumerate.ts';
import { faults, ServiceFault } from './faults.ts';
import { receive } from './receive.ts';
import { command, get, remove, send, signal } from './run.ts';

/** Reads a request and says what there is to do for it. Whatever fails becomes a SOAP fault. */
export function beginOperation(service: Service, request: AuthenticatedRequest): Operation {
  let read: WsmanRequest;
  try {
    read = readRequest(request.body);
  } catch (error) {
    return { stage: undefined, shellId: undefined, run: () => Promise.resolve(failed(service, noHeaders, error)) };
  }
  const call: Call = { service, request, headers: read.headers };
  return {
    stage: stageOf(read),
    shellId: selectorValue(read.headers.selectors, 'ShellId'),
    run: async () => {
      try {
        return await perform(call, read);
      } catch (error) {
        return failed(service, read.headers, error);
      }
    },
  };
}

/** The answer that carries a WSMan fault of that code, for faults on demand. */
export function orderedFault(service: Service, request: AuthenticatedRequest, code: number, text: string): Answer {
  let headers = noHeaders;
  try {
    headers = readRequest(request.body).headers;
  } catch {
    // The fault is wanted whatever the request looks like.
  }
  const fields = { code: 'Receiver', subcode: 'InternalError', reason: text, message: text, wsmanCode: code };
  return failed(service, headers, new ServiceFault(fields));
}

const noHeaders: RequestHeaders = { to: '', resourceUri: '', messageId: '' };

function perform(call: Call, read: WsmanRequest): Answer | Promise<Answer> {
  switch (read.operation) {
    case 'create':
      return create(call, read);
    case 'enumerate':
      return enumerate(call, read);
    case 'pull':
      return pull(call, read);
    case 'get':
      // Asking after a shell is not using it: otherwise its inactivity could never be seen.
      return get(call, shellOf(call));
    case 'delete':
      return remove(call, shellOf(call));
    case 'command':
      return using(call, (shell) => command(call, shell, read));
    case 'send':
      return using(call, (shell) => send(call, shell, read));
    case 'receive':
      return using(call, (shell) => receive(call, shell, read));
    case 'signal':
      return using(call, (shell) => signal(call, shell, read));
    case 'unknown':
      throw faults.unsupportedAction(read.action);
  }
}

async function using(call: Call, action: (shell: Shell) => Answer | Promise<Answer>): Promise<Answer> {
  const shell = shellOf(call);
  const end = call.service.shells.use(shell);
  try {
    return await action(shell);
  } finally {
    end();
  }
}

function stageOf(read: WsmanRequest): FaultStage | undefined {
  if (read.operation === 'unknown') return undefined;
  if (read.operation !== 'receive') return read.operation;
  return read.commandId === undefined ? 'pool-receive' : 'pipeline-receive';
}

function failed(service: Service, headers: RequestHeaders, error: unknown): Answer {
  const fields = faultOf(error).fields;
  return soapAnswer(faultResponse(responseHeaders({ headers }), { machine: service.identity.fqdn, ...fields }), 500);
}

function faultOf(error: unknown): ServiceFault {
  if (error instanceof ServiceFault) return error;
  if (error instanceof WsmanError) return faults.badEnvelope(error.message);
  if (error instanceof PsrpError) return faults.badData(error.message);
  return faults.internal(error instanceof Error ? error.message : 'The operation failed.');
}
