import { acceptArgument } from './accept-argument.ts';
import type { Argument } from './arguments.ts';
import { type Bindable, type BoundArguments, bindArguments } from './bind.ts';
import { type BodyCode, codeOf } from './body.ts';
import { run } from './code.ts';
import { CommandStreams, passAll, preferencesOf } from './command-streams.ts';
import { defaultsOf } from './default-parameters.ts';
import { RuntimeFailure } from './failure.ts';
import { type Flow, FlowSignal } from './flow.ts';
import type { Frame } from './frame.ts';
import { boundParameters, setInvocation } from './invocation.ts';
import { askMissing } from './mandatory.ts';
import type { Out } from './out.ts';
import { setDefaults, setGiven } from './parameter-variables.ts';
import type { ScriptParameter } from './parameters.ts';
import { missingMandatory, notBound, PipelineBinding, resolveSet } from './pipeline-binding.ts';
import { throughVariable } from './pipeline-variable.ts';
import { PipelineVariables } from './pipeline-variables.ts';
import { lendArguments, Scope } from './scope.ts';
import { scriptCmdlet } from './script-cmdlet.ts';
import type { Stage } from './stage.ts';
import { tooDeep } from './to-failure.ts';
import { mentions } from './unit.ts';
import { LiveArray, type ScriptBlock, type Value } from './value.ts';
import { callDeep, type Work } from './work.ts';

/** Calls within calls. */
const deepestCalls = 2_000;
/** So many calls share a stack before the next one gets its own. */
const callsOnStack = 8;

export interface ScriptStageParts {
  readonly script: ScriptBlock;
  readonly args: readonly Argument[];
  /** Empty for a script block. */
  readonly name: string;
  readonly isFilter?: boolean;
  /** `.`: in the scope of who calls. */
  readonly isDotted?: boolean;
  /** A file has a script scope of its own. */
  readonly isFile?: boolean;
  readonly hasInput: boolean;
  readonly caller: Frame;
  readonly out: Out;
}

/** A function, filter, script block or file as a command of a pipeline. */
export class ScriptStage implements Stage {
  readonly done = false;
  readonly #parts: ScriptStageParts;
  readonly #body: BodyCode;
  readonly #frame: Frame;
  readonly #bindable: Bindable;
  readonly #binding: BoundArguments;
  readonly #pipeline: PipelineBinding;
  readonly #common: ReadonlyMap<string, Value>;
  readonly #input: Value[] = [];
  readonly #streams: CommandStreams | undefined;
  #variables: PipelineVariables | undefined;
  /** It is a file, and ended with a code that is not 0. */
  #endedBadly = false;

