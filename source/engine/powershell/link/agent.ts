import { rmSync } from 'node:fs';
import type { Socket } from 'node:net';
import { neverRejects } from '../../../async/background.ts';
import { ClixmlError } from '../../../psrp/index.ts';
import { factsOfEnd, PowerShellEnded } from '../failures.ts';
import type { PowerShellTimeouts } from '../options.ts';
import type { PowerShellProcess } from '../process/powershell-process.ts';
import { type AgentMessage, AgentProtocolError, type MessageReader } from './message.ts';
import { encodeRequest, type Field } from './request.ts';

export type Fields = Readonly<Record<string, Field>>;

export type RequestEnd = 'completed' | 'stopped' | 'failed';

/** Who hears what comes of a request. */
export interface RequestListener {
  accept(message: AgentMessage): void;
  /** After each piece of the pipe: what came with it, in bytes. The pipe is read on when it resolves. */
  drained?(size: number): Promise<void>;
}

/** A request on its way. */
export interface AgentRequest {
  /** Rejects with PowerShellEnded. */
  readonly ended: Promise<RequestEnd>;
  /** Stops it, before it has begun as well. May be called more than once. */
  stop(): void;
}

export interface AgentParts {
  readonly process: PowerShellProcess;
  readonly socket: Socket;
  /** Its report; what came behind it is still in the reader and the chunks. */
  readonly hello: AgentMessage;
  readonly reader: MessageReader;
  readonly chunks: AsyncIterator<Uint8Array>;
  readonly timeouts: PowerShellTimeouts;
}

/** Names that are told; who has more has a script of his own. */
const mostVariables = 1000;

interface OpenRequest {
  readonly listener: RequestListener;
  readonly ended: PromiseWithResolvers<RequestEnd>;
  stopTimers: readonly NodeJS.Timeout[];
}

/**
 * A PowerShell process with its agent. Requests are worked one after another; while one runs, stops and answers get
 * through. When the process ends, everything that waits for it rejects with PowerShellEnded.
 */
export class Agent {
  /** As PowerShell says it, `5.1.19041.1` or `7.6.9`. */
  readonly version: string;
  /** Whether it can make a session of a runspace that is not WSMan's. */
  readonly canBridge: boolean;
  readonly timeouts: PowerShellTimeouts;
  readonly #process: PowerShellProcess;
  readonly #socket: Socket;
  readonly #requests = new Map<number, OpenRequest>();
  readonly #over = Promise.withResolvers<PowerShellEnded>();
  readonly #folders: string[] = [];
  #current: OpenRequest | undefined;
  #lastId = 0;
  #ended: PowerShellEnded | undefined;
  #closing: Promise<void> | undefined;

