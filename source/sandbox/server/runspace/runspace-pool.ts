import { randomBytes } from 'node:crypto';
import type { PsObject } from '../../../objects/index.ts';
import { type HostInfo, noHost, RunspacePoolServer, type ServerEvent, untilEmpty } from '../../../psrp/index.ts';
import type { Clock } from '../clock.ts';
import { faults, ServiceFault } from '../operations/faults.ts';
import { OutputChannel } from '../output-channel.ts';
import type { Endpoint } from '../pipeline/endpoint.ts';
import type { ShellBody } from '../shell-table.ts';
import { PipelineRun, type PipelineRunParts } from './pipeline-run.ts';
import { readSecrets } from './read-secrets.ts';
import { Runspaces } from './runspaces.ts';
import { type PipelineWork, workOf } from './work.ts';

/** Bytes that a pipeline may have waiting for the client before its commands have to wait. */
const outputLimit = 1024 * 1024;
/** The pool's own messages are short; a piece of this size fits into the smallest envelope. */
const poolPiece = 4096;
/** Bytes of one message from a client. */
const messageLimit = 16 * 1024 * 1024;

interface Command {
  readonly channel: OutputChannel;
  run: PipelineRun | undefined;
}

/** A runspace pool over its shell: MS-PSRP messages in, pipelines run, output waiting in channels. */
export class RunspacePool implements ShellBody {
  readonly output: OutputChannel;
  readonly #server: RunspacePoolServer;
  readonly #endpoint: Endpoint;
  readonly #clock: Clock;
  readonly #onBroken: () => void;
  readonly #commands = new Map<string, Command>();
  readonly #runspaces = new Runspaces();
  #hostInfo: HostInfo = noHost;
  readonly #keyWaiters: (() => void)[] = [];

