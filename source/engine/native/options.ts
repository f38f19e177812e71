import type { ServerOptions } from '../server/options.ts';
import type { Delay } from './retry.ts';

export interface NativeEngineOptions extends ServerOptions {
  /** How the pauses between tries to open a shell are waited for; real time when left out. */
  readonly delay?: Delay;
}
