import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { findSandbox } from '../../source/sandbox/index.ts';
import { endSandbox, exterm, nativeProgram } from '../support/program.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

import { killed } from './suites/killed.ts';

killed(nativeProgram, { whole: true });

describe('the sandbox', () => {
  it('is started by the first command that needs it, outlives it, and is found by the next', async () => {
    const own = temporaryFolder();
    onTestFinished(() => endSandbox(own));
    const run = ['run', 'ex01', 'Get-AcceptedDomain | Select-Object -First 1 -ExpandProperty Name'];
    expect(await exterm(own, run)).toEqual({ code: 0, signal: null, stdout: 'contoso.com\n', stderr: '' });
    const first = await findSandbox(own);
    expect(first).toBeDefined();
    const { code, stdout, stderr } = await exterm(own, ['sandbox', '--servers', '1']);
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: expect.stringMatching(new RegExp(`^It ran already, .* process ${first!.pid};`)),
    });
    const lines = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.map(({ url }) => url)).toEqual([...first!.servers.map(({ url }) => url), undefined]);
    expect(lines.at(-1)).toEqual({ ready: true });
  });
});

describe('without a terminal', () => {
  it('no command at all gives the usage on standard error', async () => {
    const { code, stdout, stderr } = await exterm(temporaryFolder(), []);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^Usage: exterm /);
    expect(stderr).toMatch(/The screen needs a terminal; here there is none\. Choose a command\.\n$/);
  });

  it('a folder that cannot be used is said in a sentence', async () => {
    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, '');
    for (const place of [file, join(file, 'folder')]) {
      const { code, stdout, stderr } = await exterm(place, ['connections']);
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
      expect(stderr).toContain('choose another folder with EXTERM_CONFIG_DIR');
      expect(stderr).not.toMatch(/\n\s+at /);
    }
  });
});
