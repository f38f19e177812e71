import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { askPowerShell } from '../../../source/engine/diagnosis/index.ts';
import { describeWith } from '../../peers/describe-with.ts';
import { powerShellHost } from '../../peers/powershell/build.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { failureOf } from '../native/support.ts';

let folder: string;
beforeEach(() => {
  folder = temporaryFolder();
});

const never = new AbortController().signal;

/** A program that says this, whatever it is asked. */
function program(script: string): string {
  const path = join(folder, 'pwsh');
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
  return path;
}

const ask = (executable: string | undefined, signal = never, timeout = 20_000) =>
  askPowerShell({ executable, environment: process.env, bridges: false, timeout }, signal);

describe.skipIf(process.platform === 'win32')('what a PowerShell says of itself', () => {
  it('is read from its lines, wherever they stand', async () => {
    const executable = program(
      [
        'printf "\\033[?1hPS> exterm version 5.1.19041.4522\\r\\nwelcome\\r\\n"',
        'printf "exterm language ConstrainedLanguage\\r\\nexterm policy AllSigned\\r\\nexterm forced 1\\r\\n"',
        'printf "exterm framework 378389\\r\\nexterm framework\\r\\n"',
      ].join('\n'),
    );
    expect(await ask(executable)).toEqual({
      executable,
      version: '5.1.19041.4522',
      isWindows: false,
      executionPolicy: 'AllSigned',
      isPolicyForced: true,
      languageMode: 'ConstrainedLanguage',
      netFramework: 378_389,
      hasWsman: false,
      bridges: false,
    });
  });

  it('is missed where there is no such program, or it is none', async () => {
    for (const executable of [undefined, join(folder, 'nothing'), program('echo hello')]) {
      expect((await failureOf(ask(executable))).id).toBe('powershell.missing');
    }
  });

  it('is not waited for longer than it may take', async () => {
    expect((await failureOf(ask(program('sleep 60 >/dev/null'), never, 50))).id).toBe('powershell.missing');
  });

  it('is not waited for after an abort', async () => {
    const abort = new AbortController();
    const asked = ask(program('exec sleep 60'), abort.signal);
    abort.abort();
    await expect(asked).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describeWith(await powerShellHost(), "PowerShell's own engine", (executable) => {
  it('answers the questions', async () => {
    expect(await ask(executable)).toMatchObject({
      version: expect.stringMatching(/^7\./),
      languageMode: 'FullLanguage',
    });
  });
});
