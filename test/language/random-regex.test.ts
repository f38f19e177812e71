import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeWithWholePowerShell, type WholePowerShell } from '../peers/powershell/evaluator.ts';
import { howMany, seed } from '../support/seed.ts';
import { canonicalOf, sorted } from './canonical.ts';
import { evaluateText } from './evaluate.ts';

const atom = fc.constantFrom('a', 'b', 'A', '.', '[ab]', '[^a]', '[a-c-[b]]', '\\w', '\\d', 'c', '1', '\\b', '^', '$');
const sign = fc.constantFrom('', '', '', '*', '+', '?', '+?', '{1,2}', '*?');

/** Patterns of few letters, so that they often fit. */
const { pattern } = fc.letrec<{ pattern: string; sequence: string; piece: string; group: string }>((tie) => ({
  pattern: fc
    .tuple(fc.constantFrom('', '', '(?i)', '(?n)', '(?s)'), tie('sequence'), fc.constantFrom('', '', '|b', '|(?i)A'))
    .map((parts) => parts.join('')),
  sequence: fc.array(tie('piece'), { minLength: 1, maxLength: 4 }).map((pieces) => pieces.join('')),
  piece: fc.oneof(
    { weight: 5, arbitrary: fc.tuple(atom, sign).map(([one, many]) => (/^[\^$]|\\b/.test(one) ? one : one + many)) },
    { weight: 2, arbitrary: tie('group') },
    { weight: 1, arbitrary: fc.constantFrom('(?i)', '(?-i)', '\\1', '\\k<n>', '\\2') },
  ),
  // Repeated is only what takes something and keeps nothing: else JavaScript's rounds are others than .NET's.
  group: fc.oneof(
    fc
      .tuple(
        fc.constantFrom('(', '(', '(?:', '(?<n>', '(?>', '(?=', '(?!', '(?<=', '(?<!', '(?i:', '(?-i:'),
        tie('sequence'),
        fc.constantFrom('', '', '|c'),
      )
      .map(([open, inner, other]) => `${open}${inner}${other})`),
    fc
      .tuple(fc.constantFrom('(?:a', '(?>b', '(?i:a'), fc.array(atom, { maxLength: 2 }), sign)
      .map(([open, inner, many]) => `${open}${inner.join('')})${many}`),
  ),
}));
const text = fc.string({ unit: fc.constantFrom(...'aabbABc1 '), maxLength: 8 });
const count = howMany(800, 6_000);

const written = ([regex, given]: readonly [string, string], engine = 'None') =>
  `foreach ($m in [regex]::Matches('${given}', '${regex}', '${engine}')) { "$($m.Index) $(foreach ($g in $m.Groups) { "$($g.Success):$($g.Value)" })" }`;

/** What JavaScript has no way to say, and what is bounded, is refused by name: nothing to compare. */
const refused = /is not understood here|is too long|took too long|looked too long/;

describeWithWholePowerShell('random regular expressions', (start) => {
  let whole: WholePowerShell;
  beforeAll(() => {
    whole = start();
  });
  afterAll(() => whole.close());

  it('find what they find in PowerShell, or are refused', async () => {
    const samples = fc.sample(fc.tuple(pattern, text), { numRuns: count, seed });
    const theirsOf = async (texts: readonly string[]) =>
      (await whole.evaluate(texts, { quick: true })).map((answer) =>
        answer.error ? 'an error' : answer.output.map(sorted),
      );
    const found: unknown[] = [];
    let judged = 0;
    for (let at = 0; at < samples.length; at += 250) {
      const part = samples.slice(at, at + 250);
      const answers = await theirsOf(part.map((sample) => written(sample)));
      for (const [index, sample] of part.entries()) {
        const one = written(sample);
        const theirs = answers[index]!;
        const ours = await evaluateText(one);
        if (ours.error && refused.test(ours.error.message)) continue;
        judged++;
        const mine = ours.error ? 'an error' : ours.output.map((value) => sorted(canonicalOf(value)));
        if (JSON.stringify(theirs) === JSON.stringify(mine)) continue;
        // .NET's usual engine finds nothing where `[^ab]+` stands before `\b`; its other one does not err there.
        const [other] = await theirsOf([written(sample, 'NonBacktracking')]);
        if (JSON.stringify(other) !== JSON.stringify(mine))
          found.push({ text: one, theirs, mine, said: ours.error?.message });
      }
    }
    expect(found.slice(0, 20)).toEqual([]);
    expect(judged).toBeGreaterThan(count / 2);
  }, 600_000);
});
