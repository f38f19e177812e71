import { describe, expect, it } from 'vitest';
import type { Connection } from '../../../source/domain/index.ts';
import { forConnection } from '../../../source/engine/powershell/connect.ts';
import { candidatesOn } from '../../../source/engine/powershell/process/executable.ts';
import { transportOf } from '../../../source/engine/powershell/transport.ts';

const connection: Connection = {
  name: 'ex01',
  url: 'http://ex01.contoso.com/PowerShell/',
  configurationName: 'Microsoft.Exchange',
  authentication: 'Kerberos',
  engine: 'powershell',
};

describe('how PowerShell reaches a server', () => {
  it.each([
    ['win32', {}, undefined, 'wsman'],
    ['linux', {}, undefined, 'bridge'],
    ['darwin', {}, undefined, 'bridge'],
    // Windows' client refuses what the sandbox speaks.
    ['win32', { sandboxServer: 'ex01' }, undefined, 'bridge'],
    ['win32', {}, 'bridge', 'bridge'],
    ['win32', { powershell: { transport: 'bridge' } }, undefined, 'bridge'],
    ['win32', { sandboxServer: 'ex01', powershell: { transport: 'wsman' } }, 'bridge', 'wsman'],
  ] as const)('on %s with %o and %s of the engine is %s', (platform, given, usual, transport) => {
    expect(transportOf({ ...connection, ...given }, usual, platform)).toBe(transport);
  });

  it('comes with the PowerShell that the connection names', () => {
    const own = { ...connection, powershell: { transport: 'wsman', executable: 'C:\\pwsh.exe' } } as const;
    expect(forConnection({ transport: 'bridge' }, own)).toEqual({ transport: 'wsman', executable: 'C:\\pwsh.exe' });
    expect(forConnection({ transport: 'bridge', executable: 'pwsh' }, connection)).toEqual({
      transport: 'bridge',
      executable: 'pwsh',
    });
  });

  it('says which PowerShell of Windows is looked for first', () => {
    expect(candidatesOn('win32', 'wsman')).toEqual(['powershell.exe', 'pwsh.exe']);
    expect(candidatesOn('win32', 'bridge')).toEqual(['pwsh.exe', 'powershell.exe']);
  });
});
