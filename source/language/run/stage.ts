import { turnBudget } from '../../async/budget.ts';
import { EnoughSignal } from './flow.ts';
import type { Frame } from './frame.ts';
import type { Out } from './out.ts';
import type { Value } from './value.ts';
import { type Work, waitFor } from './work.ts';

/** A command of a pipeline at work. Work is given only where there may be something to wait for. */
export interface Stage {
  begin(): Work<void> | undefined;
  process(value: Value): Work<void> | undefined;
  end(): Work<void> | undefined;
  /** It is the first and gets nothing through the pipe: what stands in for `process`. */
  alone(): Work<void> | undefined;
  /** The pipeline ends without its `end`. */
  abandon?(): Work<void> | undefined;
  /** Nothing that comes from now on can change what it puts out. */
  readonly done: boolean;
  /** Where it writes to, where that is not what it was given: its -OutVariable stands between. */
  readonly output?: Out;
}

/** Before a stage: takes what the one before it puts out. */
export class StageInput implements Out {
  readonly #stage: Stage;
  /** Where the stage itself writes to. */
  readonly #next: Out;
  #queue: Value[] = [];
  /** What is put out while commands begin waits until all have. */
  #isOpen = false;

  constructor(stage: Stage, next: Out) {
    this.#stage = stage;
    this.#next = next;
  }

  get waits(): boolean {
    return this.#isOpen && this.#queue.length > 0;
  }

  open(): void {
    this.#isOpen = true;
  }

  write(value: Value): void {
    this.#queue.push(value);
  }

  *drain(): Work<void> {
    while (this.#queue.length > 0) {
      const items = this.#queue;
      this.#queue = [];
      for (let at = 0; at < items.length; at++) {
        if (this.#stage.done) break;
        const work = this.#stage.process(items[at]!);
        if (work) yield* work;
        if (this.#next.waits) yield* this.#next.drain();
      }
      if (this.#stage.done) throw new EnoughSignal(this.#stage);
    }
  }
}

/** Values between two looks at the clock. */
const valuesAtOnce = 64;

export interface Pipeline {
  readonly stages: readonly Stage[];
  /** What each stage writes to. */
  readonly outs: readonly Out[];
  /** What stands between them. */
  readonly inputs?: readonly StageInput[];
}

/** Runs stages to their end. `source` is what goes into the first, undefined where it is the source itself. */
export function* runStages(
  { stages, outs, inputs = [] }: Pipeline,
  source: readonly Value[] | undefined,
  frame: Frame,
): Work<void> {
  let reached = 0;
  let isOver = false;
  try {
    for (const stage of stages) {
      const work = stage.begin();
      if (work) yield* work;
    }
    try {
      for (const input of inputs) input.open();
      for (const stage of stages) if (stage.done) throw new EnoughSignal(stage);
      yield* drainAll(outs);
      yield* feed(stages[0]!, outs[0]!, source, frame);
    } catch (error) {
      reached = reachedBy(error, stages);
      yield* abandonAll(stages.slice(0, reached));
    }
    while (reached < stages.length) {
      try {
        const work = stages[reached]!.end();
        if (work) yield* work;
        if (outs[reached]!.waits) yield* outs[reached]!.drain();
        reached++;
      } catch (error) {
        const next = reachedBy(error, stages);
        if (next <= reached) throw error;
        yield* abandonAll(stages.slice(reached, next));
        reached = next;
      }
    }
    isOver = true;
  } finally {
    if (!isOver) yield* abandonAll(stages);
  }
}

/** After a stage that wants no more only those behind it, and itself, come to their end. */
function reachedBy(error: unknown, stages: readonly Stage[]): number {
  const at = error instanceof EnoughSignal ? stages.indexOf(error.stage as Stage) : -1;
  if (at < 0) throw error;
  return at;
}

function* drainAll(outs: readonly Out[]): Work<void> {
  for (const out of outs) if (out.waits) yield* out.drain();
}

function* feed(first: Stage, next: Out, source: readonly Value[] | undefined, frame: Frame): Work<void> {
  if (!source) {
    const work = first.alone();
    if (work) yield* work;
    if (next.waits) yield* next.drain();
    return;
  }
  for (let at = 0; at < source.length; at++) {
    if (first.done) throw new EnoughSignal(first);
    const work = first.process(source[at]!);
    if (work) yield* work;
    if (next.waits) yield* next.drain();
    if (at % valuesAtOnce === valuesAtOnce - 1 && turnBudget.isSpent) {
      yield* waitFor(turnBudget.nextTurn());
      frame.session.check();
    }
  }
}

function* abandonAll(stages: readonly Stage[]): Work<void> {
  for (const stage of stages) {
    const work = stage.abandon?.();
    if (work) yield* work;
  }
}
