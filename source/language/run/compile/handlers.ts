import type { CatchNode, Statement, TrapNode, TryNode } from '../../tree.ts';
import { type Code, run } from '../code.ts';
import { exceptionNamed } from '../exceptions.ts';
import { isOfException, type RuntimeFailure } from '../failure.ts';
import type { Flow } from '../flow.ts';
import type { Frame } from '../frame.ts';
import { failureAt } from '../recover.ts';
import type { Value } from '../value.ts';
import type { Work } from '../work.ts';
import type { Compiler, StatementCode } from './compiler.ts';

interface Handler {
  /** Full names; none: every error. */
  readonly types: readonly string[];
  readonly block: StatementCode;
}

const fullName = (name: string, c: Compiler): string =>
  exceptionNamed(name) ?? c.semantics.findType(name)?.fullName ?? name;

const handlerOf = (node: CatchNode, c: Compiler): Handler => ({
  types: node.types.map(({ name }) => fullName(name, c)),
  block: c.block(node.block),
});

/** Runs `code` with `$_` as the error, then `$_` as it was. */
function* withCurrent(code: StatementCode, value: Value, frame: Frame): Work<Flow | undefined> {
  const before = frame.scope.variables.get('_')?.value;
  const wasCatching = frame.isCatching;
  frame.scope.put('_', value);
  frame.isCatching = true;
  try {
    return yield* run(code, frame);
  } finally {
    frame.isCatching = wasCatching;
    if (before === undefined) frame.scope.remove('_');
    else frame.scope.put('_', before);
  }
}

export function compileTry(node: TryNode, c: Compiler): StatementCode {
  const body = c.block(node.block);
  const handlers = node.catches.map((one) => handlerOf(one, c));
  const last = node.last && c.block(node.last);
  const place = c.place(node.block.span);
  return {
    *wait(frame) {
      try {
        return handlers.length > 0 ? yield* caught(frame) : yield* run(body, frame);
      } finally {
        if (last) yield* run(last, frame);
      }
    },
  };

  function* caught(frame: Frame): Work<Flow | undefined> {
    const before = frame.propagates;
    frame.propagates = true;
    let failure: RuntimeFailure;
    try {
      return yield* run(body, frame);
    } catch (error) {
      failure = failureAt(error, frame, place);
    } finally {
      frame.propagates = before;
    }
    const { error } = failure;
    const handler = handlers.find(
      ({ types }) => types.length === 0 || types.some((type) => isOfException(error, type)),
    );
    if (!handler) throw failure;
    return yield* withCurrent(handler.block, error, frame);
  }
}

/** Statements with traps among them: an error of one goes to the trap that is for it. */
export function withTraps(
  nodes: readonly Statement[],
  codes: readonly StatementCode[],
  c: Compiler,
): StatementCode | undefined {
  const traps = nodes
    .filter((node): node is TrapNode => node.kind === 'trap')
    .map((node) => ({ types: node.type ? [fullName(node.type.name, c)] : [], block: c.block(node.block) }));
  if (traps.length === 0) return undefined;
  return {
    *wait(frame) {
      for (const [index, code] of codes.entries()) {
        const flow = yield* trapped(code, traps, nodes[index]!, frame);
        if (frame.out.waits) yield* frame.out.drain();
        if (flow !== undefined) return flow;
      }
      return undefined;
    },
  };

  function* trapped(
    code: Code<Flow | undefined>,
    all: readonly Handler[],
    node: Statement,
    frame: Frame,
  ): Work<Flow | undefined> {
    const before = frame.propagates;
    frame.propagates = true;
    let failure: RuntimeFailure;
    try {
      return yield* run(code, frame);
    } catch (error) {
      failure = failureAt(error, frame, c.place(node.span));
    } finally {
      frame.propagates = before;
    }
    const { error } = failure;
    const found =
      all.find(({ types }) => types.some((type) => isOfException(error, type))) ??
      all.find(({ types }) => types.length === 0);
    if (!found) throw failure;
    const flow = yield* withCurrent(found.block, error, frame);
    if (flow?.kind === 'continue') return undefined;
    if (flow?.kind === 'break') throw failure;
    if (flow) return flow;
    frame.streams.error(error);
    return undefined;
  }
}
