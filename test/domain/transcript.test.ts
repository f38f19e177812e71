import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Transcript, type TranscriptLine, Transcripts } from '../../source/domain/index.ts';

const output = (text: string): TranscriptLine => ({ kind: 'output', text });

function kept(transcript: Transcript): readonly string[] {
  const texts: string[] = [];
  for (let n = transcript.start; n < transcript.end; n++) texts.push(transcript.line(n)!.text);
  return texts;
}

const word = (megabytes: string) =>
  `Older lines were dropped: the transcripts of all sessions together keep ${megabytes} MB.`;

describe('transcripts', () => {
  it('hold no more than their bytes, and keep the numbers of their lines', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(2), fc.integer({ min: 0, max: 300 }), fc.nat(200)), { maxLength: 40 }),
        (additions) => {
          const limit = 200_000;
          const all = new Transcripts(limit);
          const each = [0, 1, 2].map(() => ({ transcript: new Transcript(all), texts: [] as string[] }));
          let count = 0;
          for (const [which, size, length] of additions) {
            const { transcript, texts } = each[which]!;
            const added = Array.from({ length: size }, () => `${count++} ${'x'.repeat(length)}`);
            texts.push(...added);
            transcript.append(added.map(output));
          }
          expect(all.bytes).toBeLessThanOrEqual(limit + 64 * 1024);
          for (const { transcript, texts } of each) {
            const shown = kept(transcript);
            const dropped = texts.length - shown.length + (shown[0] === word('0.2') ? 1 : 0);
            expect(transcript.end).toBe(texts.length);
            expect(shown).toEqual(dropped === 0 ? texts : [word('0.2'), ...texts.slice(dropped)]);
          }
        },
      ),
    );
  });

  it('drop what is oldest, whichever session it is of', () => {
    const all = new Transcripts(100_000);
    const each = [0, 1, 2].map(() => new Transcript(all));
    for (const [batch, which] of [0, 1, 1, 2, 0, 2, 1, 0].entries()) {
      each[which]!.append(Array.from({ length: 256 }, () => output(`${batch}`)));
    }
    expect(each.map((one) => [...new Set(kept(one).slice(1))])).toEqual([['4', '7'], ['6'], ['3', '5']]);
  });

  it('give up a quiet session’s old lines for a flood on another one, and say so in both', () => {
    const all = new Transcripts(1024 * 1024);
    const [quiet, flooded] = [new Transcript(all), new Transcript(all)];
    quiet.append([output('typed an hour ago')]);
    for (let n = 0; n < 200; n++) flooded.append(Array.from({ length: 100 }, (_, i) => output(`line ${100 * n + i}`)));
    expect(kept(quiet)).toEqual([word('1')]);
    expect(quiet.end).toBe(1);
    expect(kept(flooded)[0]).toBe(word('1'));
    expect(kept(flooded).at(-1)).toBe('line 19999');
    quiet.append([output('typed just now')]);
    flooded.append(Array.from({ length: 5_000 }, (_, i) => output(`more ${i}`)));
    expect(kept(quiet)).toEqual([word('1'), 'typed just now']);
  });

  it('have room again when one is cleared, and nothing to say about what the user cleared', () => {
    const all = new Transcripts(100_000);
    const [one, other] = [new Transcript(all), new Transcript(all)];
    other.append([output('stays')]);
    for (let n = 0; n < 1000; n++) one.append([output('x'.repeat(100))]);
    one.clear();
    expect([one.start, one.end, kept(one)]).toEqual([1000, 1000, []]);
    one.append([output('new')]);
    expect([kept(one), all.bytes]).toEqual([['new'], expect.any(Number)]);
    expect(all.bytes).toBeLessThan(200);
  });

  it('cut a line that no screen shows whole, and count texts that are not ASCII by two bytes a character', () => {
    const all = new Transcripts();
    const transcript = new Transcript(all);
    transcript.append([output('x'.repeat(5_000_000))]);
    expect(transcript.line(0)!.text).toHaveLength(1_000_001);
    transcript.clear();
    transcript.append([output('ж'.repeat(1000))]);
    expect(transcript.line(1)!.text).toBe('ж'.repeat(1000));
    expect(all.bytes).toBeGreaterThan(2000);
  });

  it('keep no more of a message in memory than the line that was cut out of it', () => {
    const all = new Transcripts();
    const transcript = new Transcript(all);
    const before = heap();
    for (let n = 0; n < 500; n++) {
      const message = `${n}`.padEnd(100_000, 'the server said much more than is shown here');
      transcript.append([output(message.slice(1, 60))]);
    }
    expect(heap() - before).toBeLessThan(10_000_000);
    expect(transcript.end).toBe(500);
  });
});

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

function heap(): number {
  collect();
  return process.memoryUsage().heapUsed;
}

describe('the end of a transcript', () => {
  it('is given to other lines, whose bytes alone count then', () => {
    const all = new Transcripts();
    const transcript = new Transcript(all);
    const lineOf = (n: number) => output(`line ${n} ${n % 3 === 0 ? 'ä' : '山'}`);
    const upTo = (from: number, end: number) => Array.from({ length: end - from }, (_, n) => lineOf(from + n));
    transcript.append(upTo(0, 1000));
    const { bytes } = all;
    transcript.replaceEnd(300, upTo(5000, 5010));
    expect([transcript.start, transcript.end]).toEqual([0, 310]);
    expect(kept(transcript)).toEqual([...upTo(0, 300), ...upTo(5000, 5010)].map(({ text }) => text));
    expect(transcript.line(310)).toBeUndefined();
    transcript.replaceEnd(300, upTo(300, 1000));
    expect(all.bytes).toBe(bytes);
    transcript.replaceEnd(0, []);
    expect([all.bytes, transcript.end]).toEqual([0, 0]);
    const { version } = transcript;
    transcript.replaceEnd(5, upTo(0, 1));
    expect([transcript.end, transcript.version]).toEqual([0, version]);
  });
});
