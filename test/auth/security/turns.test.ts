import { describe, expect, it } from 'vitest';
import { SecurityError } from '../../../source/auth/security/error.ts';
import { Turns } from '../../../source/auth/security/turns.ts';

describe('turns', () => {
  it('are taken one after the other, whatever came of those before', async () => {
    const turns = new Turns();
    const done: string[] = [];
    const first = Promise.withResolvers<void>();
    const one = turns.take(async () => {
      await first.promise;
      done.push('one');
      throw new Error('one');
    });
    const two = turns.take(async () => void done.push('two'));
    await Promise.resolve();
    expect(done).toEqual([]);
    first.resolve();
    await expect(one).rejects.toThrow('one');
    await two;
    expect(done).toEqual(['one', 'two']);
  });

  it('end once, after what was taken, and are not given out any more', async () => {
    const turns = new Turns();
    const done: string[] = [];
    void turns.take(async () => void done.push('last'));
    const ends = [turns.end(() => void done.push('end')), turns.end(() => void done.push('again'))];
    await expect(turns.take(async () => 1)).rejects.toBeInstanceOf(SecurityError);
    await Promise.all(ends);
    expect(done).toEqual(['last', 'end']);
  });
});