  /** For `startAgent`: a process whose agent has reported. */
  constructor({ process, socket, hello, timeouts, reader, chunks }: AgentParts) {
    this.#process = process;
    this.#socket = socket;
    this.version = hello.text('version');
    this.canBridge = hello.flag('bridges');
    process.isRunBy(hello.number('pid'));
    this.timeouts = timeouts;
    process.release((text) => this.#heard(text));
    this.#read(reader, chunks).catch((error: unknown) => this.#broke(error));
    const over = process.ended.then((end) => {
      this.#end(new PowerShellEnded(factsOfEnd(end)));
      for (const folder of this.#folders) rmSync(folder, { recursive: true, force: true });
      this.#over.resolve(this.#ended!);
    });
    neverRejects(over);
  }

  /** What ended it; undefined while it lives. */
  get ended(): PowerShellEnded | undefined {
    return this.#ended;
  }

  /** Resolves when the process is gone, with what is known of it. */
  get over(): Promise<PowerShellEnded> {
    return this.#over.promise;
  }

  /** What the process leaves in the folder goes with it. */
  removesWhenOver(folder: string): void {
    this.#folders.push(folder);
  }

  /** Asks for something. What comes of it goes to the listener until `ended` settles. */
  request(op: string, fields: Fields, listener: RequestListener): AgentRequest {
    const ended = Promise.withResolvers<RequestEnd>();
    ended.promise.catch(() => undefined);
    const id = ++this.#lastId;
    if (this.#ended) ended.reject(this.#ended);
    else {
      this.#requests.set(id, { listener, ended, stopTimers: [] });
      this.#send(op, { id, ...fields });
    }
    return { ended: ended.promise, stop: () => this.#stop(id) };
  }

  answer(question: number, fields: Fields): void {
    this.#send('answer', { question, ...fields });
  }

  /** PowerShell's own WSMan client has begun or ended something with the server. */
  onTraffic: () => void = () => undefined;

  /** PowerShell's own session is no more: why, in words. */
  onSessionLost: (text: string) => void = () => undefined;

  /** A line has ended PowerShell or its session, as the user wanted: by what, in words. */
  onLeft: (text: string) => void = () => undefined;

  /** Names of the variables that lines have set, after each line. */
  onVariables: (names: readonly string[]) => void = () => undefined;

  /** Text that came on standard output goes to whoever's line runs. */
  onStrayOutput: (text: string) => void = () => undefined;

  /** Ends the process: by the end of its pipe, and where that is not enough, by force. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    this.#socket.destroy();
    const timer = setTimeout(() => this.kill(), this.timeouts.end);
    await this.over;
    clearTimeout(timer);
  }

  kill(): void {
    this.#process.kill();
  }

  #send(op: string, fields: Fields): void {
    const line = encodeRequest(op, fields);
    this.#socket.write(line, () => line.fill(0));
  }

  /** A stop that arrives between two steps of PowerShell's is lost, so it is repeated. */
  #stop(id: number): void {
    const request = this.#requests.get(id);
    if (!request || request.stopTimers.length > 0) return;
    const send = () => this.#send('stop', { id });
    const { stop, stopAgain } = this.timeouts;
    request.stopTimers = [setInterval(send, stopAgain), setTimeout(() => this.kill(), stop)];
    send();
  }

  async #read(reader: MessageReader, chunks: AsyncIterator<Uint8Array>): Promise<void> {
    for (;;) {
      const { value, done } = await chunks.next();
      if (done) throw new AgentProtocolError('The pipe to PowerShell ended.');
      const listeners = new Set<RequestListener>();
      for (const message of reader.push(value)) {
        if (this.#current) listeners.add(this.#current.listener);
        this.#accept(message);
      }
      for (const listener of listeners) await listener.drained?.(value.length);
    }
  }

  #accept(message: AgentMessage): void {
    if (message.op === 'begin') {
      this.#current = this.#requests.get(message.number('id'));
      return;
    }
    // A thread of PowerShell's own tells this, at any time.
    if (message.op === 'traffic') {
      this.onTraffic();
      return;
    }
    if (!this.#current) throw new AgentProtocolError(`A ${message.op} message came for no request.`);
    if (message.op === 'lost') {
      this.onSessionLost(message.text('text'));
      return;
    }
    if (message.op === 'variables') {
      const names = message
        .text('names')
        .split('\n')
        .filter((name) => name !== '');
      this.onVariables(names.slice(0, mostVariables));
      return;
    }
    if (message.op === 'left') {
      this.onLeft(message.text('text'));
      return;
    }
    if (message.op !== 'done') {
      this.#current.listener.accept(message);
      return;
    }
    const { ended, stopTimers } = this.#current;
    for (const timer of stopTimers) clearTimeout(timer);
    this.#requests.delete(message.number('id'));
    this.#current = undefined;
    ended.resolve(message.word('end') as RequestEnd);
  }

  #heard(text: string): void {
    if (this.#current) this.onStrayOutput(text);
  }

  /** A pipe that ended mostly means that the process is ending too, and knows more. What cannot be read is not trusted. */
  #broke(error: unknown): void {
    const isEnd = !(error instanceof AgentProtocolError || error instanceof ClixmlError) || this.#socket.readableEnded;
    const timer = setTimeout(() => this.kill(), isEnd ? this.timeouts.end : 0);
    neverRejects(this.over.then(() => clearTimeout(timer)));
    if (isEnd) return;
    this.#end(new PowerShellEnded({ layer: 'local', network: 'powershell.ended', text: error.message }));
  }

  #end(ended: PowerShellEnded): void {
    this.#socket.destroy();
    if (this.#ended) return;
    this.#ended = ended;
    for (const request of this.#requests.values()) {
      for (const timer of request.stopTimers) clearTimeout(timer);
      request.ended.reject(ended);
    }
    this.#requests.clear();
  }
}
