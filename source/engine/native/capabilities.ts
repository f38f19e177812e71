import type { EngineCapabilities } from '../../domain/index.ts';

/** What the native engine is, for who names it before loading it. */
export const nativeEngineFacts = {
  kind: 'native',
  capabilities: { language: 'pipelines', listsShells: true } satisfies EngineCapabilities,
} as const;
