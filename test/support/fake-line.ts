import type {
  HostAnswer,
  HostPrompt,
  PipelineRecord,
  PipelineRun,
  RunOptions,
  RunOutcome,
} from '../../source/domain/index.ts';

/** A running line under a test's control. */
export class FakeLine implements PipelineRun {
  readonly text: string;
  readonly options: RunOptions;
  readonly #traffic: () => void;
  readonly #stop = new AbortController();
  readonly #outcome = Promise.withResolvers<RunOutcome>();
  readonly #batches: (readonly PipelineRecord[])[] = [];
  #ended = false;
  #wake: (() => void) | undefined;
  #taken: (() => void) | undefined;
  /** The most batches that ever waited: grows where nobody holds the flood back. */
  mostWaiting = 0;

  constructor(text: string, options: RunOptions, traffic: () => void) {
    this.text = text;
    this.options = options;
    this.#traffic = traffic;
  }

  get stopped(): AbortSignal {
    return this.#stop.signal;
  }

  get outcome(): Promise<RunOutcome> {
    return this.#outcome.promise;
  }

  get records(): AsyncIterable<readonly PipelineRecord[]> {
    return this.#read();
  }

  /** Resolves when the reader has asked for what comes after it. */
  async emit(records: readonly PipelineRecord[]): Promise<void> {
    if (this.#ended) throw aborted();
    this.#traffic();
    this.#batches.push(records);
    this.mostWaiting = Math.max(this.mostWaiting, this.#batches.length);
    this.#wake?.();
    const taken = new Promise<void>((resolve) => {
      this.#taken = resolve;
    });
    await Promise.race([taken, whenAborted(this.stopped)]);
  }

  ask(prompt: HostPrompt): Promise<HostAnswer> {
    // A signal that never aborts: whoever shows the question has to take it away by itself.
    return this.options.prompts.ask(prompt, new AbortController().signal);
  }

  end(outcome: RunOutcome): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#wake?.();
    this.#outcome.resolve(outcome);
  }

  stop(): void {
    this.#stop.abort();
  }

  async *#read(): AsyncGenerator<readonly PipelineRecord[]> {
    for (;;) {
      const batch = this.#batches.shift();
      if (batch) {
        yield batch;
        this.#taken?.();
      } else if (this.#ended) return;
      else {
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
      }
    }
  }
}

export function aborted(): DOMException {
  return new DOMException('aborted', 'AbortError');
}

export function whenAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(aborted());
    signal.addEventListener('abort', () => reject(aborted()), { once: true });
  });
}
