import type { ParameterKind } from '../catalogue/parameter-kinds.ts';
import type { Directory } from '../directory/directory.ts';
import type { CmdletContext, UsualSet } from './types.ts';

/** Which parameter a piped object is bound to. */
export interface PipelineRule {
  readonly parameter: string;
  /** The rule holds for objects with a type name that ends so, and for texts without it; absent: for any object. */
  readonly typeName?: string;
}

/** A cmdlet that works. Its parameters' names come from the table; what is said here is the rest about them. */
export interface CmdletDefinition {
  readonly name: string;
  /** The .NET class behind it, the last part of every FullyQualifiedErrorId. */
  readonly className: string;
  readonly synopsis: string;
  readonly outputTypes: readonly string[];
  /** High: asks before it acts unless -Confirm:$false. By default only what removes or disables. */
  readonly impact?: 'Low' | 'Medium' | 'High';
  /** By default Identity for every verb that needs one. */
  readonly mandatory?: readonly string[];
  /** What the default parameter set wants besides. */
  readonly usual?: UsualSet;
  /** By default Identity alone. */
  readonly positional?: readonly string[];
  readonly aliases?: Readonly<Record<string, readonly string[]>>;
  /** First rule that fits wins; by default any object goes to Identity. */
  readonly pipeline?: readonly PipelineRule[];
  readonly kinds?: Readonly<Record<string, ParameterKind>>;
  /** Once for each bound record. Throws TaskFailure for what becomes an error record. */
  run(context: CmdletContext, directory: Directory): Promise<void>;
}
