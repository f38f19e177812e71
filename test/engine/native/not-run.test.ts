import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LineRun } from '../../../source/engine/native/repl/line-run.ts';
import { LocalFiles } from '../../../source/files/index.ts';
import { nobody } from '../../contract/engine-contract.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { lineSurroundings } from './line-surroundings.ts';

async function session() {
  const folder = temporaryFolder();
  const shared = { ...(await lineSurroundings()), ports: { files: new LocalFiles(folder) } };
  const start = (text: string, holdsSecret = false) =>
    new LineRun(text, { width: 80, prompts: nobody, holdsSecret }, shared);
  const warnings = async (line: LineRun) =>
    (await Array.fromAsync(line.records)).flat().flatMap((one) => (one.stream === 'warning' ? [one.text] : []));
  return { folder, start, warnings };
}

describe('a text that ends before its end says what was not run', () => {
  it.each([
    ["1; throw 'x'; 2; 3", ['Not run: 2; 3']],
    ["throw 'x'; 2 # tail", ['Not run: 2']],
    ["1\nthrow 'x'\n2", ['Line 3 was not run.']],
    ["1\nforeach ($i in 1..3) {\n  throw 'x'\n}\n2\n3\n4", ['Lines 5 to 7 were not run.']],
    ["1; throw 'x'", []],
    ["throw 'x'", []],
    ['1 / 0; 2', []],
    ['1; exit 3; 2', []],
    ["function f { throw 'x'; 4 }; f; 5", ['Not run: 5']],
  ])('%j', async (text, expected) => {
    const { start, warnings } = await session();
    expect(await warnings(start(text))).toEqual(expected);
  });

  it('of a script its lines, and never a line that may hold a secret', async () => {
    const { folder, start, warnings } = await session();
    writeFileSync(join(folder, 'change.ps1'), "'a'\n$ErrorActionPreference = 'Stop'\nGet-Item nosuch\n'b'\n'c'\n");
    expect(await warnings(start("& ./change.ps1; 'never'"))).toEqual(['Lines 4 to 5 of change.ps1 were not run.']);
    expect(await warnings(start("throw 'x'; 'P4ssword'", true))).toEqual(['What follows in the line was not run.']);
  });

  it('also where it was stopped', async () => {
    const { start } = await session();
    const line = start("'begun'\nwhile ($true) { }\n'a'\n'b'");
    const heard: string[] = [];
    for await (const records of line.records) {
      for (const one of records) {
        if (one.stream === 'output') line.stop();
        if (one.stream === 'warning') heard.push(one.text);
      }
    }
    expect(heard).toEqual(['Lines 3 to 4 were not run.']);
  });
});
