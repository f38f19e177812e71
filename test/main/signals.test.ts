import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { bundle } from '../../scripts/lib/bundle.mjs';
import { temporaryFolder } from '../support/temporary-folder.ts';

const source = 'test/support/signal-while-writing.ts';

describe.skipIf(process.platform === 'win32')('a signal that comes while a file is written is one signal', () => {
  const told = async (program: string) => {
    const { stdout } = await promisify(execFile)(process.execPath, ['--no-warnings', program, temporaryFolder()]);
    return stdout;
  };

  it('in the program as it is written', async () => {
    expect(await told(join(import.meta.dirname, '../..', source))).toBe('1\n');
  });

  it('in the program as it is shipped', async () => {
    const bundled = join(temporaryFolder(), 'signal.mjs');
    await bundle(source, bundled);
    expect(await told(bundled)).toBe('1\n');
  });
});
