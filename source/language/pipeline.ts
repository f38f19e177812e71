import type { PsValue } from '../objects/index.ts';
import type { Environment } from './environment.ts';
import type { LanguageError } from './errors.ts';
import type { StatementPlan } from './plan.ts';
import type { Emit } from './stages/stage.ts';

export interface Sink {
  value(value: PsValue): void;
  /** A value that a stage could not use; the pipeline goes on. */
  error(error: LanguageError): void;
}

export interface LocalPipeline {
  push(value: PsValue): void;
  /** Lets out what stages have kept. Once, and also when `done` ended the source early. */
  end(): void;
  /** Nothing that is pushed from now on can come out: the source may be stopped. */
  readonly done: boolean;
}

/** The local stages of a statement at work. Throws LanguageError where an argument's value does not fit. */
export function createPipeline(statement: StatementPlan, environment: Environment, sink: Sink): LocalPipeline {
  const report = (error: LanguageError) => sink.error(error);
  const stages = statement.stages.map(({ command, args, span }) => command.create(args, { environment, span, report }));
  const emits: Emit[] = [(value) => sink.value(value)];
  for (const stage of stages.toReversed()) {
    const emit = emits[0] as Emit;
    emits.unshift((value) => {
      if (!stage.done) stage.push(value, emit);
    });
  }
  const [first = () => {}] = emits;
  return {
    push: first,
    end: () => {
      stages.forEach((stage, index) => {
        stage.end?.(emits[index + 1] as Emit);
      });
    },
    get done() {
      return stages.some((stage) => stage.done === true);
    },
  };
}
