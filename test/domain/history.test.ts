import { describe, expect, it } from 'vitest';
import { ghostOf, type HistoryEntry, type HistoryWalk, historyOf, inOrder, walk } from '../../source/domain/index.ts';

const entry = (connection: string, line: string, change: Partial<HistoryEntry> = {}): HistoryEntry => ({
  id: `${connection} ${line}`,
  connection,
  line,
  ...change,
});
const entries = [
  entry('ex01', 'Get-Queue'),
  entry('ex02', 'Get-Mailbox mira'),
  entry('ex02', 'Get-Queue'),
  entry('ex01', 'Get-Mailbox'),
  entry('ex02', '$pw = "x"', { isHidden: true }),
  entry('ex02', 'get-mailbox ravi'),
];
const linesOf = (connection: string) => historyOf(entries, connection).map(({ line }) => line);

describe('the history of all connections', () => {
  it('is seen by each with its own lines first, the newest first, each once', () => {
    expect(linesOf('ex01')).toEqual(['Get-Mailbox', 'Get-Queue', 'get-mailbox ravi', 'Get-Mailbox mira']);
    expect(linesOf('ex02')).toEqual(['get-mailbox ravi', '$pw = "x"', 'Get-Queue', 'Get-Mailbox mira', 'Get-Mailbox']);
  });

  it('is in the order of time; what has none is oldest, in its own order', () => {
    const mixed = [entry('a', '3', { at: 3 }), entry('a', 'x'), entry('b', '2', { at: 2 }), entry('b', 'y')];
    expect(inOrder(mixed).map(({ line }) => line)).toEqual(['x', 'y', '2', '3']);
  });

  it('is walked by what was typed, back and forth to what was typed', () => {
    let at: HistoryWalk | undefined;
    let text = 'GET-m';
    const step = (by: -1 | 1) => {
      const walked = walk(entries, 'ex01', at, by, text);
      if (!walked) return undefined;
      at = walked.walk;
      text = walked.text;
      return text;
    };
    expect([step(-1), step(-1), step(-1), step(-1)]).toEqual([
      'Get-Mailbox',
      'get-mailbox ravi',
      'Get-Mailbox mira',
      undefined,
    ]);
    expect([step(1), step(1), step(1), step(1)]).toEqual(['get-mailbox ravi', 'Get-Mailbox', 'GET-m', undefined]);
    expect(at).toBeUndefined();
    text = 'nothing so';
    expect(step(-1)).toBeUndefined();
  });

  it('offers how the newest line goes on, an own one before another’s, and no hidden one', () => {
    expect(ghostOf(entries, 'ex01', 'get-m')).toBe('ailbox');
    expect(ghostOf(entries, 'ex01', 'get-mailbox')).toBe(' ravi');
    expect(ghostOf(entries, 'ex02', 'Get-Mailbox m')).toBe('ira');
    expect(ghostOf(entries, 'ex02', '$pw')).toBeUndefined();
    expect(ghostOf(entries, 'ex02', ' ')).toBeUndefined();
    expect(ghostOf(entries, 'ex02', 'Get-Queue')).toBeUndefined();
    expect(ghostOf([entry('ex01', 'Get-X |\n  y')], 'ex01', 'Get')).toBeUndefined();
  });
});
