import type { ConnectRequest, EngineSession } from '../../../source/domain/index.ts';
import { NativeEngine, type ServerOptions } from '../../../source/engine/native/index.ts';
import type { Sandbox, SandboxOptions, SandboxSurroundings } from '../../../source/sandbox/index.ts';
import { SandboxLab, startLabSandbox } from '../sandbox-lab.ts';

export { failureOf, never } from '../sandbox-lab.ts';

/** A sandbox of one server with a native engine for it. */
export class Lab extends SandboxLab {
  readonly engine: NativeEngine;

  private constructor(sandbox: Sandbox, options: ServerOptions) {
    super(sandbox, 'native');
    this.engine = new NativeEngine(options);
  }

  static async start(
    given: { sandbox?: Partial<SandboxOptions>; surroundings?: SandboxSurroundings; engine?: ServerOptions } = {},
  ): Promise<Lab> {
    const engine = { delay: () => Promise.resolve(), ...given.engine };
    return new Lab(await startLabSandbox(given.sandbox, given.surroundings), engine);
  }

  connect(given: Partial<ConnectRequest> = {}, engine = this.engine): Promise<EngineSession> {
    return engine.connect(this.request(given));
  }
}
