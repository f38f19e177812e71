import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Conf from 'conf';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSettings } from '../../source/storage/settings-file.ts';
import {
  connectionRule,
  knownPart,
  type Rule,
  type Stored,
  schema,
  withUnknownOf,
} from '../../source/storage/stored-connections.ts';
import { removeFolder } from '../support/remove-folder.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'exterm-settings-'));
});
afterAll(() => removeFolder(folder));

const plain = {
  name: 'ex01',
  url: 'https://ex01.contoso.com/PowerShell/',
  configurationName: 'Microsoft.Exchange',
  authentication: 'Kerberos',
  engine: 'auto',
};

function written(content: string): string {
  const file = join(folder, 'config.json');
  writeFileSync(file, content);
  return file;
}

const read = (content: string) => readSettings(written(content));

function confAccepts(): boolean {
  try {
    new Conf<Stored>({ cwd: folder, projectName: 'exterm', schema, clearInvalidConfig: false }).get('connections');
    return true;
  } catch {
    return false;
  }
}

describe('saved connections', () => {
  it('are read where they are in order, or where there are none', () => {
    const full = { ...plain, cmdlets: ['Get-*'], closeAfterIdleMinutes: 5, allowBasicOverHttp: true, user: 'a@b' };
    expect(read(JSON.stringify({ connections: [plain, full] }))).toMatchObject({
      kind: 'whole',
      connections: [plain, full],
    });
    expect(read('{}')).toMatchObject({ kind: 'whole', version: 1, connections: [] });
    expect(readSettings(join(folder, 'none.json'))).toMatchObject({ kind: 'none', connections: [] });
  });

  it('are read without the fields of a later version, which stay with what takes their place', () => {
    const powershell = { executable: 'pwsh', edition: 'Core' };
    const stored: Rule = { ...plain, colour: 'red', powershell };
    const known = knownPart(stored, connectionRule);
    expect(known).toEqual({ ...plain, powershell: { executable: 'pwsh' } });
    const next = { ...known, user: 'a@b', powershell: { prefix: 'X' } };
    expect(withUnknownOf(stored, next, connectionRule)).toEqual({
      ...next,
      colour: 'red',
      powershell: { prefix: 'X', edition: 'Core' },
    });
    // Who takes the whole of it away takes that away too.
    expect(withUnknownOf(stored, plain, connectionRule)).toEqual({ ...plain, colour: 'red' });
  });

  const odd: readonly (readonly [string, unknown])[] = [
    ['a missing field', { ...plain, url: undefined }],
    ['a field of another type', { ...plain, user: 7 }],
    ['an empty name', { ...plain, name: '' }],
    ['a name that is too long', { ...plain, name: 'x'.repeat(41) }],
    ['an engine that is none', { ...plain, engine: 'quick' }],
    ['no minutes', { ...plain, closeAfterIdleMinutes: 0 }],
    ['too many cmdlets', { ...plain, cmdlets: Array.from({ length: 1001 }, () => 'Get-A') }],
    ['an odd cmdlet', { ...plain, cmdlets: [null] }],
    ['what is no connection', null],
  ];
  for (const [what, connection] of odd) {
    it(`count as damaged where there is ${what}, as for Conf`, () => {
      const { kind, connections, missing } = read(JSON.stringify({ connections: [plain, connection] }));
      expect({ kind, connections, missing: missing.length }).toEqual({
        kind: 'damaged',
        connections: [plain],
        missing: 1,
      });
      expect(confAccepts()).toBe(false);
    });
  }

  it('count as damaged where the file is no object of sections', () => {
    for (const content of ['', '{"connections":[', '[]', '"text"', 'null', '{"connections":{}}', '{"version":"x"}']) {
      expect(read(content).kind, content).toBe('damaged');
    }
  });

  it('fit where Conf takes them, and only there', () => {
    const value = fc.oneof(
      fc.string({ maxLength: 50, unit: 'grapheme' }),
      fc.constantFrom('Basic', 'native', '', null, true, 0, 5, 20_000, [], ['Get-A'], [1], '😀'.repeat(40), {}),
    );
    const fields = [
      'name',
      'url',
      'authentication',
      'engine',
      'user',
      'cmdlets',
      'closeAfterIdleMinutes',
      'odd',
      'powershell',
    ];
    const change = fc.dictionary(fc.constantFrom(...fields), value, { maxKeys: 2 });
    fc.assert(
      fc.property(change, (changed) => {
        const { kind } = read(JSON.stringify({ connections: [{ ...plain, ...changed }] }));
        expect(kind === 'whole').toBe(confAccepts());
      }),
      { numRuns: 60 },
    );
  });
});
