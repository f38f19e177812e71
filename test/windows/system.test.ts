import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { withSystemProxy } from '../../source/main/system-proxy.ts';
import { makePrivateFolder } from '../../source/storage/folder.ts';
import { koffi } from '../../source/storage/koffi.ts';
import { ownProcess } from '../../source/storage/processes.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

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
  const above = temporaryFolder();
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

const connections = 'HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings\\Connections';

/** The binary form of Windows' settings: version, a count, flags (2: a proxy is set), then texts with their lengths. */
function connectionSettings(...texts: readonly string[]): string {
  const numbers = (...values: readonly number[]) => Buffer.from(Uint32Array.from(values).buffer);
  const counted = texts.flatMap((text) => [numbers(text.length), Buffer.from(text, 'latin1')]);
  return Buffer.concat([numbers(0x46, 1, 3), ...counted, Buffer.alloc(32)]).toString('hex');
}

// Nobody's own settings are changed: those of Wine's prefix are the tests'.
it.runIf(isWine())('the proxy of the user’s settings is read', () => {
  expect(withSystemProxy({})).toEqual({});
  const value = [connections, '/v', 'DefaultConnectionSettings'];
  const data = connectionSettings('proxy.contoso.com:8080', '*.contoso.com;<local>', '');
  execFileSync('reg.exe', ['add', ...value, '/t', 'REG_BINARY', '/d', data, '/f']);
  onTestFinished(() => void execFileSync('reg.exe', ['delete', ...value, '/f']));
  expect(withSystemProxy({})).toEqual({
    http_proxy: 'proxy.contoso.com:8080',
    https_proxy: 'proxy.contoso.com:8080',
    no_proxy: '*.contoso.com,<local>',
  });
});
