import { describe, expect, it } from 'vitest';
import { watchRequest } from '../../source/domain/index.ts';

describe('watch, typed in front of a line', () => {
  it.each([
    ['watch 10 Get-Queue', { seconds: 10, line: 'Get-Queue' }],
    ['WATCH 2m Get-Queue | Sort-Object Name', { seconds: 120, line: 'Get-Queue | Sort-Object Name' }],
    ['watch Get-Queue', { seconds: 10, line: 'Get-Queue' }],
    [' watch 30s sessions ', { seconds: 30, line: 'sessions' }],
    ['watch', expect.stringContaining('needs a line')],
    ['watch 10', expect.stringContaining('needs a line')],
    ['watch 0 Get-Queue', expect.stringContaining('every 1 to')],
    ['Get-Queue', undefined],
    ['watcher 1', undefined],
    ['watch-thing', undefined],
  ])('%s', (line, expected) => {
    expect(watchRequest(line)).toEqual(expected);
  });
});
