import { randomUUID } from 'node:crypto';
import {
  type Connection,
  type ConnectRequest,
  type Credential,
  type EngineSession,
  FailureError,
  Secret,
} from '../../../source/domain/index.ts';
import { NativeEngine, type ServerOptions } from '../../../source/engine/native/index.ts';
import {
  type Sandbox,
  type SandboxOptions,
  type SandboxSurroundings,
  startSandbox,
} from '../../../source/sandbox/index.ts';
import { nobody } from '../../contract/engine-contract.ts';

export const never = new AbortController().signal;

/** A sandbox of one server with a native engine for it. */
export class Lab {
  readonly sandbox: Sandbox;
  readonly engine: NativeEngine;
  readonly connection: Connection;

  private constructor(sandbox: Sandbox, options: ServerOptions) {
    this.sandbox = sandbox;
    this.engine = new NativeEngine(options);
    const { url } = sandbox.servers[0]!;
    this.connection = {
      name: 'ex01',
      url,
      configurationName: 'Microsoft.Exchange',
      authentication: 'Basic',
      engine: 'native',
    };
  }

  static async start(
    given: { sandbox?: Partial<SandboxOptions>; surroundings?: SandboxSurroundings; engine?: ServerOptions } = {},
  ): Promise<Lab> {
    const defaults = { servers: 1, mailboxes: 20, leftOpen: 0, endAfter: 0, maxShells: 1000, testCmdlets: true };
    const engine = { delay: () => Promise.resolve(), ...given.engine };
    return new Lab(await startSandbox({ ...defaults, ...given.sandbox }, given.surroundings), engine);
  }

  credential(): Credential {
    const { user, password } = this.sandbox.servers[0]!;
    return { user, password: Secret.fromText(password) };
  }

  access(signal: AbortSignal = never) {
    return { connection: this.connection, credential: this.credential(), signal };
  }

  connect(given: Partial<ConnectRequest> = {}, engine = this.engine): Promise<EngineSession> {
    return engine.connect({
      ...this.access(),
      shellId: randomUUID(),
      onShell: () => Promise.resolve(),
      onStage: () => undefined,
      prompts: nobody,
      ...given,
    });
  }

  get shells(): number {
    return this.sandbox.shells('ex01').length;
  }
}

/** The failure that a promise rejects with; anything else is an error of the test. */
export async function failureOf(promise: Promise<unknown>): Promise<FailureError['failure']> {
  const outcome = await promise.then(
    () => new Error('It did not fail.'),
    (error: unknown) => error,
  );
  if (outcome instanceof FailureError) return outcome.failure;
  throw outcome;
}
