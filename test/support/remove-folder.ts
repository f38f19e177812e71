import { rmSync } from 'node:fs';

/** With all that is in it. Windows lets nothing go that somebody, a virus scanner too, has open for a moment. */
export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 20 });
}
