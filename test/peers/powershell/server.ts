import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RunspacePoolClient, type RunspacePoolClientOptions, untilEmpty } from '../../../source/psrp/index.ts';
import { OutOfProcClient, type OutOfProcEvent } from '../../../source/psrp/outofproc/index.ts';
import { removeFolder } from '../../support/remove-folder.ts';
import { hostEnvironment } from './build.ts';

/** Events by type. */
export type EventOf<Type extends OutOfProcEvent['type']> = OutOfProcEvent extends infer Event
  ? Event extends { type: infer Types }
    ? Type extends Types
      ? Event
      : never
    : never
  : never;

/** Our client core connected to PowerShell's own server, which runs in a process of its own. */
export class PowerShellServer {
  readonly pool: RunspacePoolClient;
  /** Everything that came, in order. */
  readonly events: OutOfProcEvent[] = [];
  private readonly client: OutOfProcClient;
  private readonly process: ChildProcess;
  private readonly folder: string;
  private listeners: (() => void)[] = [];
  private onEvent: ((event: OutOfProcEvent) => void) | undefined;
  private failure: unknown;

  constructor(executable: string, options: RunspacePoolClientOptions, isRestricted = false) {
    this.folder = mkdtempSync(join(tmpdir(), 'psrp-'));
    this.pool = new RunspacePoolClient(options);
    this.client = new OutOfProcClient(this.pool);
    this.process = spawn(executable, ['serve', ...(isRestricted ? ['--restricted'] : [])], {
      env: hostEnvironment(this.folder),
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    this.process.stdout!.on('data', (bytes: Buffer) => this.received(bytes));
    this.process.stderr!.on('data', (bytes: Buffer) => {
      // PowerShell's server goes on waiting after an error that it can tell nobody else.
      this.stop(new Error(bytes.toString().trim()));
    });
    this.process.on('close', (code) => this.stop(new Error(`PowerShell ended with ${code}`)));
    this.process.on('error', (error) => this.stop(error));
  }

  /** Called with every event as it comes, to answer host calls for instance. */
  listen(onEvent: (event: OutOfProcEvent) => void): void {
    this.onEvent = onEvent;
  }

  /** Opens the pool and waits until it is. */
  async open(): Promise<void> {
    this.client.open();
    this.flush();
    await this.until('poolState', ({ state }) => state === 'opened' || state === 'broken');
    if (this.pool.state !== 'opened') throw new Error(`the pool is ${this.pool.state}`);
  }

  /** Writes what waits. */
  flush(): void {
    for (let data = this.client.nextToSend(); data; data = this.client.nextToSend()) this.process.stdin!.write(data);
  }

  stopPipeline(pipelineId: string): void {
    this.client.stop(pipelineId);
    this.flush();
  }

  /** The first event of the type, past or to come, that is the one. */
  async until<Type extends OutOfProcEvent['type']>(
    type: Type,
    isTheOne: (event: EventOf<Type>) => boolean = () => true,
  ): Promise<EventOf<Type>> {
    for (;;) {
      const found = this.events.find((event) => event.type === type && isTheOne(event as EventOf<Type>));
      if (found) return found as EventOf<Type>;
      if (this.failure) throw this.failure;
      await new Promise<void>((resolve) => this.listeners.push(resolve));
    }
  }

  /** The end of a pipeline. */
  async finished(pipelineId: string): Promise<EventOf<'pipelineState'>> {
    await this.until('pipelineClosed', (event) => event.pipelineId === pipelineId);
    return this.until('pipelineState', (event) => event.pipelineId === pipelineId);
  }

  /** The events of a type that a pipeline has sent. */
  of<Type extends OutOfProcEvent['type']>(type: Type, pipelineId: string): EventOf<Type>[] {
    return this.events.filter(
      (event) => event.type === type && 'pipelineId' in event && event.pipelineId === pipelineId,
    ) as EventOf<Type>[];
  }

  /** Closes the pool and waits until the server has; then ends the process. */
  async close(): Promise<void> {
    if (!this.failure) {
      this.client.close();
      this.flush();
      await this.until('closed');
    }
    await this.dispose();
  }

  /** Ends the process, whatever state it is in. */
  async dispose(): Promise<void> {
    this.process.stdin!.end();
    if (this.process.exitCode === null && this.process.signalCode === null) {
      this.process.kill('SIGKILL');
      await new Promise((resolve) => this.process.once('close', resolve));
    }
    removeFolder(this.folder);
  }

  private received(bytes: Uint8Array): void {
    try {
      this.client.receive(bytes);
      for (const event of untilEmpty(() => this.client.nextEvent())) {
        this.events.push(event);
        this.onEvent?.(event);
      }
      this.flush();
      this.wake();
    } catch (error) {
      this.stop(error);
    }
  }

  private stop(error: unknown): void {
    this.failure ??= error;
    this.wake();
  }

  private wake(): void {
    for (const listener of this.listeners.splice(0)) listener();
  }
}
