import { createHash } from 'node:crypto';
import { exchangeResourceUri } from './resource.ts';
import type { Shell } from './shell-table.ts';

/**
 * Shells that somebody's other consoles have left open: same account, other computers. The first one was used four
 * minutes ago, the next ones longer ago, so that they are worth cleaning up and expire as all others do.
 */
export function leftOpenShells(
  count: number,
  about: { readonly server: string; readonly owner: string; readonly idleTimeout: number; readonly now: number },
): readonly Shell[] {
  return Array.from({ length: count }, (_, index) => {
    const sinceUse = Math.min(240_000 + index * 95_000, about.idleTimeout * 0.8);
    const lastUsed = Math.round(about.now - sinceUse);
    return {
      id: fixedGuid(`${about.server}/${index}`),
      name: `Session${index + 1}`,
      owner: about.owner,
      clientIp: `10.20.${30 + (index >> 7)}.${41 + (index & 127)}`,
      processId: 4180 + index * 36,
      resourceUri: exchangeResourceUri,
      locale: 'en-US',
      idleTimeout: about.idleTimeout,
      opened: lastUsed - 1_260_000 - index * 480_000,
      lastUsed,
      requests: 0,
      body: undefined,
    };
  });
}

/** The same GUID for the same text, so that a demonstration looks the same each time. */
function fixedGuid(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex').toUpperCase();
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-A${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
