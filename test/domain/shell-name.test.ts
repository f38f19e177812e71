import { describe, expect, it } from 'vitest';
import { shellNameOf, shellOwnerOf } from '../../source/domain/index.ts';

describe("a shell's name", () => {
  it('tells which exterm opened it', () => {
    for (const owner of [
      { host: 'console2', pid: 4711 },
      { host: 'CONSOLE-2.contoso.com', pid: 1 },
    ]) {
      expect(shellOwnerOf(shellNameOf(owner))).toEqual(owner);
    }
    expect(shellNameOf({ host: 'my computer', pid: 3 })).toBe('exterm my-computer 3');
    expect(shellOwnerOf(shellNameOf({ host: '', pid: 3 }))).toEqual({ host: 'somewhere', pid: 3 });
    expect(shellOwnerOf(shellNameOf({ host: 'x'.repeat(1_000), pid: 3 }))?.pid).toBe(3);
  });

  it('of another program tells nothing', () => {
    for (const name of [
      undefined,
      '',
      'Session1',
      'exterm',
      'exterm console2',
      'exterm console2 4711 x',
      'Runspace1',
    ]) {
      expect(shellOwnerOf(name)).toBeUndefined();
    }
  });
});
