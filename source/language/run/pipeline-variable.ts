import type { Frame } from './frame.ts';
import type { Out } from './out.ts';
import type { Value } from './value.ts';
import type { Work } from './work.ts';

/** Where a command's output goes that may have been given `-PipelineVariable` among its common parameters. */
export function throughVariable(out: Out, common: ReadonlyMap<string, Value>, frame: Frame): Out {
  const name = common.get('pipelinevariable');
  return name === undefined ? out : new PipelineVariable(out, frame.session.semantics.toText(name), frame);
}

/** Each value is in the variable while the commands behind are at work on it. */
class PipelineVariable implements Out {
  readonly #out: Out;
  readonly #set: (value: Value) => void;
  #queue: Value[] = [];

  constructor(out: Out, name: string, frame: Frame) {
    this.#out = out;
    this.#set = (value) => {
      frame.scope.put(name, value);
    };
  }

  get waits(): boolean {
    return this.#queue.length > 0 || this.#out.waits;
  }

  write(value: Value): void {
    this.#queue.push(value);
  }

  *drain(): Work<void> {
    const items = this.#queue;
    this.#queue = [];
    for (const item of items) {
      this.#set(item);
      this.#out.write(item);
      if (this.#out.waits) yield* this.#out.drain();
    }
    if (this.#out.waits) yield* this.#out.drain();
  }
}
