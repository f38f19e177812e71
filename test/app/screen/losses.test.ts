import { describe, expect, it } from 'vitest';
import { allLosses, lossesOf } from '../../../source/app/screen/losses.ts';
import { freshSession } from '../../../source/app/screen/store.ts';

const session = (change: Partial<Parameters<typeof lossesOf>[0]>) => ({
  ...freshSession('ex01', 'native'),
  state: 'ready' as const,
  ...change,
});

describe('what ending a session takes away', () => {
  it('is nothing, and then nobody is asked', () => {
    expect(lossesOf(session({}))).toBe('');
    expect(allLosses({ sessions: { ex01: session({}) } })).toBe('');
  });

  it('is named: what runs, what waits, which variables', () => {
    expect(lossesOf(session({ state: 'busy' }))).toBe('A command is running: it is stopped.');
    expect(lossesOf(session({ queue: ['a'] }))).toBe('A line waits, and will not run.');
    expect(lossesOf(session({ variables: ['big'] }))).toBe('$big is lost.');
    expect(lossesOf(session({ queue: ['a', 'b'], variables: ['a', 'b', 'c', 'd', 'e', 'f'] }))).toBe(
      '2 lines wait, and will not run. $a, $b, $c, $d and 2 more variables are lost.',
    );
  });

  it('is told of each session on the way out', () => {
    const sessions = {
      ex01: session({ variables: ['x'] }),
      ex02: { ...session({ state: 'busy' }), connection: 'ex02' },
    };
    expect(allLosses({ sessions })).toBe('ex01: $x is lost. ex02: A command is running: it is stopped.');
  });
});
