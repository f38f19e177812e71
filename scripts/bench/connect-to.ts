import { randomUUID } from 'node:crypto';
import { type Connection, type Engine, exchangeConfigurationName, Secret } from '../../source/domain/index.ts';
import type { SandboxServer } from './sandbox-process.ts';

export const never = new AbortController().signal;
export const prompts = { ask: () => Promise.reject(new Error('Nobody answers prompts here.')) };

/** Opens a session with the engine; nobody answers what it asks. */
export function connectTo(engine: Engine, { name, url, user, password }: SandboxServer) {
  const connection: Connection = {
    name,
    url,
    configurationName: exchangeConfigurationName,
    authentication: 'Basic',
    engine: engine.kind,
  };
  return engine.connect({
    connection,
    credential: { user, password: Secret.fromText(password) },
    signal: never,
    shellId: randomUUID().toUpperCase(),
    onShell: () => Promise.resolve(),
    onStage: () => {},
    prompts,
  });
}
