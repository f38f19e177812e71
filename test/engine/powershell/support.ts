import { type ConnectRequest, type EngineSession, Secret } from '../../../source/domain/index.ts';
import { PowerShellEngine, type PowerShellEngineOptions } from '../../../source/engine/powershell/index.ts';
import type { Sandbox, SandboxOptions } from '../../../source/sandbox/index.ts';
import type { BuiltProgram } from '../../peers/dotnet.ts';
import { wholePowerShell } from '../../peers/powershell/whole.ts';
import { SandboxLab, startLabSandbox } from '../sandbox-lab.ts';

export { failureOf, never } from '../sandbox-lab.ts';

/** The PowerShell that the tests drive: a whole one. */
export const powerShell: BuiltProgram = await wholePowerShell();

export function engineOptions(executable: string, more: PowerShellEngineOptions = {}): PowerShellEngineOptions {
  return {
    executable,
    environment: process.env,
    transport: 'bridge',
    timeouts: { start: 180_000 },
    ...more,
  };
}

/** A sandbox of one server with a PowerShell engine for it. */
export class Lab extends SandboxLab {
  readonly engine: PowerShellEngine;
  #sessions: EngineSession[] = [];

  private constructor(sandbox: Sandbox, engine: PowerShellEngine) {
    super(sandbox, 'powershell');
    this.engine = engine;
  }

  static async start(
    executable: string,
    more: { sandbox?: Partial<SandboxOptions>; engine?: PowerShellEngineOptions } = {},
  ): Promise<Lab> {
    const sandbox = await startLabSandbox(more.sandbox);
    return new Lab(sandbox, new PowerShellEngine(engineOptions(executable, more.engine)));
  }

  wrongPassword(): Secret {
    return Secret.fromText('wrong');
  }

  async connect(given: Partial<ConnectRequest> = {}): Promise<EngineSession> {
    const session = await this.engine.connect(this.request(given));
    this.#sessions.push(session);
    return session;
  }

  /** Closes what is still open, so that a test that failed is not the next one's failure too. */
  async closeSessions(): Promise<void> {
    for (const session of this.#sessions.splice(0)) await session.close(AbortSignal.timeout(5000));
  }
}
