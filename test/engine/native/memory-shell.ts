import { RemotePool, type RemotePoolParts } from '../../../source/engine/native/pipeline/pool.ts';
import { FaultAnswer } from '../../../source/engine/server/answers.ts';
import { ChangeGate } from '../../../source/engine/server/change-gate.ts';
import type { PoolShell } from '../../../source/engine/server/pool-shell.ts';
import {
  type InputStream,
  type PipelineServer,
  RunspacePoolClient,
  RunspacePoolServer,
  type ServerEvent,
  untilEmpty,
} from '../../../source/psrp/index.ts';
import {
  askAgainFault,
  type CommandState,
  type FaultFields,
  type ReceiveResult,
  WsmanFault,
} from '../../../source/wsman/index.ts';

export const shellId = '11111111-2222-3333-4444-555555555555';

export function fault(fields: Partial<FaultFields>): FaultAnswer {
  return new FaultAnswer(new WsmanFault({ code: 'Receiver', reason: 'A reason.', ...fields }), { status: 500 });
}

/** A server's runspace pool without WSMan and HTTP in between; what it does with events is the test's. */
export class MemoryShell implements PoolShell {
  readonly id = shellId;
  readonly server = new RunspacePoolServer({ randomBytes: (size) => new Uint8Array(size).fill(7) });
  readonly client = new RunspacePoolClient({ poolId: shellId });
  readonly pool: RemotePool;
  /** Requests in the order in which they came: `command`, `send pr`, `signal …`. */
  readonly requests: string[] = [];
  maxEnvelopeSize = 153_600;
  commandRoom = 4000;
  sendRoom = 4000;
  onEvent: (event: ServerEvent, pipeline: PipelineServer | undefined) => void = () => undefined;
  onSignal: (code: string, pipeline: PipelineServer) => void = () => undefined;
  onGet: () => void = () => undefined;
  /** Throws in place of the next answer to a request of that name. */
  readonly refusals = new Map<string, () => unknown>();
  readonly #waiting = new Set<() => void>();
  readonly #inserted = new Map<string, Uint8Array>();
  readonly #done = new Map<string, CommandState>();

  constructor(parts: Partial<RemotePoolParts> = {}) {
    this.server.open(this.client.open());
    this.pool = new RemotePool({
      shell: this,
      client: this.client,
      stopTimeout: 10_000,
      gate: new ChangeGate({ name: 'ex01' }),
      onHostCall: () => Promise.reject(new DOMException('Nobody.', 'AbortError')),
      ...parts,
    });
  }

  /** The pool, opened. */
  async open(): Promise<RemotePool> {
    this.server.accept();
    await this.pool.opened(new AbortController().signal);
    return this.pool;
  }

  /** What the server has queued goes out to whoever waits for it. */
  notify(): void {
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const wake of waiting) wake();
  }

  /** Says that a command is over, as WSMan's state does. */
  done(pipelineId: string): void {
    this.#done.set(pipelineId, { state: 'Done', exitCode: 0 });
    this.notify();
  }

  /** Bytes that go out before what the server has queued. */
  insert(pipelineId: string, bytes: Uint8Array): void {
    this.#inserted.set(pipelineId, bytes);
  }

  /** Receives that wait now. */
  get polls(): number {
    return this.#waiting.size;
  }

  /** Lets every Receive that waits end without data. */
  expirePolls(): void {
    this.#expired = true;
    this.notify();
    queueMicrotask(() => {
      this.#expired = false;
    });
  }
  #expired = false;

  async command(commandId: string, payload: Uint8Array): Promise<void> {
    await this.#request('command');
    this.#take(payload, commandId);
  }

  async send(stream: string, commandId: string | undefined, data: Uint8Array): Promise<void> {
    await this.#request(`send ${stream}`);
    this.#take(data, commandId, stream === 'pr' ? 'pr' : 'stdin');
  }

  async receive(commandId: string | undefined, signal: AbortSignal): Promise<ReceiveResult> {
    for (;;) {
      await this.#request(commandId === undefined ? 'receive pool' : 'receive');
      if (signal.aborted) throw new DOMException('Aborted.', 'AbortError');
      const data = this.#inserted.get(commandId ?? '') ?? this.server.nextFor(commandId, 30_000)?.bytes;
      this.#inserted.delete(commandId ?? '');
      const state = commandId === undefined ? undefined : this.#done.get(commandId);
      if (data || state) {
        return {
          streams: data ? [{ name: 'stdout', data }] : [],
          ...(state && !data ? { commandState: state } : {}),
        };
      }
      if (this.#expired) throw fault(askAgainFault());
      await new Promise<void>((resolve) => {
        const wake = () => {
          signal.removeEventListener('abort', wake);
          this.#waiting.delete(wake);
          resolve();
        };
        this.#waiting.add(wake);
        signal.addEventListener('abort', wake);
      });
    }
  }

  async signal(commandId: string, code: string): Promise<void> {
    await this.#request(`signal ${code.split('/').at(-1)}`);
    const pipeline = this.server.pipeline(commandId);
    if (pipeline) this.onSignal(code, pipeline);
    this.notify();
  }

  get(): Promise<unknown> {
    this.requests.push('get');
    return Promise.resolve().then(() => this.onGet());
  }

  #take(bytes: Uint8Array, commandId: string | undefined, stream: InputStream = 'stdin'): void {
    this.server.receive(bytes, commandId, stream);
    for (const event of untilEmpty(() => this.server.nextEvent(commandId, stream))) {
      const id = 'pipelineId' in event ? event.pipelineId : undefined;
      this.onEvent(event, id === undefined ? undefined : this.server.pipeline(id));
    }
    this.notify();
  }

  async #request(name: string): Promise<void> {
    if (!name.startsWith('receive')) this.requests.push(name);
    await Promise.resolve();
    const refusal = this.refusals.get(name);
    if (!refusal) return;
    this.refusals.delete(name);
    throw refusal();
  }
}
