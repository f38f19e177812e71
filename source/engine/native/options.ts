import type { FilePort, SessionPorts } from '../../language/index.ts';
import type { ServerOptions } from '../server/options.ts';

export interface NativeOptions extends ServerOptions {
  /** What the language of a session reaches of this computer. */
  readonly language?: LanguageSurroundings;
}

export interface LanguageSurroundings {
  /** The files as a new session sees them, with a location of its own. */
  readonly files?: () => FilePort;
  /** `$env:` */
  readonly environment?: (name: string) => string | undefined;
  readonly ports?: Partial<SessionPorts>;
}
