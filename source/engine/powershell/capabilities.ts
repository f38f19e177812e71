import type { EngineCapabilities } from '../../domain/index.ts';

/** What the PowerShell engine is, for who names it before loading it. */
export const powerShellEngineFacts = {
  kind: 'powershell',
  capabilities: { language: 'powershell', listsShells: true } satisfies EngineCapabilities,
} as const;
