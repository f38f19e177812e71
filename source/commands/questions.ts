import type { Secret } from '../domain/index.ts';
import { neutralise } from '../text/neutralise.ts';
import type { CommandIo } from './io.ts';
import { readSecretLine } from './secret-line.ts';

/** What is drawn on the terminal by itself and has to keep still while somebody types. */
export interface Drawing {
  hold(): void;
  release(): void;
}

/**
 * Questions on the terminal, one after another: several servers may ask at once, and one person answers. They go to
 * standard error, because standard output carries results only. An answer is undefined when the input has ended.
 * Questions reject with the signal's reason when it aborts.
 */
export class Questions {
  readonly #io: CommandIo;
  readonly #drawing: Drawing | undefined;
  #last: Promise<unknown> = Promise.resolve();

  constructor(io: CommandIo, drawing?: Drawing) {
    this.#io = io;
    this.#drawing = drawing;
  }

  line(question: string, signal?: AbortSignal): Promise<string | undefined> {
    return this.together((ask) => ask.line(question), signal);
  }

  /** A password, without an echo. */
  secret(question: string, signal?: AbortSignal): Promise<Secret | undefined> {
    return this.together((ask) => ask.secret(question), signal);
  }

  /** Anything but y and yes is no. */
  async yes(question: string): Promise<boolean> {
    return /^y(es)?$/i.test((await this.line(`${question} [y/N] `)) ?? '');
  }

  /** Several questions that belong together: nobody else's come between them. */
  together<T>(work: (ask: Asking) => Promise<T>, ...signals: readonly (AbortSignal | undefined)[]): Promise<T> {
    const given = signals.filter((signal) => signal !== undefined);
    const signal = AbortSignal.any([this.#io.signal, ...given]);
    const answer = this.#last.then(async () => {
      signal.throwIfAborted();
      this.#drawing?.hold();
      try {
        return await work(asking(this.#io, signal));
      } finally {
        this.#drawing?.release();
      }
    });
    this.#last = answer.catch(() => {});
    return answer;
  }
}

export interface Asking {
  /** A line for the person, neutralised here. */
  say(text: string): void;
  line(question: string): Promise<string | undefined>;
  secret(question: string): Promise<Secret | undefined>;
}

function asking(io: CommandIo, signal: AbortSignal): Asking {
  return {
    say: (text) => {
      for (const line of text.split(/\r\n|\r|\n/)) io.stderr.write(`${neutralise(line)}\n`);
    },
    line: (question) => {
      io.stderr.write(neutralise(question));
      return readTypedLine(io, signal);
    },
    secret: async (question) => {
      io.stderr.write(neutralise(question));
      try {
        return await readSecretLine(io, signal);
      } finally {
        io.stderr.write('\n');
      }
    },
  };
}

/** A line as the terminal itself lets people type and correct it. */
function readTypedLine(io: CommandIo, signal: AbortSignal): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    // Loaded by a question, not by every command that might ask one.
    const { createInterface } = process.getBuiltinModule('node:readline');
    const reader = createInterface({ input: io.stdin, terminal: false });
    const settle = (action: () => void) => {
      signal.removeEventListener('abort', onAbort);
      reader.off('close', onClose).close();
      action();
    };
    const onAbort = () => settle(() => reject(signal.reason as Error));
    const onClose = () => settle(() => resolve(undefined));
    signal.addEventListener('abort', onAbort, { once: true });
    reader.once('line', (line) => settle(() => resolve(line.trim())));
    reader.once('close', onClose);
  });
}
