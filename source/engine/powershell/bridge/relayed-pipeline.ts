import { isAbort, orAborted } from '../../../async/abort.ts';
import { neverRejects } from '../../../async/background.ts';
import type { ObjectOrder } from '../../../psrp/index.ts';
import type { DataPacket, Packet } from '../../../psrp/outofproc/index.ts';
import { signalCodes, WsmanError } from '../../../wsman/index.ts';
import { CommandLost } from '../../server/answers.ts';
import type { ChangeAsker, ChangeGate } from '../../server/change-gate.ts';
import { isLostLink } from '../../server/lost-link.ts';
import { ReceiveLoop, repeatLostWait } from '../../server/receive-loop.ts';
import type { Shell } from '../../server/shell.ts';
import { Customs } from './customs.ts';
import { failedPipeline, type Reason, stoppedPipeline } from './farewell.ts';
import { MessageWatch } from './message-watch.ts';

/** What a pipeline needs of the relay it belongs to. */
export interface RelaySurroundings {
  readonly shell: Shell;
  /** What the server has sent so far. */
  readonly objects: ObjectOrder;
  /** Writes to PowerShell; resolves when there is room for more. */
  write(packet: Packet): Promise<void>;
  /** The error that ends the session, where `error` means that; undefined for what concerns one request only. */
  fatal(error: unknown): Promise<unknown>;
  lose(error: unknown): void;
  /** The sentence for a request that the server refused. */
  describe(error: unknown): Reason;
  /** The server has opened the pool. */
  onOpened(): void;
  /** The connection under a command was lost, and the session is still there. */
  onCommandLost(): void;
  /** What every pipeline passes before the server hears of it, and who is asked then. */
  readonly gate: ChangeGate;
  readonly asker: () => ChangeAsker | undefined;
}

/**
 * One pipeline on its way between PowerShell and the server. PowerShell names a command and sends its data after that;
 * WSMan's Command carries the first of them, so the command is opened when they come.
 */
export class RelayedPipeline {
  readonly id: string;
  readonly #relay: RelaySurroundings;
  readonly #abort = new AbortController();
  /** PowerShell drops fragments that are out of order without a word, and with them what they carried. */
  readonly #received = new MessageWatch();
  /** Until the gate has let it pass. */
  readonly #customs = new Customs();
  readonly #held = new AbortController();
  /** The server has said how it ended. */
  #hasState = false;
  #isStarted = false;
  #isOver = false;
  #work: Promise<void> = Promise.resolve();

  constructor(id: string, relay: RelaySurroundings) {
    this.id = id;
    this.#relay = relay;
  }

  /** Packets are worked in their order; the next ones wait for their acknowledgement by PowerShell's own rules. */
  accept(packet: Packet): Promise<void> {
    if (packet.type !== 'Data') this.#held.abort();
    // A stop must not wait for data that the server does not take.
    if (packet.type === 'Signal') return this.#signal();
    this.#work = this.#work.then(() => (packet.type === 'Data' ? this.#data(packet) : this.#close()));
    return this.#work;
  }

  /** Tells PowerShell that it has failed. */
  async fail(reason: Reason): Promise<void> {
    await this.#tell(failedPipeline(this.#relay.shell.id, this.id, reason));
  }

  async #tell(bytes: Uint8Array): Promise<void> {
    await this.#relay.write({ type: 'Data', stream: 'Default', pipelineId: this.id, bytes });
  }

  abort(): void {
    this.#abort.abort();
  }

  async #data(packet: DataPacket): Promise<void> {
    try {
      if (this.#isOver) return;
      if (this.#isStarted || this.#relay.gate.isOpen) await this.#send(packet);
      else await this.#declare(packet);
    } catch (error) {
      await this.#failed(error);
    } finally {
      await this.#relay.write({ type: 'DataAck', pipelineId: this.id });
    }
  }

  async #send({ stream, bytes }: DataPacket): Promise<void> {
    const { shell } = this.#relay;
    if (this.#isStarted) {
      await shell.send(stream === 'PromptResponse' ? 'pr' : 'stdin', this.id, bytes, this.#abort.signal);
      return;
    }
    this.#isStarted = true;
    await shell.command(this.id, bytes, this.#abort.signal);
    neverRejects(this.#receive());
  }

  /** Keeps what comes until the gate can judge it, and sends it on where it passes. */
  async #declare(packet: DataPacket): Promise<void> {
    const commands = this.#customs.push(packet);
    if (!commands) return;
    const until = AbortSignal.any([this.#held.signal, this.#abort.signal]);
    try {
      const passed = this.#relay.gate.pass(commands, this.#relay.asker(), until);
      if (passed !== undefined) await orAborted(passed, until);
    } catch (error) {
      this.#isOver = true;
      if (isAbort(error)) await this.#tell(stoppedPipeline(this.#relay.shell.id, this.id));
      else await this.fail(this.#relay.describe(error));
      return;
    }
    for (const kept of this.#customs.release()) await this.#send(kept);
  }

  async #signal(): Promise<void> {
    try {
      if (this.#isStarted && !this.#isOver) {
        await this.#relay.shell.signal(this.id, signalCodes.powershellStop, this.#abort.signal);
      }
    } catch (error) {
      await this.#failed(error);
    } finally {
      await this.#relay.write({ type: 'SignalAck', pipelineId: this.id });
    }
  }

  async #close(): Promise<void> {
    this.#isOver = true;
    try {
      if (this.#isStarted) await this.#relay.shell.signal(this.id, signalCodes.terminate, this.#abort.signal);
    } catch (error) {
      // A fault about a command that is over anyway is no news, unless the whole shell is gone.
      await this.#loseIfFatal(error);
    } finally {
      this.#abort.abort();
      await this.#relay.write({ type: 'CloseAck', pipelineId: this.id });
    }
  }

  async #receive(): Promise<void> {
    const { shell, objects } = this.#relay;
    const { signal } = this.#abort;
    const loop = new ReceiveLoop({
      shell,
      commandId: this.id,
      signal,
      order: objects.stream(),
      isNeeded: () => !this.#isOver && !signal.aborted,
      take: async (data) => {
        if (this.#received.push(data).some(({ type }) => type === 'PIPELINE_STATE')) this.#hasState = true;
        await this.#tell(data);
      },
      done: () => {
        // PowerShell would wait for it for ever.
        if (!this.#hasState) throw new WsmanError('The server ended a pipeline without saying how it ended');
      },
      failed: repeatLostWait,
    });
    try {
      await loop.run();
    } catch (error) {
      await this.#failed(error);
    }
  }

  /** Ends the pipeline for PowerShell where the server refused it, or the session where that is what it means. */
  async #failed(error: unknown): Promise<void> {
    if (this.#isOver || isAbort(error)) return;
    if (await this.#loseIfFatal(error)) return;
    this.#isOver = true;
    const isLost = isLostLink(error);
    if (isLost) this.#relay.onCommandLost();
    await this.fail(this.#relay.describe(isLost ? new CommandLost(error) : error));
  }

  async #loseIfFatal(error: unknown): Promise<boolean> {
    if (isAbort(error)) return false;
    const fatal = await this.#relay.fatal(error);
    if (fatal === undefined) return false;
    this.#relay.lose(fatal);
    return true;
  }
}
