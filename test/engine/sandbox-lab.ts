import { randomUUID } from 'node:crypto';
import {
  type Connection,
  type ConnectRequest,
  type Credential,
  FailureError,
  Secret,
} from '../../source/domain/index.ts';
import {
  type Sandbox,
  type SandboxOptions,
  type SandboxSurroundings,
  startSandbox,
} from '../../source/sandbox/index.ts';
import { nobody } from '../contract/engine-contract.ts';

export const never = new AbortController().signal;

export function startLabSandbox(
  options: Partial<SandboxOptions> = {},
  surroundings?: SandboxSurroundings,
): Promise<Sandbox> {
  const defaults = { servers: 1, mailboxes: 20, leftOpen: 0, endAfter: 0, maxShells: 1000, testCmdlets: true };
  return startSandbox({ ...defaults, ...options }, surroundings);
}

/** A sandbox of one server, and how an engine gets in there. */
export class SandboxLab {
  readonly sandbox: Sandbox;
  readonly connection: Connection;

  constructor(sandbox: Sandbox, engine: 'native' | 'powershell') {
    this.sandbox = sandbox;
    const { url } = sandbox.servers[0]!;
    this.connection = { name: 'ex01', url, configurationName: 'Microsoft.Exchange', authentication: 'Basic', engine };
  }

  credential(): Credential {
    const { user, password } = this.sandbox.servers[0]!;
    return { user, password: Secret.fromText(password) };
  }

  access(signal: AbortSignal = never) {
    return { connection: this.connection, credential: this.credential(), signal };
  }

  request(given: Partial<ConnectRequest> = {}): ConnectRequest {
    return {
      ...this.access(),
      shellId: randomUUID(),
      onShell: () => Promise.resolve(),
      onStage: () => undefined,
      prompts: nobody,
      ...given,
    };
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
