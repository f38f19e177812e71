import { describe, expect, it } from 'vitest';
import { stripWrappers } from '../../source/domain/failure-text.ts';
import { classify } from '../../source/domain/index.ts';

const long = 60_000;

// What reads such a text from each of its characters on takes many seconds for it.
describe('a failure that a server tells at length', () => {
  it.each(['\n', ' ', 'For more information ', '[a=', '[a=b, ', "'"])(
    'is classified as a short one is: %j …',
    (piece) => {
      const failure = classify({ layer: 'powershell', text: `No such luck.${piece.repeat(long / piece.length)}x` });
      expect(failure.original).toContain('No such luck.');
    },
  );

  it('names no more of another server than a name is long', () => {
    const location = `http://ex02/${"'".repeat(long)}x`;
    const facts = { layer: 'network', network: 'redirect', details: { location } } as const;
    expect(classify(facts).why.length).toBeLessThan(1000);
  });

  it('loses advice about help topics, blanks and all', () => {
    const text = 'No such luck. \n For more information, see the about_Remote_Troubleshooting Help topic.\n ';
    expect(stripWrappers(text).text).toBe('No such luck.');
  });
});
