import { PsObject } from '../../../objects/index.ts';
import {
  type ClientEvent,
  displayText,
  type HostCall,
  type HostCallEvent,
  type HostMethodName,
  type HostRequest,
  type PipelineClientEvent,
} from '../../../psrp/index.ts';

type Said = Extract<PipelineClientEvent, { type: 'warning' | 'verbose' | 'debug' | 'information' | 'progress' }>;

/**
 * How a server has what its commands say shown, as far as its pipelines have told: by calls of the host beside the
 * records, as PowerShell's own does, or by the records alone. Each stream for itself.
 */
export type Manner = Map<Said['type'], 'calls' | 'records'>;

/**
 * Has each message of a pipeline shown once. PowerShell's server sends a record of the stream and, right behind it, a call
 * of the host (captured from 7.6): there the calls are shown, and records without one are data, such as those that a
 * command took for itself. A server that sends no calls would show nothing then, so a record behind which no call comes
 * becomes the call that is missing. What goes on to a variable is the record, on either.
 */
export class SaidOnce {
  readonly #manner: Manner;
  #last: { readonly event: Said; readonly isShown: boolean } | undefined;

  constructor(manner: Manner) {
    this.#manner = manner;
  }

  /** The events to hand on in place of the one that came. */
  take(event: ClientEvent): readonly ClientEvent[] {
    const last = this.#last;
    this.#last = undefined;
    const stream = streamOf(event);
    if (last && event.type === 'hostCall' && stream === last.event.type) {
      this.#manner.set(stream, 'calls');
      return last.isShown ? [] : [event];
    }
    const missed = last && !last.isShown && !isTaken(last.event, event) ? this.#missed(last.event) : [];
    if (event.type === 'hostCall' && stream && stream !== 'information') this.#manner.set(stream, 'calls');
    if (!isSaid(event) || this.#manner.get(event.type) === 'calls') return [...missed, event];
    const isShown = this.#manner.get(event.type) === 'records';
    this.#last = { event, isShown };
    return [...missed, event, ...(isShown ? callFor(event) : [])];
  }

  /** Nothing more comes: what waited for its call. */
  rest(): readonly ClientEvent[] {
    const last = this.#last;
    this.#last = undefined;
    return last && !last.isShown ? callFor(last.event) : [];
  }

  #missed(event: Said): readonly HostCallEvent[] {
    this.#manner.set(event.type, 'records');
    return callFor(event);
  }
}

/** What a console shows: of information only the host's text (Write-Host). */
function isSaid(event: ClientEvent): event is Said {
  switch (event.type) {
    case 'warning':
    case 'verbose':
    case 'debug':
    case 'progress':
      return true;
    case 'information':
      return hostText(event.record.message) !== undefined && event.record.tags.includes('PSHOST');
    default:
      return false;
  }
}

/** A command's own output may be the record: `3>&1` within it. */
function isTaken(said: Said, event: ClientEvent): boolean {
  if (event.type !== 'output' || !(event.value instanceof PsObject)) return false;
  const names = {
    warning: 'Warning',
    verbose: 'Verbose',
    debug: 'Debug',
    information: 'Information',
    progress: 'Progress',
  };
  return event.value.typeNames.some((name) => name.endsWith(`.${names[said.type]}Record`));
}

function streamOf(event: ClientEvent): Said['type'] | undefined {
  if (event.type !== 'hostCall') return undefined;
  const { request } = event.call;
  switch (request.kind) {
    case 'write':
      return 'information';
    case 'writeProgress':
      return 'progress';
    case 'writeStream':
      return request.stream === 'error' ? undefined : request.stream;
    default:
      return undefined;
  }
}

/** The call that a server of PowerShell's would have sent behind the record. */
function callFor(event: Said): readonly HostCallEvent[] {
  const call = (method: HostMethodName, request: HostRequest): readonly HostCallEvent[] => {
    const said: HostCall = { callId: -100n, method, expectsResponse: false, parameters: [], request };
    return [{ type: 'hostCall', pipelineId: event.pipelineId, call: said }];
  };
  switch (event.type) {
    case 'progress':
      return call('WriteProgress', { kind: 'writeProgress', sourceId: 0n, progress: event.progress });
    case 'information': {
      const host = hostText(event.record.message);
      return host ? call(host.newLine ? 'WriteLine2' : 'Write1', { kind: 'write', ...host }) : [];
    }
    default: {
      const methods = { warning: 'WriteWarningLine', verbose: 'WriteVerboseLine', debug: 'WriteDebugLine' } as const;
      return call(methods[event.type], { kind: 'writeStream', stream: event.type, text: event.record.message });
    }
  }
}

/** Of a HostInformationMessage, which Write-Host makes. */
function hostText(message: unknown): { readonly text: string; readonly newLine: boolean } | undefined {
  if (!(message instanceof PsObject)) return undefined;
  const text = message.get('Message');
  if (text === undefined) return undefined;
  return { text: displayText(text), newLine: message.get('NoNewLine') !== true };
}
