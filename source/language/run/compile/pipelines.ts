import type { ChainNode, CommandNode, ExpressionElement, PipelineNode, RedirectionNode } from '../../tree.ts';
import { type Argument, compileArguments } from '../arguments.ts';
import { type Code, run } from '../code.ts';
import { CommandStage } from '../command-stage.ts';
import { textOf } from '../files.ts';
import type { Frame } from '../frame.ts';
import { helpInstead } from '../help-instead.ts';
import type { Out } from '../out.ts';
import { type Redirected, type RedirectionCode, redirect } from '../redirect.ts';
import { type PreparedRemote, prepareRemote } from '../remote-command.ts';
import { RemoteStage } from '../remote-stage.ts';
import { notFound, type Resolved, resolveCommand } from '../resolve.ts';
import { ScriptStage } from '../script-stage.ts';
import { runStages, type Stage, StageInput } from '../stage.ts';
import { toFailure } from '../to-failure.ts';
import type { Place } from '../unit.ts';
import { nothing, type Value, type Worth } from '../value.ts';
import { type Work, waitFor } from '../work.ts';
import type { Compiler, StatementCode } from './compiler.ts';
import { emit } from './emit.ts';
import { saysOwnSuccess } from './own-success.ts';

interface CommandCode {
  readonly called: Code<Value>;
  readonly isDotted: boolean;
  readonly args: Code<Argument[]>;
  readonly redirections: readonly RedirectionCode[];
  readonly place: Place;
}

type FailingStage = Stage & { readonly hasFailed?: boolean };

export function compilePipeline(node: PipelineNode, c: Compiler): StatementCode {
  const [first, ...rest] = node.elements;
  const source = first?.kind === 'expression' ? first : undefined;
  const nodes = (source ? rest : [first, ...rest]).filter(
    (element): element is CommandNode => element?.kind === 'command',
  );
  const commands = nodes.map((one) => compileCommand(one, c));
  const sourceCode = source && compileSource(source, c);
  if (commands.length === 0) {
    const isOwn = source !== undefined && saysOwnSuccess(source.expression);
    return {
      *wait(frame) {
        yield* run(sourceCode!, frame);
        if (!isOwn) frame.session.succeeded = true;
        return undefined;
      },
    };
  }
  const worth = source && c.worth(source.expression);
  return {
    *wait(frame) {
      let values: readonly Value[] | undefined;
      if (worth) {
        const value = yield* run(worth, frame);
        values = itemsOf(value, c);
      }
      yield* runCommands(commands, values, frame);
      return undefined;
    },
  };
}

const itemsOf = (worth: Worth, c: Compiler): readonly Value[] =>
  worth === nothing ? [] : (c.semantics.itemsOf(worth) ?? [worth]);

/** An expression alone, with what redirects it. */
function compileSource({ expression, redirections }: ExpressionElement, c: Compiler): Code<void> {
  const worth = c.worth(expression);
  const codes = redirections.map((one) => compileRedirection(one, c));
  return {
    *wait(frame) {
      const redirected = yield* redirect(codes, frame, frame.out, frame.streams);
      const inner = frame.with({ out: redirected.out, streams: redirected.streams });
      try {
        emit(inner.out, yield* run(worth, inner), c.semantics);
        if (inner.out.waits) yield* inner.out.drain();
        yield* redirected.finish();
      } finally {
        yield* redirected.abandon();
      }
    },
  };
}

function compileCommand(node: CommandNode, c: Compiler): CommandCode {
  const { called } = node;
  return {
    called: called ? c.expression(called) : { sync: () => node.name },
    isDotted: node.invocation?.source === '.',
    args: compileArguments(node.elements, c),
    redirections: node.redirections.map((one) => compileRedirection(one, c)),
    place: c.place(node.span),
  };
}

function compileRedirection({ operator, target, span }: RedirectionNode, c: Compiler): RedirectionCode {
  const [, stream = '1', arrows = '>'] = /^([1-6*])?(>>?)/.exec(operator.source) ?? [];
  return {
    stream,
    isAppended: arrows === '>>',
    target: target && c.expression(target),
    place: c.place(span),
  };
}

interface Prepared {
  readonly resolved: Resolved;
  readonly args: readonly Argument[];
  readonly code: CommandCode;
  readonly remote: PreparedRemote | undefined;
}

