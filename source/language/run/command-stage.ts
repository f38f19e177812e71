import { type CommandDeclaration, type CommandRun, CommandStopped } from '../commands/command.ts';
import { acceptArgument } from './accept-argument.ts';
import type { Argument } from './arguments.ts';
import { type Bindable, type BoundArguments, bindArguments } from './bind.ts';
import { BoundValues } from './bound.ts';
import { RunningContext } from './command-context.ts';
import { CommandStreams } from './command-streams.ts';
import { bindableOf, commandClass } from './declared.ts';
import { defaultsOf } from './default-parameters.ts';
import { fail, RuntimeFailure } from './failure.ts';
import type { Frame } from './frame.ts';
import { askMissing } from './mandatory.ts';
import type { Out } from './out.ts';
import { everySet } from './parameters.ts';
import { missingMandatory, notBound, PipelineBinding, resolveSet } from './pipeline-binding.ts';
import { throughVariable } from './pipeline-variable.ts';
import type { Stage } from './stage.ts';
import { partsOf } from './to-failure.ts';
import type { Place } from './unit.ts';
import type { Value } from './value.ts';
import type { Work } from './work.ts';

export interface CommandStageParts {
  readonly declaration: CommandDeclaration;
  readonly args: readonly Argument[];
  readonly hasInput: boolean;
  readonly frame: Frame;
  readonly out: Out;
  readonly place: Place;
}

/** A cmdlet of this side as a command of a pipeline. */
export class CommandStage implements Stage {
  readonly streams: CommandStreams;
  readonly #parts: CommandStageParts;
  readonly #bindable: Bindable;
  readonly #binding: BoundArguments;
  readonly #pipeline: PipelineBinding;
  readonly #out: Out;
  #run: CommandRun | undefined;
  #isOver = false;
  /** Looked up once: `process` runs for each object. */
  #process: CommandRun['process'];

  constructor(parts: CommandStageParts) {
    this.#parts = parts;
    const { declaration, args, frame, out } = parts;
    const { semantics } = frame.session;
    this.#bindable = bindableOf(declaration, semantics);
    this.#binding = bindArguments(args, this.#bindable, semantics, defaultsOf(declaration.name, frame));
    this.#pipeline = new PipelineBinding(this.#bindable, this.#binding, semantics);
    const { common } = this.#binding;
    this.streams = new CommandStreams(common, frame, frame.streams, declaration.name);
    const named = throughVariable(out, common, frame);
    this.#out = this.streams.outTo(named);
  }

  get output(): Out {
    return this.#out;
  }

  get hasFailed(): boolean {
    return this.streams.hasFailed;
  }

  get done(): boolean {
    return this.#isOver || (this.#run?.done ?? false);
  }

  *begin(): Work<void> {
    const { declaration, frame, hasInput, place } = this.#parts;
    const { semantics } = frame.session;
    const waits = hasInput
      ? (parameter: Parameters<PipelineBinding['waitsFor']>[0]) => this.#pipeline.waitsFor(parameter)
      : () => false;
    const { set, missing } = resolveSet(this.#bindable, this.#binding, waits);
    for (const parameter of missing) {
      const given = yield* askMissing(parameter, declaration.name, frame);
      if (!given) throw missingMandatory(missing, this.#bindable);
      this.#binding.values.set(
        parameter.name.toLowerCase(),
        acceptArgument(parameter, given, this.#bindable, semantics),
      );
    }
    const chosen = declaration.parameters.flatMap(({ sets = [] }) => sets).find((one) => one.toLowerCase() === set);
    const bound = new BoundValues(
      this.#binding,
      set === everySet ? undefined : (chosen ?? declaration.defaultSet),
      place.span,
      semantics,
    );
    const context = new RunningContext({
      name: declaration.name,
      frame: declaration.keepsOfScripts ? frame.with({ streams: this.streams.forScripts() }) : frame,
      out: this.#out,
      streams: this.streams,
      place,
      impact: declaration.confirmImpact ?? 'medium',
      common: this.#binding.common,
    });
    try {
      this.#run = declaration.create(bound, context);
      this.#process = this.#run.process?.bind(this.#run);
      const work = this.#run.begin?.();
      if (work) yield* work;
    } catch (error) {
      throw this.#own(error);
    }
    if (this.#out.waits) yield* this.#out.drain();
  }

  process(value: Value): Work<void> | undefined {
    if (!this.#bind(value)) return undefined;
    return this.#take(value);
  }

  /** As a cmdlet's ProcessRecord, which runs once without input. */
  alone(): Work<void> | undefined {
    const taker = this.#parts.declaration.parameters.find(
      ({ name, fromPipeline }) => fromPipeline && this.#binding.values.has(name.toLowerCase()),
    );
    const given = taker && this.#binding.values.get(taker.name.toLowerCase());
    return this.#take(given ?? null);
  }

  *end(): Work<void> {
    try {
      const work = this.#run?.end?.();
      if (work) yield* work;
    } catch (error) {
      throw this.#own(error);
    } finally {
      const work = this.abandon();
      if (work) yield* work;
    }
  }

  abandon(): Work<void> | undefined {
    const run = this.#run;
    this.#run = undefined;
    this.#isOver = true;
    return run?.abandon?.() ?? undefined;
  }

  #take(value: Value): Work<void> | undefined {
    try {
      const work = this.#process?.(value);
      return work ? this.#guarded(work) : undefined;
    } catch (error) {
      throw this.#own(error);
    }
  }

  *#guarded(work: Work<void>): Work<void> {
    try {
      yield* work;
    } catch (error) {
      throw this.#own(error);
    }
  }

  /** What ended the command, with its name. */
  #own(error: unknown): unknown {
    if (!(error instanceof CommandStopped)) return error;
    const { name } = this.#parts.declaration;
    const { id } = error.failure;
    const full = id.includes(',') ? id : `${id},${commandClass(name)}`;
    return fail({ ...partsOf(error.failure), id: full, activity: name });
  }

  #bind(value: Value): boolean {
    try {
      if (this.#pipeline.takesInput && this.#pipeline.bind(value)) return true;
      this.streams.error(notBound(this.#bindable).error.locate(this.#parts.place).trace(this.#parts.frame));
    } catch (error) {
      if (!(error instanceof RuntimeFailure)) throw error;
      this.streams.error(error.error.locate(this.#parts.place).trace(this.#parts.frame));
    }
    return false;
  }
}
