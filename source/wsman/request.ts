import type { XmlElement } from '../xml/index.ts';
import { readEnvelope, readRequestHeaders } from './envelope.ts';
import { reading } from './errors.ts';
import type { RequestHeaders } from './headers.ts';
import { actions } from './names.ts';
import { type CommandRequest, readCommandRequest } from './operations/command.ts';
import { type CreateRequest, readCreateRequest } from './operations/create.ts';
import { type EnumerateRequest, readEnumerateRequest } from './operations/enumerate.ts';
import { type PullRequest, readPullRequest } from './operations/pull.ts';
import { type ReceiveRequest, readReceiveRequest } from './operations/receive.ts';
import { readSendRequest, type SendRequest } from './operations/send.ts';
import { readSignalRequest, type SignalRequest } from './operations/signal.ts';

type Request<Operation extends string, Parameters = unknown> = {
  readonly operation: Operation;
  readonly headers: RequestHeaders;
} & Parameters;

/** A request as a server reads it. The shell that it is about is in `headers.selectors`. */
export type WsmanRequest =
  | Request<'create', CreateRequest>
  | Request<'command', CommandRequest>
  | Request<'send', SendRequest>
  | Request<'receive', ReceiveRequest>
  | Request<'signal', SignalRequest>
  | Request<'delete'>
  | Request<'get'>
  | Request<'enumerate', EnumerateRequest>
  | Request<'pull', PullRequest>
  /** Well-formed, but of an action that is not among ours; the answer is a fault. */
  | Request<'unknown', { readonly action: string }>;

type Reader = (body: XmlElement, headers: RequestHeaders) => WsmanRequest;

const readers: Readonly<Record<string, Reader>> = {
  [actions.create]: (body, headers) => ({ operation: 'create', headers, ...readCreateRequest(body, headers) }),
  [actions.command]: (body, headers) => ({ operation: 'command', headers, ...readCommandRequest(body) }),
  [actions.send]: (body, headers) => ({ operation: 'send', headers, ...readSendRequest(body) }),
  [actions.receive]: (body, headers) => ({ operation: 'receive', headers, ...readReceiveRequest(body, headers) }),
  [actions.signal]: (body, headers) => ({ operation: 'signal', headers, ...readSignalRequest(body) }),
  [actions.delete]: (_body, headers) => ({ operation: 'delete', headers }),
  [actions.get]: (_body, headers) => ({ operation: 'get', headers }),
  [actions.enumerate]: (body, headers) => ({ operation: 'enumerate', headers, ...readEnumerateRequest(body) }),
  [actions.pull]: (body, headers) => ({ operation: 'pull', headers, ...readPullRequest(body) }),
};

/** Reads any request. Throws WsmanError for an envelope that cannot be read. */
export function readRequest(source: string | Uint8Array): WsmanRequest {
  return reading('The request', () => {
    const { header, body } = readEnvelope(source);
    const { action, ...headers } = readRequestHeaders(header);
    const read = Object.hasOwn(readers, action) ? readers[action] : undefined;
    return read ? read(body, headers) : { operation: 'unknown', headers, action };
  });
}
