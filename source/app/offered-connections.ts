import { type Connection, exchangeConfigurationName } from '../domain/index.ts';
import type { Settings } from '../storage/index.ts';

/** The sandbox's servers, offered while nothing is saved. The URL is only a placeholder: it is found when one is opened. */
export const sandboxConnections: readonly Connection[] = ['ex01', 'ex02', 'dr01'].map((name) => ({
  name,
  url: 'http://127.0.0.1/PowerShell/',
  configurationName: exchangeConfigurationName,
  authentication: 'Basic',
  engine: 'auto',
  sandboxServer: name,
}));

/** The saved connections; without any, the sandbox's. */
export function offeredConnections(settings: Settings): readonly Connection[] {
  const saved = settings.connections();
  return saved.length > 0 ? saved : sandboxConnections;
}
