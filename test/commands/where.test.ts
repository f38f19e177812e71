import { mkdirSync, writeFileSync } from 'node:fs';
import { getCompileCacheDir } from 'node:module';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Exterm } from './exterm.ts';

describe('the files and folders', () => {
  it('are shown by whole paths, and which are not there yet', async () => {
    const exterm = await Exterm.begin();
    const { folder } = exterm;
    writeFileSync(join(folder, 'ledger.json'), '[]');
    const { code, stdout, stderr } = await exterm.run(['where']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const lines = stdout.split('\n').map((line) => line.replace(/ {2,}/, '|'));
    expect(lines).toEqual(
      expect.arrayContaining([
        `exterm itself|${folder}`,
        `Node that runs it|${process.execPath}`,
        `settings and connections|${join(folder, 'config.json')} (not there yet)`,
        `ledger of open sessions|${join(folder, 'ledger.json')}`,
        `sandbox, while it runs|${join(folder, 'sandbox.json')} (not there yet)`,
      ]),
    );
  });

  it('are those that the program uses', async () => {
    const exterm = await Exterm.begin();
    const { stdout } = await exterm.run(['where', '--json']);
    expect((await exterm.run(['connections', 'add', 'lab', '--sandbox', 'ex01'])).code).toBe(0);
    mkdirSync(join(exterm.folder, 'history'), { recursive: true });
    const before = JSON.parse(stdout);
    const after = JSON.parse((await exterm.run(['where', '--json'])).stdout);
    expect(before.settings).toEqual({ path: exterm.deps.settings.file, exists: false });
    expect(after.settings.exists).toBe(true);
    expect(after.results.path).toBe(join(exterm.folder, 'results'));
    expect(after.histories.exists).toBe(true);
    // Compiled code is where the Node at work has it, which a test has from its runner.
    const compiled = getCompileCacheDir();
    expect(after.compiledCode).toEqual({ path: compiled ? dirname(compiled) : null, exists: compiled !== undefined });
  });
});
