import type { PsValue } from '../../objects/index.ts';
import type { Arguments, LocalParameter } from '../bind.ts';
import type { Environment } from '../environment.ts';
import type { LanguageError, Span } from '../errors.ts';

export type Emit = (value: PsValue) => void;

/** One stage at work. What it lets through it emits at once, or at the end where it has to see everything. */
export interface Stage {
  push(value: PsValue, emit: Emit): void;
  end?(emit: Emit): void;
  /** True once it will let nothing more through. */
  readonly done?: boolean;
}

export interface StageContext {
  readonly environment: Environment;
  /** Where the stage's command stands in the text. */
  readonly span: Span;
  /** A value that the stage could not use; the pipeline goes on without it. */
  readonly report: (error: LanguageError) => void;
}

/** A command that is run here rather than on the server. */
export interface LocalCommand {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly parameters: readonly LocalParameter[];
  /** Refuses by LanguageError what the arguments as such make impossible. `$_` is theirs to check. */
  readonly check?: (args: Arguments, span: Span) => void;
  readonly create: (args: Arguments, context: StageContext) => Stage;
}
