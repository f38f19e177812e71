import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { makePrivateFolder } from '../../source/storage/folder.ts';
import { koffi } from '../../source/storage/koffi.ts';
import { ownProcess } from '../../source/storage/processes.ts';

/** The access list of a file in SDDL, as Windows writes it. */
function accessOf(file: string): string {
  const ffi = koffi();
  const system = ffi.load('advapi32.dll');
  const get = system.func('GetFileSecurityW', 'int32_t', ['str16', 'uint32_t', 'void *', 'uint32_t', 'void *']);
  const toText = system.func('ConvertSecurityDescriptorToStringSecurityDescriptorW', 'int32_t', [
    ...['void *', 'uint32_t', 'uint32_t', 'void *', 'void *'],
  ]);
  const [descriptor, length, text] = [Buffer.alloc(4096), Buffer.alloc(4), Buffer.alloc(8)];
  if (get(file, 4, descriptor, descriptor.length, length) === 0) throw new Error(`No access list of ${file}`);
  if (toText(descriptor, 1, 4, text, null) === 0) throw new Error('No text of the access list');
  return String(ffi.decode(text.readBigUInt64LE(), 'char16_t', -1));
}

function isWine(): boolean {
  try {
    koffi().load('ntdll.dll').func('wine_get_version', 'const char *', []);
    return true;
  } catch {
    return false;
  }
}

it('a folder that exterm makes, and a file in it, are the user’s and the system’s alone', () => {
  const above = mkdtempSync(path.join(tmpdir(), 'exterm-rights-'));
  onTestFinished(() => rmSync(above, { recursive: true, force: true }));
  const [folder, file] = [path.join(above, 'mine'), path.join(above, 'mine', 'ledger.json')];
  makePrivateFolder(folder);
  writeFileSync(file, '[]');
  // Wine hands nothing on to what is made in a folder.
  for (const one of isWine() ? [folder] : [folder, file]) {
    const who = [...accessOf(one).matchAll(/\(A;[^;]*;[^;]*;;;([^)]+)\)/g)].map((match) => match[1]!);
    expect(who.length, accessOf(one)).toBeGreaterThan(0);
    // BU, WD, AU, IU: users, everyone, whoever signed in, whoever sits here.
    expect(who.filter((id) => ['BU', 'WD', 'AU', 'IU'].includes(id))).toEqual([]);
  }
});

it('this process has a start time of the system’s', () => {
  const ticks = BigInt(ownProcess().processStarted);
  const since1970 = Number(ticks / 10_000n) - 11_644_473_600_000;
  expect(Math.abs(since1970 - performance.timeOrigin)).toBeLessThan(60_000);
});
