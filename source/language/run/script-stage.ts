// Longer than other files for a reason: what a function says of itself is made where it is bound, and nowhere else.
import type { Argument } from './arguments.ts';
import { acceptArgument, type Bindable, type BoundArguments, bindArguments, bindingFailure } from './bind.ts';
import { type BodyCode, codeOf } from './body.ts';
import { CmdletObject } from './cmdlet-object.ts';
import { run } from './code.ts';
import { CommandStreams, PipelineVariable, preferencesOf } from './command-streams.ts';
import { ErrorObject, folderOf, RuntimeFailure } from './failure.ts';
import { type Flow, FlowSignal } from './flow.ts';
import type { Frame } from './frame.ts';
import { askMissing } from './mandatory.ts';
import type { Out } from './out.ts';
import { Collected } from './out.ts';
import type { ScriptParameter } from './parameters.ts';
import { missingMandatory, notBound, PipelineBinding, resolveSet } from './pipeline-binding.ts';
import { Scope } from './scope.ts';
import { confirmed, shouldProcess } from './should-process.ts';
import type { Stage } from './stage.ts';
import { tooDeep } from './to-failure.ts';
import { mentions } from './unit.ts';
import { LiveArray, LiveDictionary, LiveObject, type ScriptBlock, type Value } from './value.ts';
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
    this.#binding = bindArguments(args, this.#bindable, semantics);
    this.#common = this.#binding.common;
    this.#pipeline = new PipelineBinding(this.#bindable, this.#binding, semantics);
    const scope = parts.isDotted ? caller.scope : new Scope(captured ?? caller.scope, parts.isFile ?? false);
    this.#streams = body.isAdvanced
      ? new CommandStreams(this.#common, caller, caller.streams, command, passAll)
      : undefined;
    const variable = this.#common.get('pipelinevariable');
    const named = variable === undefined ? out : new PipelineVariable(out, semantics.toText(variable), caller);
    this.#frame = caller.with({
      scope,
      out: this.#streams?.outTo(named) ?? named,
      streams: this.#streams ?? caller.streams,
      depth: caller.depth + 1,
      name: name === '' ? caller.name : name,
      unit: body.unit,
      hasSlots: body.hasSlots && !parts.isDotted,
    });
  }

  /** What it writes to. */
  get output(): Out {
    return this.#frame.out;
  }

  get hasFailed(): boolean {
    return this.#streams?.hasFailed ?? false;
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
      yield* this.#setVariables();
    }
    this.#frame.scope.put('_', value);
    const { process } = this.#body;
    if (process) yield* this.#run(process);
    else this.#input.push(value);
  }

  *#run(code: NonNullable<BodyCode['end']>): Work<void> {
    const { depth } = this.#frame;
    const work = run(code, this.#frame);
    const flow = depth % callsOnStack === 0 && !code.sync ? yield* callDeep(work) : yield* work;
    if (this.#frame.out.waits) yield* this.#frame.out.drain();
    this.#leave(flow);
  }

  /** `return` ends here; what else leaves goes on outwards. */
  #leave(flow: Flow | undefined): void {
    if (flow === undefined || flow.kind === 'return') return;
    if (flow.kind === 'exit' && this.#parts.isFile) {
      this.#frame.scope.global.put('LASTEXITCODE', flow.value ?? 0);
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
    if (!this.#parts.isDotted || this.#parts.isFile || this.#body.parameters.length > 0) {
      scope.put('args', new LiveArray([...this.#binding.rest]));
      if (this.#mentions('PSBoundParameters')) scope.put('PSBoundParameters', this.#boundParameters());
    }
    if (!this.#parts.hasInput && !this.#parts.isDotted) scope.put('input', new LiveArray([]));
    if (this.#parts.isFile || (this.#parts.name !== '' && this.#mentions('MyInvocation'))) this.#setInvocation();
    for (const [name, value] of preferencesOf(this.#common, this.#frame)) scope.put(name, value);
    if (this.#body.isAdvanced && this.#mentions('PSCmdlet')) scope.put('PSCmdlet', this.#cmdlet(set));
    yield* this.#setVariables();
    for (const parameter of this.#body.parameters) {
      if (this.#binding.values.has(parameter.name.toLowerCase())) continue;
      yield* this.#setDefault(parameter);
    }
  }

  /** What a function says of itself is made where its text asks for it: calls are many. */
  #mentions(name: string): boolean {
    return mentions(this.#body.unit, name);
  }

  #boundParameters(): LiveDictionary {
    const table = new LiveDictionary('System.Collections.Generic.Dictionary`2[System.String,System.Object]');
    for (const parameter of this.#body.parameters) {
      const value = this.#binding.values.get(parameter.name.toLowerCase());
      if (value !== undefined) table.set(parameter.name, value);
    }
    for (const [name, value] of this.#common) table.set(name, value);
    return table;
  }

  #setInvocation(): void {
    const { scope } = this.#frame;
    const { file } = this.#body.unit;
    const { name } = this.#parts;
    const command = new LiveObject(
      [
        ['Name', name],
        ['CommandType', this.#parts.isFile ? 'ExternalScript' : 'Function'],
        ['Path', file ?? null],
        ['Definition', this.#parts.script.text],
      ],
      ['System.Management.Automation.FunctionInfo', 'System.Object'],
    );
    command.text = name;
    scope.put(
      'MyInvocation',
      new LiveObject(
        [
          ['MyCommand', command],
          ['InvocationName', name],
          ['BoundParameters', this.#boundParameters()],
          ['UnboundArguments', new LiveArray([...this.#binding.rest])],
          ['ScriptName', file ?? ''],
          ['PSScriptRoot', folderOf(file)],
          ['PSCommandPath', file ?? ''],
          ['Line', ''],
        ],
        ['System.Management.Automation.InvocationInfo', 'System.Object'],
      ),
    );
    if (this.#parts.isFile) {
      scope.put('PSScriptRoot', folderOf(file));
      scope.put('PSCommandPath', file ?? '');
    }
  }

  *#setVariables(): Work<void> {
    for (const parameter of this.#body.parameters) {
      const value = this.#binding.values.get(parameter.name.toLowerCase());
      if (value === undefined) continue;
      for (const script of parameter.scripts) yield* this.#validate(parameter, script, value);
      const variable = this.#frame.scope.put(parameter.name, value);
      variable.constraint = parameter.constraint;
    }
  }

  *#validate(parameter: ScriptParameter, script: ScriptBlock, value: Value): Work<void> {
    const { semantics } = this.#frame.session;
    const body = script.code as BodyCode;
    for (const item of semantics.itemsOf(value) ?? [value]) {
      const scope = new Scope(this.#frame.scope);
      scope.put('_', item);
      const out = new Collected();
      if (body.end) yield* run(body.end, this.#frame.with({ scope, out, propagates: true, hasSlots: body.hasSlots }));
      const [only = null] = out.items;
      if (semantics.toBoolean(out.items.length > 1 ? true : only)) continue;
      const message = `The "${script.text}" validation script for the argument with value "${semantics.toText(item)}" did not return a result of True. Determine why the validation script failed, and then try the command again.`;
      throw bindingFailure(
        `Cannot validate argument on parameter '${parameter.name}'. ${message}`,
        'ParameterArgumentValidationError',
        this.#bindable.name,
        'ParameterBindingValidationException',
      );
    }
  }

  *#setDefault(parameter: ScriptParameter): Work<void> {
    const { scope } = this.#frame;
    const { initial } = parameter;
    const out = new Collected();
    const value: Value = initial ? yield* run(initial, this.#frame.with({ out })) : emptyOf(parameter);
    const isConverted = initial && parameter.type;
    const variable = scope.put(
      parameter.name,
      isConverted ? this.#frame.session.semantics.convert(value, parameter.type!) : value,
    );
    variable.constraint = parameter.constraint;
  }

  #cmdlet(set: string): CmdletObject {
    const setName = this.#bindable.parameters.flatMap(({ sets }) => [...sets.keys()]).find((one) => one === set);
    return new CmdletObject(
      [
        ['ParameterSetName', setName === undefined || set === '*' ? '__AllParameterSets' : this.#setNamed(set)],
        ['MyInvocation', (this.#frame.scope.variables.get('myinvocation')?.value ?? null) as Value],
      ],
      (self, name, args) => this.#cmdletCall(self, name, args),
    );
  }

  /** As it was spelled. */
  #setNamed(set: string): string {
    return this.#body.setNames.find((name) => name.toLowerCase() === set) ?? set;
  }

  #cmdletCall(self: CmdletObject, name: string, args: readonly Value[]): Work<Value> | undefined {
    const { toText } = this.#frame.session.semantics;
    const streams = new CommandStreams(new Map(), this.#frame, this.#frame.streams, this.#bindable.name);
    const [first = null, second = null] = args;
    switch (name.toLowerCase()) {
      case 'shouldprocess': {
        const [target, action] = [toText(first), args.length > 1 ? toText(second) : this.#bindable.name];
        const parts = { target, action, impact: this.#body.confirmImpact, common: this.#common, memory: self.memory };
        const described = args.length >= 3 ? { ...parts, description: target } : parts;
        return shouldProcess(described, this.#frame, streams);
      }
      case 'shouldcontinue':
        return confirmed(toText(second), toText(first), self.memory, this.#frame);
      case 'throwterminatingerror':
        throw new RuntimeFailure(
          first instanceof ErrorObject ? first : new ErrorObject({ message: toText(first), id: toText(first) }),
        );
      default:
        return this.#cmdletStream(name.toLowerCase(), first, streams);
    }
  }

  #cmdletStream(name: string, value: Value, streams: CommandStreams): Work<Value> | undefined {
    const { toText } = this.#frame.session.semantics;
    const text = toText(value);
    switch (name) {
      case 'writeerror':
        streams.error(value instanceof ErrorObject ? value : new ErrorObject({ message: text, id: text }));
        break;
      case 'writewarning':
        streams.warning(text);
        break;
      case 'writeverbose':
        streams.verbose(text);
        break;
      case 'writedebug':
        streams.debug(text);
        break;
      case 'writeobject':
        this.#frame.out.write(value);
        break;
      default:
        return undefined;
    }
    return drained(this.#frame);
  }
}

function* drained(frame: Frame): Work<Value> {
  if (frame.streams.waits) yield* frame.streams.drain();
  if (frame.out.waits) yield* frame.out.drain();
  return null;
}

/** A function's own streams only keep: what is shown, its commands' preferences have said. */
const passAll = {
  error: 'continue',
  warning: 'continue',
  verbose: 'continue',
  debug: 'continue',
  information: 'continue',
  progress: 'continue',
} as const;

const zero = /^System\.(?:S?Byte|U?Int(?:16|32|64)|Double|Single|Decimal)$/;

function emptyOf({ isSwitch, type }: ScriptParameter): Value {
  if (isSwitch || type?.fullName === 'System.Boolean') return false;
  if (type?.fullName === 'System.String') return '';
  return type && zero.test(type.fullName) ? 0 : null;
}
