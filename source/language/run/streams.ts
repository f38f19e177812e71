import type { PipelineRecord } from '../../domain/index.ts';
import type { ProgressText } from '../commands/command.ts';
import type { ErrorObject } from './failure.ts';
import type { Value } from './value.ts';
import type { Work } from './work.ts';

export interface HostText {
  readonly noNewline?: boolean;
  readonly foreground?: string;
  readonly background?: string;
}

/** The common parameters that name a variable for what a command tells. */
export type KeptName = 'errorvariable' | 'warningvariable' | 'informationvariable';

/** Where everything but output goes. Told at once; what holds a writer up is `drain`'s. */
export interface Streams {
  error(error: ErrorObject): void;
  warning(text: string): void;
  verbose(text: string): void;
  debug(text: string): void;
  information(value: Value, tags: readonly string[]): void;
  host(text: string, options: HostText): void;
  progress(record: ProgressText): void;
  /** What is told nobody, and yet is for the variables that common parameters of what runs around it name. */
  kept?(name: KeptName, value: Value): void;
  /** Records of the server, ready to be shown. */
  shown(records: readonly PipelineRecord[]): void;
  readonly waits: boolean;
  drain(): Work<void>;
}