  constructor(parts: ScriptStageParts) {
    const { caller, script, args, name, out } = parts;
    this.#parts = parts;
    const { body, captured } = codeOf(script);
    this.#body = body;
    if (caller.depth >= deepestCalls) throw tooDeep();
    const { semantics } = caller.session;
    const command = name === '' ? '' : name;
    this.#bindable = {
      name: command,
      parameters: body.parameters,
      defaultSet: body.defaultSet,
      isStrict: body.isAdvanced,
      hasCommon: body.isAdvanced,
      hasShouldProcess: body.supportsShouldProcess,
    };
    const defaults = body.isAdvanced ? defaultsOf(name, caller) : undefined;
    this.#binding = bindArguments(args, this.#bindable, semantics, defaults);
    this.#common = this.#binding.common;
    this.#pipeline = new PipelineBinding(this.#bindable, this.#binding, semantics);
    const scope = parts.isDotted ? caller.scope : new Scope(captured ?? caller.scope, parts.isFile ?? false);
    this.#streams = body.isAdvanced
      ? new CommandStreams(this.#common, caller, caller.streams, command, passAll)
      : undefined;
    const named = throughVariable(out, this.#common, caller);
    this.#frame = caller.with({
      scope,
      out: this.#streams?.outTo(named) ?? named,
      streams: this.#streams ?? caller.streams,
      depth: caller.depth + 1,
      name: name === '' ? caller.name : name,
      unit: body.unit,
      hasSlots: body.hasSlots && !parts.isDotted,
      caller,
      title: name === '' || parts.isFile ? '<ScriptBlock>' : name,
    });
  }

  /** What it writes to. */
  get output(): Out {
    return this.#frame.out;
  }

  get hasFailed(): boolean {
    return this.#endedBadly || (this.#streams?.hasFailed ?? false);
  }

  *begin(): Work<void> {
    const work = this.#bind();
    if (this.#frame.depth % callsOnStack === 0) yield* callDeep(work);
    else yield* work;
    const { begin } = this.#body;
    if (begin) yield* this.#run(begin);
  }

  process(value: Value): Work<void> | undefined {
    const { process, isAdvanced } = this.#body;
    if (isAdvanced && !this.#pipeline.takesInput) {
      this.#frame.streams.error(notBound(this.#bindable).error);
      return undefined;
    }
    if (!process && !this.#pipeline.takesInput) {
      this.#input.push(value);
      return undefined;
    }
    return this.#processWork(value);
  }

  alone(): Work<void> | undefined {
    const { process } = this.#body;
    if (!process) return undefined;
    // Not what `$_` is around the call.
    this.#frame.scope.put('_', null);
    return this.#run(process);
  }

  *end(): Work<void> {
    const { end, clean } = this.#body;
    try {
      if (end) {
        if (this.#parts.hasInput) this.#frame.scope.put('input', new LiveArray(this.#input));
        yield* this.#run(end);
      }
    } finally {
      if (clean) yield* this.#run(clean);
    }
  }

  *#processWork(value: Value): Work<void> {
    if (this.#pipeline.takesInput) {
      let isBound: boolean;
      try {
        isBound = this.#pipeline.bind(value);
      } catch (error) {
        if (!(error instanceof RuntimeFailure)) throw error;
        this.#frame.streams.error(error.error);
        return;
      }
      if (!isBound) {
        this.#frame.streams.error(notBound(this.#bindable).error);
        return;
      }
      this.#variables?.begin(this.#binding.values);
      yield* this.#setVariables();
    }
    this.#frame.scope.put('_', value);
    const { process } = this.#body;
    if (process) yield* this.#run(process);
    else this.#input.push(value);
  }

  *#run(code: NonNullable<BodyCode['end']>): Work<void> {
    const { depth, scope } = this.#frame;
    const giveBack = this.#parts.isDotted ? lendArguments(scope, this.#args) : undefined;
    try {
      const work = run(code, this.#frame);
      const flow = depth % callsOnStack === 0 && !code.sync ? yield* callDeep(work) : yield* work;
      if (this.#frame.out.waits) yield* this.#frame.out.drain();
      this.#leave(flow);
    } finally {
      giveBack?.();
    }
  }

  /** `return` ends here; what else leaves goes on outwards. */
  #leave(flow: Flow | undefined): void {
    if (flow === undefined || flow.kind === 'return') return;
    if (flow.kind === 'exit' && this.#parts.isFile) {
      const code = flow.value ?? 0;
      this.#frame.scope.global.put('LASTEXITCODE', code);
      this.#endedBadly = code !== 0;
      return;
    }
    throw new FlowSignal(flow);
  }

  *#bind(): Work<void> {
    const { scope, session } = this.#frame;
    const { semantics } = session;
    const waits = (parameter: ScriptParameter) => this.#parts.hasInput && this.#pipeline.waitsFor(parameter);
    const { missing, set } = resolveSet(this.#bindable, this.#binding, waits as never);
    for (const parameter of missing) {
      const given = yield* askMissing(parameter, this.#bindable.name, this.#frame);
      if (!given) throw missingMandatory(missing, this.#bindable);
      const value = acceptArgument(parameter, given, this.#bindable, semantics);
      this.#binding.values.set(parameter.name.toLowerCase(), value);
    }
    if (!this.#parts.isDotted) scope.put('args', this.#args);
    if (!this.#parts.isDotted || this.#parts.isFile || this.#body.parameters.length > 0) {
      if (this.#mentions('PSBoundParameters')) {
        scope.put('PSBoundParameters', boundParameters(this.#body, this.#binding.values, this.#common));
      }
    }
    if (!this.#parts.hasInput && !this.#parts.isDotted) scope.put('input', new LiveArray([]));
    if (this.#parts.isFile || (this.#parts.name !== '' && this.#mentions('MyInvocation'))) this.#setInvocation();
    for (const [name, value] of preferencesOf(this.#common, this.#frame)) scope.put(name, value);
    if (this.#body.isAdvanced && this.#mentions('PSCmdlet')) {
      const [body, bindable, common, frame] = [this.#body, this.#bindable, this.#common, this.#frame];
      scope.put('PSCmdlet', scriptCmdlet({ body, bindable, common, set, frame }));
    }
    yield* this.#setVariables();
    yield* setDefaults(this.#body.parameters, this.#binding.values, this.#frame);
    if (this.#parts.hasInput && this.#pipeline.takesInput) {
      const open = this.#body.parameters.filter((one) => this.#pipeline.waitsFor(one));
      this.#variables = new PipelineVariables(open, this.#frame);
    }
  }

  /** What no parameter took. */
  get #args(): LiveArray {
    return new LiveArray([...this.#binding.rest]);
  }

  /** What a function says of itself is made where its text asks for it: calls are many. */
  #mentions(name: string): boolean {
    return mentions(this.#body.unit, name);
  }

  #setInvocation(): void {
    const { name, script, isFile = false } = this.#parts;
    const invocation = { body: this.#body, name, text: script.text, isFile, binding: this.#binding };
    setInvocation(invocation, this.#frame.scope);
  }

  #setVariables(): Work<void> {
    return setGiven(this.#body.parameters, this.#binding.values, this.#bindable.name, this.#frame);
  }
}
