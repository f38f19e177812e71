import { expect, it } from 'vitest';
import { engineKindOf } from '../../source/app/deps.ts';
import { sandboxConnections } from '../../source/app/offered-connections.ts';

it('the sandbox has our own engine wherever another is the usual one, unless the connection says otherwise', () => {
  const [offered] = sandboxConnections;
  const { sandboxServer: _, ...real } = offered!;
  const windows = { defaultEngine: 'powershell' } as const;
  expect(engineKindOf(offered!, windows)).toBe('native');
  expect(engineKindOf({ ...offered!, engine: 'powershell' }, windows)).toBe('powershell');
  expect(engineKindOf(real, windows)).toBe('powershell');
  expect(engineKindOf(real, { defaultEngine: 'native' })).toBe('native');
});
