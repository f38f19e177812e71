import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import type { ConnectRequest, EngineSession, ServerAccess } from '../../../source/domain/index.ts';
import { Bridge } from '../../../source/engine/powershell/bridge/bridge.ts';
import { PowerShellEngine } from '../../../source/engine/powershell/index.ts';
import { engineOptions, modulesFolder, standIns } from './support.ts';

const wsmanModules = join(modulesFolder, '..', 'modules-wsman');
const modulePath = [standIns['PSModulePath'] ?? process.env['PSModulePath'] ?? '', wsmanModules].join(delimiter);

/** The connection's setting by which PowerShell loads what stands in for its WSMan client. */
export const loadsStandIn = { powershell: { loadProfile: true } } as const;

/** What stands in for Windows PowerShell's own WSMan client: a module that a profile of these tests loads. */
export class WsmanStandIn {
  readonly folder = mkdtempSync(join(tmpdir(), 'direct-'));
  readonly #executable: string;
  readonly #bridges: Bridge[] = [];

  constructor(executable: string) {
    this.#executable = executable;
    mkdirSync(join(this.folder, 'powershell'));
    writeFileSync(join(this.folder, 'powershell', 'profile.ps1'), 'Import-Module WsmanStandIn\n');
  }

  engineWith(more: NodeJS.ProcessEnv): PowerShellEngine {
    const environment = { ...process.env, PSModulePath: modulePath, XDG_CONFIG_HOME: this.folder, ...more };
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
    rmSync(this.folder, { recursive: true });
  }
}
