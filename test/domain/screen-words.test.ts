import { describe, expect, it } from 'vitest';
import { allFields, classify, screenWords } from '../../source/domain/index.ts';
import { sightings } from './failure-sightings.ts';

describe('what to do next, on the screen', () => {
  it.each([
    ['Take it: exterm connections edit <name> --engine native.', 'Take it: F4, Engine: native.'],
    ['or allow it for this connection: --allow-ntlm.', 'or allow it for this connection: F4, NTLM.'],
    ['name that file in the connection (--ca-file). Then', 'name that file in the connection (F4, CA file). Then'],
    ['take the mark away: exterm connections edit ex01 --no-read-only', 'take the mark away: F4, Read-only: no'],
    ['take the permission back: --no-allow-ntlm.', 'take the permission back: F4, NTLM: no.'],
    ['edit: exterm connections edit <name> --redirect-host ex02:443; or', 'edit: F4, May redirect to: ex02:443; or'],
    [
      'exterm connections edit <name> --authentication <scheme>, or --engine <engine>.',
      'F4, Authentication, or F4, Engine.',
    ],
    ['Clean them up: `exterm clean --orphans`.', 'Clean them up: ^O.'],
    ['Remove it with exterm clean --id if you know better.', 'Remove it with Space and Enter if you know better.'],
    // What the form has not stays what the command line has.
    ['exterm connections edit <name> --transport bridge', 'exterm connections edit <name> --transport bridge'],
    ['Check the name, and that it runs.', 'Check the name, and that it runs.'],
  ])('%j is %j', (text, shown) => {
    expect(screenWords(text)).toBe(shown);
    expect(screenWords(shown)).toBe(shown);
  });

  it('has no option in it that the form has a field for, whatever has failed', () => {
    const inForm = allFields.flatMap(([, { option, form }]) => (option && form ? [option.split(' ')[0]!] : []));
    const named = Object.values(sightings)
      .flat()
      .map((sighting) => screenWords(classify(sighting as never).next));
    expect(named.length).toBeGreaterThan(30);
    for (const text of named) for (const option of inForm) expect(text).not.toContain(option);
  });

  it('has no name of the settings file in it', () => {
    const stored = allFields.map(([name]) => name).filter((name) => /[a-z][A-Z]/.test(name));
    const named = Object.values(sightings)
      .flat()
      .map((sighting) => classify(sighting as never));
    for (const { what, why, next } of named)
      for (const name of stored) expect(`${what} ${why} ${next}`).not.toContain(name);
  });
});
