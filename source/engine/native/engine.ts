import type { ConnectRequest, Engine, EngineSession } from '../../domain/index.ts';
import { ServerQuestions } from '../server/questions.ts';
import { nativeEngineFacts } from './capabilities.ts';
import { connect } from './connect.ts';
import type { NativeOptions } from './options.ts';

/** PowerShell remoting without PowerShell: our own MS-PSRP client over WSMan. */
export class NativeEngine extends ServerQuestions implements Engine {
  readonly kind = nativeEngineFacts.kind;
  readonly capabilities = nativeEngineFacts.capabilities;
  readonly #options: NativeOptions;

  constructor(options: NativeOptions = {}) {
    super(options);
    this.#options = options;
  }

  connect(request: ConnectRequest): Promise<EngineSession> {
    return connect(request, this.#options);
  }
}
