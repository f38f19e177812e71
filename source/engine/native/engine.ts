import type { ConnectRequest, Engine, EngineSession } from '../../domain/index.ts';
import type { ServerOptions } from '../server/options.ts';
import { ServerQuestions } from '../server/questions.ts';
import { nativeEngineFacts } from './capabilities.ts';
import { connect } from './connect.ts';

/** PowerShell remoting without PowerShell: our own MS-PSRP client over WSMan. */
export class NativeEngine extends ServerQuestions implements Engine {
  readonly kind = nativeEngineFacts.kind;
  readonly capabilities = nativeEngineFacts.capabilities;
  readonly #options: ServerOptions;
  readonly #profile: string | undefined;

  /** `profile`: a script of the user's that runs before the first line of each session, where it is there. */
  constructor(options: ServerOptions = {}, profile?: string) {
    super(options);
    this.#options = options;
    this.#profile = profile;
  }

  connect(request: ConnectRequest): Promise<EngineSession> {
    return connect(request, this.#options, this.#profile);
  }
}
