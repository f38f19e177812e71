import { turnBudget } from '../../../async/budget.ts';
import type { ForeachNode, ForNode, LoopNode } from '../../tree.ts';
import { type Code, run } from '../code.ts';
import { atLoop, type Flow, FlowSignal } from '../flow.ts';
import type { Frame } from '../frame.ts';
import type { Slot } from '../slots.ts';
import type { Value } from '../value.ts';
import { plainKey, writeVariable } from '../variables.ts';
import { type Work, waitFor } from '../work.ts';
import { condition } from './branches.ts';
import type { Compiler, StatementCode } from './compiler.ts';
import { compileSequence, type Sequence } from './sequence.ts';

/** So many rounds between two looks at the clock. */
const roundsAtOnce = 64;

/** Lets the event loop go on where its turn is spent, and ends where the line was stopped. */
export function* breathe(frame: Frame): Work<void> {
  if (frame.out.waits) yield* frame.out.drain();
  if (turnBudget.isSpent) {
    yield* waitFor(turnBudget.nextTurn());
    frame.session.check();
  }
}

/** One round of a loop's body: what it comes to, wherever a flow came from. */
function* round(body: StatementCode, frame: Frame): Work<Flow | undefined> {
  try {
    const flow = body.sync ? body.sync(frame) : yield* body.wait(frame);
    if (frame.out.waits) yield* frame.out.drain();
    return flow;
  } catch (error) {
    if (!(error instanceof FlowSignal)) throw error;
    return error.flow;
  }
}

/** The same where the body has no command. */
function quickRound(body: (frame: Frame) => Flow | undefined, frame: Frame): Flow | undefined {
  try {
    return body(frame);
  } catch (error) {
    if (!(error instanceof FlowSignal)) throw error;
    return error.flow;
  }
}

interface LoopParts {
  readonly label: string | undefined;
  readonly before: Code<boolean> | undefined;
  readonly body: StatementCode;
  readonly step: StatementCode | undefined;
  readonly after: Code<boolean> | undefined;
}

function loop({ label, before, body, step, after }: LoopParts): StatementCode {
  return {
    *wait(frame) {
      frame.keepVariables();
      for (let rounds = 1; ; rounds++) {
        if (before && !(before.sync ? before.sync(frame) : yield* before.wait(frame))) return undefined;
        const flow = body.sync ? quickRound(body.sync, frame) : yield* round(body, frame);
        if (flow !== undefined) {
          const next = atLoop(flow, label);
          if (next === 'break') return undefined;
          if (next !== 'continue') return next;
        }
        if (step?.sync) step.sync(frame);
        else if (step) yield* step.wait(frame);
        if (after && !(after.sync ? after.sync(frame) : yield* after.wait(frame))) return undefined;
        if (rounds % roundsAtOnce === 0 || frame.out.waits) yield* breathe(frame);
      }
    },
  };
}

export function compileLoop(node: LoopNode, c: Compiler): StatementCode {
  const test = condition(node.condition, c);
  const parts = { label: node.label?.toLowerCase(), body: c.block(node.block), step: undefined };
  if (node.kind === 'while') return loop({ ...parts, before: test, after: undefined });
  const after: Code<boolean> = node.kind === 'doWhile' ? test : negated(test);
  return loop({ ...parts, before: undefined, after });
}

function negated(code: Code<boolean>): Code<boolean> {
  if (code.sync) {
    const { sync } = code;
    return { sync: (frame) => !sync(frame) };
  }
  return {
    *wait(frame) {
      return !(yield* code.wait(frame));
    },
  };
}

export function compileFor(node: ForNode, c: Compiler): StatementCode {
  const initial = node.initial && silent(c.statementWorth(node.initial));
  const inner = loop({
    label: node.label?.toLowerCase(),
    before: node.condition && condition(node.condition, c),
    body: c.block(node.block),
    step: node.iterator && silent(c.statementWorth(node.iterator)),
    after: undefined,
  });
  return {
    *wait(frame) {
      if (initial) yield* run(initial, frame);
      return yield* run(inner, frame);
    },
  };
}

/** What the head of a for gives goes nowhere. */
function silent(code: Code<unknown>): StatementCode {
  if (code.sync) {
    const { sync } = code;
    return {
      sync(frame) {
        sync(frame);
        return undefined;
      },
    };
  }
  return {
    *wait(frame) {
      yield* code.wait(frame);
      return undefined;
    },
  };
}

/** A foreach at work where its body has no command. */
class Rounds {
  readonly #body: (frame: Frame) => Flow | undefined;
  readonly #give: (frame: Frame, value: Value) => void;
  /** The variable, where it is one of the scope and nothing else. */
  readonly #slot: Slot | undefined;
  /** The item whose round is next. */
  at = 0;

  constructor(
    body: (frame: Frame) => Flow | undefined,
    give: (frame: Frame, value: Value) => void,
    slot: Slot | undefined,
  ) {
    this.#body = body;
    this.#give = give;
    this.#slot = slot;
  }

  /** Goes on to an item, or to the first flow or output that is to be seen to. */
  run(frame: Frame, items: Sequence, end: number): Flow | undefined {
    const body = this.#body;
    const slot = this.#slot;
    let { at } = this;
    try {
      let variable = slot && frame.own(slot);
      while (at < end) {
        const item = items.at(at++);
        if (variable?.isFree) variable.value = item;
        else {
          this.#give(frame, item);
          variable = slot && frame.own(slot);
        }
        const flow = body(frame);
        if (flow !== undefined || frame.out.waits) return flow;
      }
      return undefined;
    } catch (error) {
      if (!(error instanceof FlowSignal)) throw error;
      return error.flow;
    } finally {
      this.at = at;
    }
  }
}

export function compileForeach(node: ForeachNode, c: Compiler): StatementCode {
  const values = compileSequence(node.values, c);
  const body = c.block(node.block);
  const label = node.label?.toLowerCase();
  const write = writeVariable(node.variable.name);
  const key = plainKey(node.variable.name);
  const slot = key === undefined ? undefined : c.slot(key);
  return {
    *wait(frame) {
      const items = yield* run(values, frame);
      if (items === undefined) return undefined;
      frame.keepVariables();
      const { count } = items;
      const rounds = body.sync && new Rounds(body.sync, write, slot);
      let breath = roundsAtOnce;
      for (let at = 0; at < count; at = rounds?.at ?? at + 1) {
        let flow: Flow | undefined;
        if (rounds) flow = rounds.run(frame, items, Math.min(count, breath));
        else {
          write(frame, items.at(at));
          flow = yield* round(body, frame);
        }
        if (flow !== undefined) {
          const next = atLoop(flow, label);
          if (next === 'break') break;
          if (next !== 'continue') return next;
        }
        const isSpent = (rounds?.at ?? at + 1) >= breath;
        if (isSpent) breath += roundsAtOnce;
        if (isSpent || frame.out.waits) yield* breathe(frame);
      }
      return undefined;
    },
  };
}
