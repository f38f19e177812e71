import type { Argument } from './arguments.ts';
import { codeOf, type ScriptCode, scriptBlock } from './body.ts';
import { CmdletObject } from './cmdlet-object.ts';
import { fail } from './failure.ts';
import { type Flow, FlowSignal } from './flow.ts';
import type { Frame } from './frame.ts';
import { Collected } from './out.ts';
import { noArguments, Scope } from './scope.ts';
import type { PreparedCall, ScriptCall, ScriptCaller } from './script-caller.ts';
import { ScriptStage } from './script-stage.ts';
import { runStages } from './stage.ts';
import { toFailure } from './to-failure.ts';
import { type Live, LiveObject, nothing, ScriptBlock, type Value } from './value.ts';
import type { Work } from './work.ts';

const none = { start: 0, end: 0 };

const callers = new WeakMap<Frame, FrameScripts>();

/** How what runs in a frame calls script blocks. */
export function scriptsOf(frame: Frame): ScriptCaller {
  let caller = callers.get(frame);
  if (!caller) {
    caller = new FrameScripts(frame);
    callers.set(frame, caller);
  }
  return caller;
}

const asArguments = (args: readonly Value[] = []): readonly Argument[] =>
  args.map((value) => ({ kind: 'value', given: { value, span: none } }));

class FrameScripts implements ScriptCaller {
  readonly #frame: Frame;

  constructor(frame: Frame) {
    this.#frame = frame;
  }

  get files() {
    return this.#frame.session.ports?.files;
  }

  *invoke(script: Live, options: ScriptCall): Work<readonly Value[]> {
    const out = new Collected();
    const block = asScript(script);
    const { current, args, input, inCallersScope, self } = options;
    const caller = this.#frame.with({ out, ...(self !== undefined && { scope: scopeOfSelf(self, this.#frame) }) });
    const { scope } = this.#frame;
    const variable = current === undefined ? undefined : scope.variables.get('_');
    const before = variable?.value;
    if (current !== undefined) scope.put('_', current);
    try {
      const stage = new ScriptStage({
        script: block,
        args: asArguments(args),
        name: '',
        isDotted: inCallersScope ?? false,
        hasInput: input !== undefined,
        caller,
        out,
      });
      yield* runStages({ stages: [stage], outs: [out] }, input, caller);
    } finally {
      if (current !== undefined) {
        if (variable) variable.value = before!;
        else scope.remove('_');
      }
    }
    return out.items;
  }

  prepare(script: Live, options: PreparedCall): (current: Value) => Work<void> | undefined {
    const block = asScript(script);
    const { body } = codeOf(block);
    const { out, args, inCallersScope } = options;
    const isPlain = body.parameters.length === 0 && !body.begin && !body.process && !args?.length;
    if (!isPlain) return (current) => this.#whole(block, options, current);
    const scope = inCallersScope ? this.#frame.scope : new Scope(this.#frame.scope);
    const frame = this.#frame.with({
      out,
      scope,
      hasSlots: body.hasSlots && !inCallersScope,
      caller: this.#frame,
      title: '<ScriptBlock>',
    });
    frame.keepVariables();
    const code = body.end;
    const variable = scope.variables.get('_') ?? scope.put('_', null);
    const given = scope.variables.get('args') ?? scope.put('args', noArguments);
    if (!code) return () => undefined;
    if (!code.sync) {
      return function* (current) {
        const before = variable.value;
        const args = given.value;
        variable.value = current;
        given.value = noArguments;
        try {
          leave(yield* code.wait(frame));
          if (out.waits) yield* out.drain();
        } finally {
          variable.value = before;
          given.value = args;
        }
      };
    }
    const { sync } = code;
    return (current) => {
      const before = variable.value;
      const args = given.value;
      variable.value = current;
      given.value = noArguments;
      try {
        leave(sync(frame));
      } finally {
        variable.value = before;
        given.value = args;
      }
      return undefined;
    };
  }

  *#whole(script: ScriptBlock, { out, ...options }: PreparedCall, current: Value): Work<void> {
    for (const value of yield* this.invoke(script, { ...options, current })) out.write(value);
    if (out.waits) yield* out.drain();
  }

  isFailure(thrown: unknown): boolean {
    return toFailure(thrown) !== undefined;
  }

  fromText(text: string): ScriptBlock {
    const { session, scope } = this.#frame;
    return session.compileText(text, scope);
  }
}

/** `return` in a block ends this round of it; `break` and what else leaves goes outwards. */
function leave(flow: Flow | undefined): void {
  if (flow !== undefined && flow.kind !== 'return') throw new FlowSignal(flow);
}

function asScript(script: Live): ScriptBlock {
  if (script instanceof ScriptBlock) return script;
  throw fail({ message: 'A script block is needed here.', id: 'NoScriptBlock', category: 'InvalidArgument' });
}

/** A method that is a script's: of a script block itself, of `$PSCmdlet`, of an object that Add-Member gave one. */
export function callScriptMethod(
  target: Value,
  name: string,
  args: readonly Value[],
  frame: Frame,
): Value | Work<Value> | undefined {
  if (target instanceof ScriptBlock) return callOnScript(target, name.toLowerCase(), args, frame);
  if (target instanceof CmdletObject) return target.callMethod(name, args);
  if (!(target instanceof LiveObject) || target.scripts.size === 0) return undefined;
  const found = target.scripts.get(name.toLowerCase());
  return found?.kind === 'method' ? withThis(target, found.script, args, frame) : undefined;
}

function callOnScript(
  script: ScriptBlock,
  name: string,
  args: readonly Value[],
  frame: Frame,
): Value | Work<Value> | undefined {
  switch (name) {
    case 'invoke':
      return asValue(scriptsOf(frame).invoke(script, { args }), frame);
    case 'invokereturnasis':
      return asValue(scriptsOf(frame).invoke(script, { args }), frame);
    case 'getnewclosure':
      return closure(script, frame);
    case 'tostring':
      return script.text;
    default:
      return undefined;
  }
}

function* asValue(work: Work<readonly Value[]>, frame: Frame): Work<Value> {
  const items = yield* work;
  if (items.length === 1) return items[0]!;
  return items.length === 0 ? (nothing as never) : frame.session.semantics.arrayOf(items);
}

/** Keeps what the scopes up to the script's own hold now. */
function closure(script: ScriptBlock, frame: Frame): ScriptBlock {
  const captured = new Scope(frame.scope.global);
  const chain: Scope[] = [];
  for (let scope: Scope | undefined = frame.scope; scope && scope !== scope.global; scope = scope.parent)
    chain.push(scope);
  if (chain.length === 0) chain.push(frame.scope);
  for (const scope of chain.toReversed()) {
    for (const { name, value } of scope.variables.values()) captured.put(name, value);
  }
  return scriptBlock(script.text, (script.code as ScriptCode).body, captured);
}

function scopeOfSelf(self: Value, frame: Frame): Scope {
  const scope = new Scope(frame.scope);
  scope.put('this', self);
  return scope;
}

/** With `$this`. */
export const withThis = (self: Value, script: Live, args: readonly Value[], frame: Frame): Work<Value> =>
  asValue(scriptsOf(frame).invoke(script, { args, self }), frame);
