import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import {
  type Connection,
  type ConnectRequest,
  type Credential,
  type EngineSession,
  type Failure,
  FailureError,
  Secret,
} from '../../../source/domain/index.ts';
import { PowerShellEngine, type PowerShellEngineOptions } from '../../../source/engine/powershell/index.ts';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../../source/sandbox/index.ts';
import { nobody } from '../../contract/engine-contract.ts';
import type { BuiltProgram } from '../../peers/dotnet.ts';
import { powerShellHost } from '../../peers/powershell/build.ts';

const given = process.env['EXTERM_TEST_PWSH'];
/** The PowerShell that the tests drive: a whole one where EXTERM_TEST_PWSH names it, else the one built here. */
export const powerShell: BuiltProgram = given ? { executable: given } : await powerShellHost();

/** False for the small one, which completes no members. */
export const isWholePowerShell = given !== undefined;

export const modulesFolder = fileURLToPath(new URL('./modules', import.meta.url));

/** Stands in for what the small PowerShell lacks; a whole one gets nothing. */
export const standIns: Readonly<Record<string, string>> = given ? {} : { PSModulePath: modulesFolder };

export function engineOptions(executable: string, more: PowerShellEngineOptions = {}): PowerShellEngineOptions {
  return {
    executable,
    environment: { ...process.env, ...standIns },
    transport: 'bridge',
    timeouts: { start: 180_000 },
    ...more,
  };
}

export const never = new AbortController().signal;

/** A sandbox of one server with a PowerShell engine for it. */
export class Lab {
  readonly sandbox: Sandbox;
  readonly engine: PowerShellEngine;
  readonly connection: Connection;
  #sessions: EngineSession[] = [];

  private constructor(sandbox: Sandbox, engine: PowerShellEngine) {
    this.sandbox = sandbox;
    this.engine = engine;
    const { url } = sandbox.servers[0]!;
    this.connection = {
      name: 'ex01',
      url,
      configurationName: 'Microsoft.Exchange',
      authentication: 'Basic',
      engine: 'powershell',
    };
  }

  static async start(
    executable: string,
    more: { sandbox?: Partial<SandboxOptions>; engine?: PowerShellEngineOptions } = {},
  ): Promise<Lab> {
    const defaults = { servers: 1, mailboxes: 20, leftOpen: 0, endAfter: 0, maxShells: 1000, testCmdlets: true };
    const sandbox = await startSandbox({ ...defaults, ...more.sandbox });
    return new Lab(sandbox, new PowerShellEngine(engineOptions(executable, more.engine)));
  }

  credential(): Credential {
    const { user, password } = this.sandbox.servers[0]!;
    return { user, password: Secret.fromText(password) };
  }

  wrongPassword(): Secret {
    return Secret.fromText('wrong');
  }

  access(signal: AbortSignal = never) {
    return { connection: this.connection, credential: this.credential(), signal };
  }

  async connect(given: Partial<ConnectRequest> = {}): Promise<EngineSession> {
    const session = await this.engine.connect({
      ...this.access(),
      shellId: randomUUID(),
      onShell: () => Promise.resolve(),
      onStage: () => undefined,
      prompts: nobody,
      ...given,
    });
    this.#sessions.push(session);
    return session;
  }

  /** Closes what is still open, so that a test that failed is not the next one's failure too. */
  async closeSessions(): Promise<void> {
    for (const session of this.#sessions.splice(0)) await session.close(AbortSignal.timeout(5000));
  }

  get shells(): number {
    return this.sandbox.shells('ex01').length;
  }
}

/** The failure that a promise rejects with; anything else is an error of the test. */
export async function failureOf(promise: Promise<unknown>): Promise<Failure> {
  const outcome = await promise.then(
    () => new Error('It did not fail.'),
    (error: unknown) => error,
  );
  if (outcome instanceof FailureError) return outcome.failure;
  throw outcome;
}
