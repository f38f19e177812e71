import { describe, expect, it } from 'vitest';
import { patiently } from '../../source/storage/patience.ts';

function failing(code: string, times: number) {
  let tries = 0;
  return () => {
    tries += 1;
    if (tries <= times) throw Object.assign(new Error(code), { code });
    return tries;
  };
}

const waiting = (platform: NodeJS.Platform = 'win32') => {
  const pauses: number[] = [];
  return { pauses, patience: { platform, pause: (milliseconds: number) => void pauses.push(milliseconds) } };
};

describe('a file that another program looks at', () => {
  it.each(['EPERM', 'EACCES', 'EBUSY'])('is tried again on Windows after %s', (code) => {
    const { pauses, patience } = waiting();
    expect(patiently(failing(code, 3), patience)).toBe(4);
    expect(pauses).toHaveLength(3);
  });

  it('is given up after a second', () => {
    const { pauses, patience } = waiting();
    expect(() => patiently(failing('EBUSY', 1000), patience)).toThrow('EBUSY');
    expect(pauses.reduce((sum, one) => sum + one, 0)).toBe(1000);
  });

  it.each([
    ['ENOENT', 'win32'],
    ['EPERM', 'linux'],
  ] as const)('is not meant by %s on %s', (code, platform) => {
    const { pauses, patience } = waiting(platform);
    expect(() => patiently(failing(code, 1), patience)).toThrow(code);
    expect(pauses).toEqual([]);
  });
});
