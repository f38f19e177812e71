import { afterAll, describe, expect, it } from 'vitest';
import { countSegmenters } from '../support/counted-segmenter.ts';

const segmenters = countSegmenters();
const { graphemes, truncate, widthOf, wrap } = await import('../../source/text/width.ts');
afterAll(segmenters.restore);

describe('the characters of a text', () => {
  it('need no segmenter to be counted, cut and wrapped', () => {
    for (const text of ['Müller', '日本語', '👩‍💻 🇩🇪', 'e\u0301', 'क्षि', '한\u1112\u1161']) {
      expect(widthOf(truncate(text, 2))).toBeLessThanOrEqual(2);
      expect(wrap(text, 4, 'words').length).toBeGreaterThan(0);
    }
    expect(graphemes('Get-Mailbox Müller │')).toHaveLength(20);
    expect(segmenters.made).toBe(0);
  });

  it('are what a person takes for one, with the cells that each takes when it is shown', () => {
    expect(graphemes('e\u0301日👩‍💻🇩🇪')).toEqual([
      { text: 'e\u0301', index: 0, width: 1 },
      { text: '日', index: 2, width: 2 },
      { text: '👩‍💻', index: 3, width: 1 },
      { text: '🇩🇪', index: 8, width: 1 },
    ]);
    expect(graphemes('日')).toHaveLength(1);
    expect(segmenters.made).toBe(1);
  });
});
