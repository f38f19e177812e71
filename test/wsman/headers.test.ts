import { describe, expect, it } from 'vitest';
import {
  configurationResourceUri,
  optionValue,
  selectorValue,
  shellSelector,
  uuidUri,
} from '../../source/wsman/index.ts';

describe('header values', () => {
  it('are found by name in any case', () => {
    expect(selectorValue(shellSelector('0A1B'), 'shellid')).toBe('0A1B');
    expect(optionValue([{ name: 'protocolversion', value: '2.3' }], 'ProtocolVersion')).toBe('2.3');
    expect(selectorValue(undefined, 'ShellId')).toBeUndefined();
  });

  it('are written as PowerShell writes them', () => {
    expect(uuidUri('a3d5e1b0-0000-4000-8000-00000000000f')).toBe('uuid:A3D5E1B0-0000-4000-8000-00000000000F');
    expect(configurationResourceUri('Microsoft.Exchange')).toBe(
      'http://schemas.microsoft.com/powershell/Microsoft.Exchange',
    );
  });
});
