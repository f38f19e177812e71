import { fileURLToPath } from 'node:url';
import type { ConnectRequest, EngineSession, ServerAccess } from '../../../source/domain/index.ts';
import { Bridge } from '../../../source/engine/powershell/bridge/bridge.ts';
import { PowerShellEngine } from '../../../source/engine/powershell/index.ts';
import { ProfileFolder } from './profile-folder.ts';
import { engineOptions } from './support.ts';

/** Where the module lies that stands in for PowerShell's WSMan client, for PSModulePath. */
export const wsmanModules = fileURLToPath(new URL('./modules-wsman', import.meta.url));

/** What stands in for Windows PowerShell's own WSMan client: a module that a profile of these tests loads. */
export class WsmanStandIn {
  readonly #profile = new ProfileFolder('Import-Module WsmanStandIn');
  readonly #executable: string;
  readonly #bridges: Bridge[] = [];

  constructor(executable: string) {
    this.#executable = executable;
  }

  get folder(): string {
    return this.#profile.path;
  }

  engineWith(more: NodeJS.ProcessEnv): PowerShellEngine {
    const environment = { ...process.env, PSModulePath: wsmanModules, XDG_CONFIG_HOME: this.folder, ...more };
    return new PowerShellEngine(engineOptions(this.#executable, { transport: 'wsman', environment }));
  }

  /** What WSMan would be, in a bridge that the session does not know of. */
  async connect(access: ServerAccess, request: ConnectRequest): Promise<EngineSession> {
    const bridge = await Bridge.listen({ ...access, onStage: () => undefined, onShell: () => Promise.resolve() }, {});
    this.#bridges.push(bridge);
    return await this.engineWith({ EXTERM_TEST_PIPE: bridge.pipeName }).connect(request);
  }

  /** Ends what carried the sessions. */
  async closeBridges(): Promise<void> {
    for (const bridge of this.#bridges.splice(0)) await bridge.close(AbortSignal.timeout(5000));
  }

  async stop(): Promise<void> {
    await this.closeBridges();
    this.#profile.remove();
  }
}
