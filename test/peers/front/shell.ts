import { type ChildProcess, spawn } from 'node:child_process';
import { emptyGuid } from '../../../source/psrp/index.ts';
import { encodePacket, type Packet, PacketReader } from '../../../source/psrp/outofproc/index.ts';

/** What the server has sent for the pool or a pipeline and nobody has fetched yet. */
interface Channel {
  readonly output: Uint8Array[];
  /** Packets that wait for the acknowledgement of the one before. */
  readonly waiting: Packet[];
  isUnderWay: boolean;
  isClosed: boolean;
}

/** Bytes of one answer, with whose base64 it is no larger than what clients take to begin with. */
const mostAtOnce = 90_000;

/** Milliseconds for what a server has to do before it is ended whatever it does. */
const longestClosing = 10_000;

/** One session of PowerShell's own server, in a process of its own, by packets as WSMan's operations need them. */
export class ServedShell {
  readonly #process: ChildProcess;
  readonly #reader = new PacketReader(16 * 1024 * 1024);
  readonly #channels = new Map<string, Channel>();
  readonly #waiting = new Set<() => void>();
  #isOver = false;
  #closed: () => void = () => undefined;

  constructor(executable: string, configurationFile: string, environment: NodeJS.ProcessEnv) {
    const options = ['-sshs', '-NoLogo', '-NoProfile', '-ConfigurationFile', configurationFile];
    this.#process = spawn(executable, options, { env: environment, stdio: ['pipe', 'pipe', 'inherit'] });
    this.#process.stdout!.on('data', (bytes: Buffer) => this.#received(bytes));
    this.#process.on('close', () => this.#over());
    this.#process.on('error', () => this.#over());
    this.#process.stdin!.on('error', () => undefined);
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  has(commandId: string): boolean {
    return this.#channels.has(commandId.toLowerCase());
  }

  command(commandId: string, payload: Uint8Array): void {
    this.#send(commandId, { type: 'Command', pipelineId: commandId.toLowerCase() });
    this.data(commandId, 'stdin', payload);
  }

  data(commandId: string | undefined, stream: string, bytes: Uint8Array): void {
    const name = stream === 'pr' ? 'PromptResponse' : 'Default';
    this.#send(commandId, { type: 'Data', pipelineId: commandId?.toLowerCase(), stream: name, bytes });
  }

  /** A stop does not wait for what the server has not acknowledged. */
  stop(commandId: string): void {
    this.#write({ type: 'Signal', pipelineId: commandId.toLowerCase() });
  }

  release(commandId: string): void {
    const channel = this.#channel(commandId);
    if (channel.isClosed) return;
    channel.isClosed = true;
    this.#send(commandId, { type: 'Close', pipelineId: commandId.toLowerCase() });
    this.#wake();
  }

  /** Resolves with what has come, once something has; with nothing where the signal fires or the command is released. */
  async receive(commandId: string | undefined, signal: AbortSignal): Promise<Uint8Array> {
    const { output } = this.#channel(commandId);
    while (output.length === 0 && !signal.aborted && !this.#isOver && !this.#channel(commandId).isClosed) {
      await new Promise<void>((resolve) => {
        const wake = () => {
          this.#waiting.delete(wake);
          signal.removeEventListener('abort', wake);
          resolve();
        };
        this.#waiting.add(wake);
        signal.addEventListener('abort', wake, { once: true });
      });
    }
    let [count, size] = [0, 0];
    for (; count < output.length && (count === 0 || size + output[count]!.length <= mostAtOnce); count++) {
      size += output[count]!.length;
    }
    return Buffer.concat(output.splice(0, count));
  }

  /** Ends the session, which says so where somebody listens, and its process. */
  async end(): Promise<void> {
    if (this.#isOver) return;
    const closed = new Promise<void>((resolve) => {
      this.#closed = resolve;
      setTimeout(resolve, longestClosing).unref();
    });
    // A pool that is asked to close while its commands run does not answer before they end.
    for (const [id, { isClosed }] of this.#channels) {
      if (id !== emptyGuid && !isClosed) this.#send(id, { type: 'Close', pipelineId: id });
    }
    this.#send(undefined, { type: 'Close', pipelineId: undefined });
    await closed;
    if (this.#isOver) return;
    const ended = new Promise<void>((resolve) => this.#process.once('close', () => resolve()));
    this.#process.stdin!.end();
    this.#process.kill('SIGKILL');
    await ended;
  }

  #channel(commandId: string | undefined): Channel {
    const id = commandId?.toLowerCase() ?? emptyGuid;
    let channel = this.#channels.get(id);
    if (!channel) {
      channel = { output: [], waiting: [], isUnderWay: false, isClosed: false };
      this.#channels.set(id, channel);
    }
    return channel;
  }

  /** One at a time of each channel, as PowerShell wants it. */
  #send(commandId: string | undefined, packet: Packet): void {
    const channel = this.#channel(commandId);
    channel.waiting.push(packet);
    this.#advance(channel);
  }

  #advance(channel: Channel): void {
    if (channel.isUnderWay) return;
    const packet = channel.waiting.shift();
    if (!packet) return;
    channel.isUnderWay = true;
    this.#write(packet);
  }

  #write(packet: Packet): void {
    this.#process.stdin!.write(Buffer.from(encodePacket(packet), 'latin1'));
  }

  #received(bytes: Uint8Array): void {
    this.#reader.receive(bytes);
    try {
      for (let packet = this.#reader.next(); packet; packet = this.#reader.next()) this.#accept(packet);
    } catch {
      // What the server cannot read it answers with an error of its transport, and ends.
      this.#isOver = true;
    }
    this.#wake();
  }

  #accept(packet: Packet): void {
    const channel = this.#channel(packet.pipelineId);
    if (packet.type === 'Data') {
      if (!channel.isClosed) channel.output.push(packet.bytes);
    } else if (packet.type === 'CloseAck' && packet.pipelineId === undefined) this.#closed();
    else if (packet.type !== 'SignalAck') {
      channel.isUnderWay = false;
      this.#advance(channel);
    }
  }

  #wake(): void {
    for (const wake of [...this.#waiting]) wake();
  }

  #over(): void {
    this.#isOver = true;
    this.#closed();
    this.#wake();
  }
}
