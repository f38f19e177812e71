import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { removeFolder } from './remove-folder.ts';

/** An empty folder that goes with the test it is asked for in, or before each: after all else that ends with the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'exterm-test-'));
  onTestFinished(() => removeFolder(folder));
  return folder;
}
