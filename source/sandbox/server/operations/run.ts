import { randomUUID } from 'node:crypto';
import {
  type CommandRequest,
  commandResponse,
  deleteResponse,
  getResponse,
  type SendRequest,
  type SignalRequest,
  sendResponse,
  signalCodes,
  signalResponse,
} from '../../../wsman/index.ts';
import { type Answer, soapAnswer } from '../answer.ts';
import type { Shell } from '../shell-table.ts';
import { bodyOf, type Call, checkOperations, responseHeaders } from './context.ts';
import { faults } from './faults.ts';
import { currentFields } from './shell-fields.ts';

/** Starts a pipeline. */
export function command(call: Call, shell: Shell, wanted: CommandRequest): Answer {
  checkOperations(call);
  const body = bodyOf(call, shell);
  const commandId = (wanted.commandId ?? randomUUID()).toUpperCase();
  if (body.command(commandId)) throw faults.alreadyExists('The command', commandId);
  body.start(commandId, wanted.payload);
  return soapAnswer(commandResponse(responseHeaders(call), { commandId }));
}

/** Input for a pipeline or the pool, and answers to host calls. */
export function send(call: Call, shell: Shell, { streams }: SendRequest): Answer {
  const body = bodyOf(call, shell);
  for (const { name, commandId, data } of streams) {
    if (name !== 'stdin' && name !== 'pr') throw faults.badData(`There is no input stream ${name.slice(0, 40)}.`);
    if (commandId !== undefined && !body.command(commandId)) throw faults.unknownCommand(commandId);
    body.accept(commandId, name, data);
  }
  return soapAnswer(sendResponse(responseHeaders(call)));
}

/** Stops a pipeline, or releases it. */
export function signal(call: Call, shell: Shell, { commandId, code }: SignalRequest): Answer {
  const body = bodyOf(call, shell);
  if (commandId !== undefined) {
    if (!body.command(commandId)) throw faults.unknownCommand(commandId);
    if (code === signalCodes.terminate) body.release(commandId);
    else if (/crtl_c$|ctrl_c$/.test(code)) body.stop(commandId);
    else throw faults.badData(`There is no signal ${code.slice(0, 120)}.`);
  }
  return soapAnswer(signalResponse(responseHeaders(call)));
}

/** Closes a shell, whichever of the caller's consoles opened it. */
export function remove(call: Call, shell: Shell): Answer {
  call.service.shells.remove(shell);
  return soapAnswer(deleteResponse(responseHeaders(call)));
}

export function get(call: Call, shell: Shell): Answer {
  return soapAnswer(getResponse(responseHeaders(call), currentFields(shell, call.service.clock.now())));
}
