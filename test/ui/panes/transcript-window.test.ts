import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Transcript, Transcripts } from '../../../source/domain/index.ts';
import { type Place, scrollBy, transcriptWindow } from '../../../source/ui/panes/transcript-window.ts';

function transcriptOf(texts: readonly string[]): Transcript {
  const transcript = new Transcript();
  transcript.append(texts.map((text) => ({ kind: 'output', text })));
  return transcript;
}

/** All rows at once, as the window's must be a part of. */
function allRows(texts: readonly string[], width: number): string[] {
  return texts.flatMap((text) => {
    const rows = [];
    for (let at = 0; at < Math.max(1, text.length); at += width) rows.push(text.slice(at, at + width));
    return rows;
  });
}

describe('the window on a transcript', () => {
  it('shows the end, wrapped, and follows it', () => {
    const transcript = transcriptOf(['first', 'second is long', 'third']);
    const shown = () => transcriptWindow(transcript, undefined, 8, 3).rows.map(({ text }) => text);
    expect(shown()).toEqual(['second i', 's long', 'third']);
    transcript.append([{ kind: 'output', text: 'fourth' }]);
    expect(shown()).toEqual(['s long', 'third', 'fourth']);
  });

  it('stays where it was scrolled to while lines come', () => {
    const transcript = transcriptOf(Array.from({ length: 50 }, (_, i) => `line ${i}`));
    const place = scrollBy(transcript, undefined, 20, 10, -15);
    const before = transcriptWindow(transcript, place, 20, 10);
    transcript.append([{ kind: 'output', text: 'more' }]);
    const after = transcriptWindow(transcript, place, 20, 10);
    expect(after.rows).toEqual(before.rows);
    expect([before.below, after.below]).toEqual([15, 16]);
  });

  it('shows the oldest line that is left when the scrolled-to one was dropped', () => {
    const transcript = transcriptOf(['a', 'b', 'c']);
    transcript.clear();
    transcript.append([{ kind: 'output', text: 'd' }]);
    expect(transcriptWindow(transcript, { line: 0, row: 0 }, 9, 3).rows.map(({ text }) => text)).toEqual(['d']);
  });

  it('begins with the word that older lines were dropped, and stays on the lines it was scrolled to until they go', () => {
    const transcript = new Transcript(new Transcripts(100_000));
    const more = (from: number) =>
      transcript.append(Array.from({ length: 256 }, (_, i) => ({ kind: 'output', text: `line ${from + i}` }) as const));
    for (let from = 0; from < 10 * 256; from += 256) more(from);
    const top = scrollBy(transcript, undefined, 40, 3, -1_000_000);
    const shown = () => transcriptWindow(transcript, top, 100, 3).rows.map(({ text }) => text);
    const word = 'Older lines were dropped: the transcripts of all sessions together keep 0.1 MB.';
    const first = transcript.start + 1;
    expect(shown()).toEqual([word, `line ${first}`, `line ${first + 1}`]);
    more(10 * 256);
    expect(shown()).toEqual([word, `line ${first + 256}`, `line ${first + 257}`]);
  });

  it('agrees with the whole text laid out, wherever it is scrolled', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: fc.constantFrom(...'ab c'), maxLength: 30 }), { maxLength: 20 }),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 8 }),
        fc.array(fc.integer({ min: -12, max: 12 }), { maxLength: 12 }),
        (texts, width, height, steps) => {
          const transcript = transcriptOf(texts);
          const rows = allRows(texts, width);
          const last = Math.max(0, rows.length - height);
          let top = last;
          let place: Place | undefined;
          for (const step of steps) {
            place = scrollBy(transcript, place, width, height, step);
            top = Math.max(0, Math.min(last, top + step));
            expect(transcriptWindow(transcript, place, width, height).rows.map(({ text }) => text)).toEqual(
              rows.slice(top, top + height),
            );
            expect(place === undefined).toBe(top === last);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it('touches only what it shows', () => {
    const transcript = transcriptOf(Array.from({ length: 100_000 }, (_, i) => `line ${i}`));
    let asked = 0;
    const line = transcript.line.bind(transcript);
    transcript.line = (number) => {
      asked += 1;
      return line(number);
    };
    transcriptWindow(transcript, undefined, 40, 20);
    scrollBy(transcript, undefined, 40, 20, -19);
    expect(asked).toBeLessThan(200);
  });
});
