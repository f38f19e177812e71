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

  it('finds what was probably meant where nothing fits as it was typed', () => {
    const titles = [
      'Connect',
      'Disconnect: remove the session from the server',
      'Reconnect: a new session in place of this one',
      'Search the transcript',
      'Change the settings: colours, mouse, bell and more',
    ];
    const found = (query: string) => filterBy(titles, query, (title) => title);
    expect(found('disconect')).toEqual([titles[1]]);
    expect(found('recnonect')).toEqual([titles[2]]);
    expect(found('conect')).toEqual([titles[0]]);
    expect(found('trasncript')).toEqual([titles[3]]);
    expect(found('mosue bell')).toEqual([titles[4]]);
    expect(found('seesion')).toEqual([titles[1], titles[2]]);
    for (const query of ['xyz', 'qqqqqqqq', 'ssh', 'mouse zzzz']) expect(found(query), query).toEqual([]);
  });

  it('keeps all in order for an empty query', () => {
    expect(filterBy(['b', 'a'], ' ', (item) => item)).toEqual(['b', 'a']);
  });
});
