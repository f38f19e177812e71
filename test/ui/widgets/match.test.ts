import { describe, expect, it } from 'vitest';
import { filterBy, matchScore } from '../../../source/ui/widgets/match.ts';

describe('finding by a few letters', () => {
  it('finds by a part and by the beginnings of words', () => {
    for (const query of ['mailbox', 'get-m', 'gm', 'gmb', 'GMDB', 'get box']) {
      expect(matchScore(query, 'Get-MailboxDatabase copy boxes'), query).toBeDefined();
    }
  });

  it('finds nothing by accident', () => {
    expect(matchScore('scr', 'Close all sessions and quit; once more: without waiting')).toBeUndefined();
    expect(matchScore('xyz', 'Get-Mailbox')).toBeUndefined();
  });

  it('puts what has the text as it is before what has only its letters', () => {
    const found = filterBy(['Remove every connection', 'Reconnect'], 'rec', (item) => item);
    expect(found).toEqual(['Reconnect', 'Remove every connection']);
  });

  it('keeps all in order for an empty query', () => {
    expect(filterBy(['b', 'a'], ' ', (item) => item)).toEqual(['b', 'a']);
  });
});
