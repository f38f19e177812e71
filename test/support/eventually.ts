import { vi } from 'vitest';

/** Resolves with what the check gives once it passes; the time it may take is a busy machine's, a minute. */
export const eventually = <T>(check: () => T | Promise<T>): Promise<T> => vi.waitFor(check, { timeout: 60_000 });
