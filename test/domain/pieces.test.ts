import { describe, expect, it } from 'vitest';
import {
  connectionNameProblem,
  countdownLevel,
  countdownText,
  importFraction,
  importTimeLeft,
  remaining,
  Secret,
  serverProblem,
  startImport,
  urlProblem,
} from '../../source/domain/index.ts';

describe('a countdown', () => {
  it('counts from the last traffic and never below nothing', () => {
    expect(remaining({ idleTimeout: 900_000, lastActivity: 1_000 }, 61_000)).toBe(840_000);
    expect(remaining({ idleTimeout: 900_000, lastActivity: 0 }, 2_000_000)).toBe(0);
    expect(remaining({ lastActivity: 0 }, 5)).toBeUndefined();
  });

  it('shows minutes and seconds, hours where there are any, and 00:00 only at the end', () => {
    expect([undefined, 0, 1, 872_000, 3_725_000].map(countdownText)).toEqual([
      '--:--',
      '00:00',
      '00:01',
      '14:32',
      '1:02:05',
    ]);
  });

  it('grows urgent at five, two and one minute', () => {
    const levels = [undefined, 300_001, 300_000, 120_000, 60_000, 0].map(countdownLevel);
    expect(levels).toEqual(['calm', 'calm', 'soon', 'urgent', 'critical', 'expired']);
  });
});

describe('the progress of an import', () => {
  it('tells the share and the time left once there is something to go by', () => {
    const start = startImport(1_000);
    expect(importTimeLeft(start, 2_000)).toBeUndefined();
    const quarter = { ...start, received: 211, total: 844 };
    expect(importFraction(quarter)).toBeCloseTo(0.25);
    expect(importTimeLeft(quarter, 3_000)).toBe(6_000);
    expect(importFraction({ ...start, total: 0 })).toBe(1);
  });

  it('goes by an estimate of the share where nobody has counted, and promises no time then', () => {
    const estimated = { ...startImport(1_000), received: 211, share: 0.4 };
    expect(importFraction(estimated)).toBe(0.4);
    expect(importTimeLeft(estimated, 3_000)).toBeUndefined();
    expect(importFraction({ ...estimated, total: 422 })).toBe(0.5);
  });
});

describe('a secret', () => {
  it('shows itself nowhere, and is zeroed when it is wiped', () => {
    const bytes = new TextEncoder().encode('geheim');
    const secret = new Secret(bytes);
    expect(`${secret} ${JSON.stringify({ secret })}`).not.toContain('geheim');
    const copy = secret.clone();
    secret.wipe();
    expect([...bytes]).toEqual([0, 0, 0, 0, 0, 0]);
    expect(() => secret.use(() => 1)).toThrow('wiped');
    expect(copy.use((kept) => new TextDecoder().decode(kept))).toBe('geheim');
  });
});

describe('what is typed into a connection', () => {
  it('is refused with its reason', () => {
    expect(['', '-x', 'a b', 'x'.repeat(41)].map(connectionNameProblem)).not.toContain(undefined);
    expect(['ex01', 'Größe-1', 'dr.01_b'].map(connectionNameProblem)).toEqual([undefined, undefined, undefined]);
    expect(urlProblem('ftp://x')).toContain('http');
    expect(urlProblem('http://a:b@x/')).toContain('asks for them');
    expect(serverProblem('http://x')).toContain('--url');
    expect(serverProblem('ex01.contoso.com')).toBeUndefined();
  });
});
