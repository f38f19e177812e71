import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Conf from 'conf';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConnections, type Stored, schema } from '../../source/storage/stored-connections.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'exterm-settings-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

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

function confAccepts(): boolean {
  try {
    new Conf<Stored>({ cwd: folder, projectName: 'exterm', schema, clearInvalidConfig: false }).get('connections');
    return true;
  } catch {
    return false;
  }
}

describe('saved connections', () => {
  it('are read without Conf where they are in order, or where there are none', () => {
    const full = { ...plain, cmdlets: ['Get-*'], closeAfterIdleMinutes: 5, allowBasicOverHttp: true, user: 'a@b' };
    expect(readConnections(written(JSON.stringify({ connections: [plain, full] })))).toEqual([plain, full]);
    expect(readConnections(written('{}'))).toEqual([]);
    expect(readConnections(join(folder, 'none.json'))).toEqual([]);
  });

  const odd: readonly (readonly [string, unknown])[] = [
    ['a field that nobody knows', { ...plain, colour: 'red' }],
    ['a prototype', JSON.parse(`{"__proto__":{"user":"a"},${JSON.stringify(plain).slice(1)}`)],
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
    it(`are left to Conf where there is ${what}`, () => {
      expect(readConnections(written(JSON.stringify({ connections: [plain, connection] })))).toBeUndefined();
    });
  }

  it('are left to Conf where the file is damaged', () => {
    for (const content of ['', '{"connections":[', '[]', '"text"', '{"connections":{}}']) {
      expect(readConnections(written(content)), content).toBeUndefined();
    }
  });

  it('are never taken where Conf would refuse them', () => {
    const value = fc.oneof(
      fc.string({ maxLength: 50 }),
      fc.constantFrom('Basic', 'native', '', null, true, 0, 5, 20_000, [], ['Get-A'], [1]),
    );
    const fields = ['name', 'url', 'authentication', 'engine', 'user', 'cmdlets', 'closeAfterIdleMinutes', 'odd'];
    const change = fc.dictionary(fc.constantFrom(...fields), value, { maxKeys: 2 });
    fc.assert(
      fc.property(change, (changed) => {
        const file = written(JSON.stringify({ connections: [{ ...plain, ...changed }] }));
        if (readConnections(file)) expect(confAccepts()).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});