function* runCommands(
  commands: readonly CommandCode[],
  values: readonly Value[] | undefined,
  frame: Frame,
): Work<void> {
  const prepared: Prepared[] = [];
  for (const code of commands) prepared.push(yield* located(prepare(code, frame), code.place));
  const groups = grouped(prepared);
  const stages = new Array<FailingStage>(groups.length);
  const outs = new Array<Out>(groups.length);
  const inputs: StageInput[] = [];
  const redirected: Redirected[] = [];
  let next = frame.out;
  for (let index = groups.length - 1; index >= 0; index--) {
    const group = groups[index]!;
    const { code } = group[0]!;
    let inner = frame;
    let out = next;
    if (code.redirections.length > 0) {
      const found = yield* redirect(code.redirections, frame, next, frame.streams);
      redirected.push(found);
      out = found.out;
      inner = frame.with({ streams: found.streams });
    }
    const hasInput = index > 0 || values !== undefined;
    const stage = yield* located(stageOf(group, inner, out, hasInput), code.place);
    stages[index] = stage;
    const output = stage.output ?? out;
    outs[index] = output;
    const input = new StageInput(stage, output);
    inputs.push(input);
    next = input;
  }
  try {
    yield* runStages({ stages, outs, inputs }, values, frame);
    for (const one of redirected) yield* one.finish();
  } catch (error) {
    // What it was of is known best by the stage it arose in; a pipeline of one has but that.
    const [only] = commands;
    if (commands.length === 1) toFailure(error)?.error.locate(only!.place);
    throw error;
  } finally {
    for (const one of redirected) yield* one.abandon();
  }
  frame.session.succeeded = !stages.some(({ hasFailed }) => hasFailed);
}

/** An error in it is at the command's place. */
function* located<Result>(work: Work<Result>, place: Place): Work<Result> {
  try {
    return yield* work;
  } catch (error) {
    const failure = toFailure(error);
    if (!failure) throw error;
    failure.error.locate(place);
    throw failure;
  }
}

function* prepare(code: CommandCode, frame: Frame): Work<Prepared> {
  frame.at = code.place;
  const called = yield* run(code.called, frame);
  const resolved = resolveCommand(called, frame);
  const args = yield* run(code.args, frame);
  const help = helpInstead(resolved, args, frame);
  if (help) return { ...help, code, remote: undefined };
  const remote = resolved.kind === 'remote' ? yield* prepareRemote(resolved.name, args, frame) : undefined;
  return { resolved, args, code, remote };
}

/** Neighbouring commands of the server run as one; one whose streams are kept or redirected here runs by itself. */
function grouped(prepared: readonly Prepared[]): readonly (readonly Prepared[])[] {
  const groups: Prepared[][] = [];
  const isApart = ({ remote, code }: Prepared) => !remote || remote.common.size > 0 || code.redirections.length > 0;
  for (const one of prepared) {
    const last = groups.at(-1);
    const before = last?.at(-1);
    if (last && before && !isApart(before) && !isApart(one)) last.push(one);
    else groups.push([one]);
  }
  return groups;
}

function* stageOf(group: readonly Prepared[], frame: Frame, out: Out, hasInput: boolean): Work<FailingStage> {
  const [{ resolved, args, code }] = group as [Prepared];
  switch (resolved.kind) {
    case 'remote':
      return new RemoteStage(
        group.map(({ remote }) => remote!),
        frame,
        out,
        code.place,
      );
    case 'local':
      return new CommandStage({ declaration: resolved.declaration, args, hasInput, frame, out, place: code.place });
    case 'script': {
      const { script, name, isFilter } = resolved;
      return new ScriptStage({ script, args, name, isFilter, isDotted: code.isDotted, hasInput, caller: frame, out });
    }
    case 'file': {
      const files = frame.session.ports?.files;
      const path = files?.resolve(resolved.path) ?? resolved.path;
      if (files && !(yield* waitFor(files.info(path)))) throw notFound(resolved.path);
      const script = frame.session.compileText(yield* textOf(path, frame), frame.scope, path);
      const name = path.replace(/^.*[\\/]/, '');
      return new ScriptStage({
        script,
        args,
        name,
        isFile: true,
        isDotted: code.isDotted,
        hasInput,
        caller: frame,
        out,
      });
    }
  }
}

/** `left && right`, `left || right`: the right one runs where the left succeeded, or did not. */
export function compileChain(node: ChainNode, c: Compiler): StatementCode {
  const left = c.statement(node.left);
  const right = c.statement(node.right);
  const wanted = node.operator.source === '&&';
  return {
    *wait(frame) {
      const flow = yield* run(left, frame);
      if (frame.out.waits) yield* frame.out.drain();
      if (flow || frame.session.succeeded !== wanted) return flow;
      return yield* run(right, frame);
    },
  };
}