  /**
   * Throws PsrpError or ClixmlError where the fragments do not open a pool.
   * @param fragments the creationXml of WSMan's Create
   */
  constructor(parts: {
    readonly endpoint: Endpoint;
    readonly clock: Clock;
    readonly fragments: Uint8Array;
    readonly privateData: PsObject;
    readonly onBroken: () => void;
  }) {
    this.#endpoint = parts.endpoint;
    this.#clock = parts.clock;
    this.#onBroken = parts.onBroken;
    this.#server = new RunspacePoolServer({
      randomBytes: (size) => randomBytes(size),
      limits: { maxMessageSize: messageLimit },
    });
    this.output = new OutputChannel(poolSource(this.#server), Number.POSITIVE_INFINITY);
    for (const event of this.#server.open(parts.fragments)) this.#handle(event);
    if (this.#server.state !== 'opening') throw faults.badData('The shell was created without INIT_RUNSPACEPOOL.');
    this.#server.accept(parts.privateData);
  }

  get commandCount(): number {
    return this.#commands.size;
  }

  command(commandId: string): OutputChannel | undefined {
    return this.#commands.get(commandId.toLowerCase())?.channel;
  }

  start(commandId: string, fragments: Uint8Array): void {
    const id = commandId.toLowerCase();
    const server = this.#server;
    const source = {
      pendingBytes: () => server.pipeline(id)?.pendingBytes ?? 0,
      next: (limit: number) => server.nextFor(id, limit)?.bytes,
    };
    this.#commands.set(id, { channel: new OutputChannel(source, outputLimit), run: undefined });
    this.accept(id, 'stdin', fragments);
  }

  accept(commandId: string | undefined, stream: 'stdin' | 'pr', fragments: Uint8Array): void {
    try {
      const id = commandId?.toLowerCase();
      this.#server.receive(fragments, id, stream);
      for (const event of untilEmpty(() => this.#server.nextEvent(id, stream))) this.#handle(event);
    } catch (error) {
      // A pool that has lost its place in the stream cannot go on: its shell goes with it.
      this.#onBroken();
      throw error instanceof ServiceFault ? error : faults.badData(error instanceof Error ? error.message : '');
    }
    this.output.notify();
  }

  stop(commandId: string): void {
    const command = this.#commands.get(commandId.toLowerCase());
    if (command?.run) command.run.stop();
    else command?.channel.end();
  }

  release(commandId: string): void {
    const id = commandId.toLowerCase();
    const command = this.#commands.get(id);
    this.#commands.delete(id);
    command?.run?.stop();
    command?.channel.close();
    this.#server.release(id);
  }

  /** What runs is stopped and says so before its pool closes, as PowerShell's own server does it. */
  dispose(): void {
    for (const { run, channel } of this.#commands.values()) {
      run?.stop();
      channel.end();
    }
    if (this.#server.state === 'opened') {
      this.#server.close();
      // Whose Receive waits hears of it; nobody can ask any more.
      this.output.end();
    } else this.output.close();
  }

  #handle(event: ServerEvent): void {
    readSecrets(this.#server, event);
    switch (event.type) {
      case 'init':
        this.#runspaces.open(event.init.minRunspaces, event.init.maxRunspaces);
        this.#hostInfo = event.init.hostInfo;
        break;
      case 'createPipeline': {
        const { hostInfo, noInput, commands } = event.request;
        const host = hostInfo.useRunspaceHost ? this.#hostInfo : hostInfo;
        this.#begin(
          event.pipelineId,
          workOf.pipeline(this.#endpoint, event.request),
          host,
          !noInput,
          isOutDefault(commands.at(-1)?.name),
        );
        break;
      }
      case 'getCommandMetadata':
        this.#begin(event.pipelineId, workOf.metadata(this.#endpoint, event.request), noHost, false);
        break;
      case 'input':
        if (this.#runOf(event.pipelineId)?.acceptInput(event.value) === false) {
          throw faults.badData('More input than the pipeline reads.');
        }
        break;
      case 'endOfInput':
        this.#runOf(event.pipelineId)?.endInput();
        break;
      case 'hostResponse':
        if (event.pipelineId !== undefined) this.#runOf(event.pipelineId)?.acceptResponse(event.response);
        break;
      case 'poolRequest':
        this.#server.answerRequest(event.request.callId, this.#runspaces.answerTo(event.request));
        this.#runspaces.startNext();
        break;
      case 'keyExchanged':
        for (const waiter of this.#keyWaiters.splice(0)) waiter();
        break;
      case 'capability':
        break;
    }
  }

  #runOf(pipelineId: string): PipelineRun | undefined {
    return this.#commands.get(pipelineId)?.run;
  }

  #begin(id: string, work: PipelineWork, host: HostInfo, takesInput: boolean, laysOut = false): void {
    const command = this.#commands.get(id);
    const pipeline = this.#server.pipeline(id);
    if (!command || !pipeline) return;
    let running = false;
    const canAsk = !host.isHostNull && !host.isHostUiNull;
    const parts: PipelineRunParts = {
      pipeline,
      channel: command.channel,
      clock: this.#clock,
      takesInput,
      canAsk,
      width: host.defaults?.bufferSize.width ?? 80,
      laysOut: laysOut && canAsk,
      user: this.#endpoint.user.userPrincipalName,
      computer: this.#endpoint.server.fqdn,
      ensureKey: () => this.#ensureKey(),
      onEnd: () => {
        if (running) this.#runspaces.leave();
      },
    };
    const run = new PipelineRun(parts);
    command.run = run;
    const start = () => {
      running = true;
      run.start((surroundings) => work(surroundings, pipeline));
    };
    this.#runspaces.enter(start, () => run.hasEnded);
  }

  #ensureKey(): Promise<void> {
    if (this.#server.hasSessionKey) return Promise.resolve();
    return new Promise((resolve) => {
      this.#keyWaiters.push(resolve);
      this.#server.requestKey();
      this.output.notify();
    });
  }
}

/** The pool's messages, one piece looked ahead: the PSRP side does not say how much of its own waits. */
function poolSource(server: RunspacePoolServer) {
  let ahead: Uint8Array | undefined;
  const look = (): Uint8Array | undefined => {
    ahead ??= server.nextFor(undefined, poolPiece)?.bytes;
    return ahead;
  };
  return {
    pendingBytes: () => look()?.length ?? 0,
    next: () => {
      const bytes = look();
      ahead = undefined;
      return bytes;
    },
  };
}

const isOutDefault = (name: string | undefined) => name?.toLowerCase() === 'out-default';
