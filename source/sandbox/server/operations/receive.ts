import {
  askAgainFault,
  type CommandState,
  payloadRoom,
  type ReceiveRequest,
  receiveResponse,
} from '../../../wsman/index.ts';
import { type Answer, soapAnswer } from '../answer.ts';
import type { OutputChannel } from '../output-channel.ts';
import type { Shell } from '../shell-table.ts';
import { bodyOf, type Call, checkOperations, responseHeaders } from './context.ts';
import { faults, ServiceFault } from './faults.ts';

const defaultTimeout = 60_000;
const smallestEnvelope = 8192;
const defaultEnvelope = 153_600;

/** Answers with what there is; waits for something until the operation's time is up. */
export async function receive(call: Call, shell: Shell, { commandId }: ReceiveRequest): Promise<Answer> {
  checkOperations(call);
  const body = bodyOf(call, shell);
  const channel = commandId === undefined ? body.output : body.command(commandId);
  if (!channel) throw faults.unknownCommand(commandId ?? '');
  await readable(call, channel);
  // What is written in the same turn goes into the same answer.
  await new Promise((resolve) => setImmediate(resolve));
  // What a client that has gone would be answered with is left for its next Receive.
  if (channel.isClosed || call.request.signal.aborted) throw faults.aborted();
  if (!channel.isReadable) throw new ServiceFault(askAgainFault(call.service.identity.fqdn));
  const headers = responseHeaders(call);
  const done: CommandState = { commandId, state: 'Done', exitCode: 0 };
  const stream = { name: 'stdout', commandId };
  const empty = receiveResponse(headers, {
    streams: [{ ...stream, data: new Uint8Array() }],
    ...(commandId === undefined ? {} : { commandState: done }),
  });
  const data = channel.take(payloadRoom(envelopeSize(call), empty));
  // A pool that is over has said so to the Receive before.
  if (!data && commandId === undefined) throw faults.aborted();
  const ended = commandId !== undefined && channel.isDrained;
  return soapAnswer(
    receiveResponse(headers, {
      streams: data ? [{ ...stream, data }] : [],
      ...(ended ? { commandState: done } : {}),
    }),
  );
}

function envelopeSize({ headers, service }: Call): number {
  const asked = headers.maxEnvelopeSize ?? defaultEnvelope;
  return Math.min(Math.max(asked, smallestEnvelope), service.options.maxEnvelope);
}

/** Resolves when there is something to say, the time is up or the client has gone. */
async function readable(call: Call, channel: OutputChannel): Promise<void> {
  if (channel.isReadable) return;
  const { service, request, headers } = call;
  const endWait = service.activity.wait();
  await new Promise<void>((resolve) => {
    const done = (): void => {
      cancelTimer();
      cancelRead();
      request.signal.removeEventListener('abort', done);
      resolve();
    };
    const cancelTimer = service.clock.after(headers.operationTimeoutMs ?? defaultTimeout, done);
    let cancelRead = (): void => {};
    cancelRead = channel.whenReadable(done);
    request.signal.addEventListener('abort', done, { once: true });
    if (request.signal.aborted) done();
  });
  endWait();
}
