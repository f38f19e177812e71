import { attribute, child, childText, onlyChild, sequence, tag, type XmlElement } from '../../xml/index.ts';
import { requestEnvelope, responseEnvelope } from '../envelope.ts';
import { WsmanError } from '../errors.ts';
import { optionValue, type RequestHeaders, type ResponseHeaders } from '../headers.ts';
import { actions, namespaces } from '../names.ts';
import { readResponse } from '../response.ts';
import { readStreams, type StreamData, streamElement } from './send.ts';

/** Asks for what the server has for a pipeline, or for the pool when no command is named (MS-PSRP 3.1.5.3.7). */
export interface ReceiveParameters {
  readonly commandId?: string | undefined;
  /** `stdout` when left out. */
  readonly streams?: readonly string[] | undefined;
}

export interface ReceiveRequest {
  readonly commandId?: string | undefined;
  readonly streams: readonly string[];
  readonly keepAlive: boolean;
}

export interface CommandState {
  readonly commandId?: string | undefined;
  readonly state: 'Done' | 'Pending' | 'Running';
  readonly exitCode?: number | undefined;
}

/** Streams in the order they came. A command is over with the state Done, whatever its streams say. */
export interface ReceiveResult {
  readonly streams: readonly StreamData[];
  readonly commandState?: CommandState | undefined;
}

const keepAliveOption = 'WSMAN_CMDSHELL_OPTION_KEEPALIVE';

export function receiveRequest(headers: RequestHeaders, parameters: ReceiveParameters = {}): string {
  const { commandId, streams = ['stdout'] } = parameters;
  const keepAlive = { name: keepAliveOption, value: 'True' };
  const desired = tag('rsp:DesiredStream', { CommandId: commandId }, streams.join(' '));
  return requestEnvelope(
    actions.receive,
    { ...headers, options: [keepAlive, ...(headers.options ?? [])] },
    tag('rsp:Receive', {}, desired),
  );
}

export function readReceiveRequest(body: XmlElement, headers: RequestHeaders): ReceiveRequest {
  const desired = onlyChild(onlyChild(body, namespaces.rsp, 'Receive'), namespaces.rsp, 'DesiredStream');
  return {
    commandId: attribute(desired, 'CommandId'),
    streams: desired.text.split(/\s+/).filter(Boolean),
    keepAlive: /^true$/i.test(optionValue(headers.options, keepAliveOption) ?? ''),
  };
}

export function receiveResponse(headers: ResponseHeaders, { streams, commandState }: ReceiveResult): string {
  const state =
    commandState &&
    tag(
      'rsp:CommandState',
      { CommandId: commandState.commandId, State: `${namespaces.rsp}/CommandState/${commandState.state}` },
      commandState.exitCode === undefined ? undefined : tag('rsp:ExitCode', {}, `${commandState.exitCode}`),
    );
  const body = tag('rsp:ReceiveResponse', {}, sequence([...streams.map(streamElement), state]));
  return responseEnvelope(`${actions.receive}Response`, headers, body);
}

export function readReceiveResponse(source: string | Uint8Array, relatesTo?: string): ReceiveResult {
  return readResponse(source, actions.receive, relatesTo, (body) => {
    const response = onlyChild(body, namespaces.rsp, 'ReceiveResponse');
    const state = child(response, namespaces.rsp, 'CommandState');
    return { streams: readStreams(response), ...(state && { commandState: readCommandState(state) }) };
  });
}

function readCommandState(element: XmlElement): CommandState {
  const uri = attribute(element, 'State') ?? '';
  const state = (['Done', 'Pending', 'Running'] as const).find((name) => uri.endsWith(`/CommandState/${name}`));
  if (!state) throw new WsmanError(`The command state ${JSON.stringify(uri.slice(0, 120))} is unknown`);
  const commandId = attribute(element, 'CommandId');
  const exitCode = childText(element, namespaces.rsp, 'ExitCode');
  if (exitCode !== undefined && !/^-?\d{1,10}$/.test(exitCode)) throw new WsmanError('ExitCode is no number');
  return { state, ...(commandId && { commandId }), ...(exitCode !== undefined && { exitCode: Number(exitCode) }) };
}
