import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Answer, describeWithWholePowerShell, type WholePowerShell } from '../peers/powershell/evaluator.ts';
import { canonicalOf, sorted } from './canonical.ts';
import { differences } from './cases/differences.ts';
import { evaluateText } from './evaluate.ts';

const folder = new URL('./cases/', import.meta.url);

/** The texts of a file of cases: one a line; a line that begins with # says what follows. */
const textsOf = (name: string) =>
  readFileSync(new URL(name, folder), 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('#'));

const names = readdirSync(folder).filter((name) => name.endsWith('.txt'));

/** What counts of an answer: values with their types, or the error that ended it. */
const ofTheirs = ({ output, error }: Answer) =>
  error ? { error: error.id, message: error.message } : { output: output.map(sorted) };

async function ofOurs(text: string): Promise<unknown> {
  const { output, error } = await evaluateText(text);
  return error
    ? { error: error.id, message: error.message }
    : { output: output.map((value) => sorted(canonicalOf(value))) };
}

describeWithWholePowerShell('values and types, judged by PowerShell', (start) => {
  let whole: WholePowerShell;
  let judged = 0;
  const seen = new Set<string>();
  beforeAll(() => {
    whole = start();
  });
  afterAll(() => whole.close());

  it.each(names)('%s', async (name) => {
    const texts = textsOf(name);
    const answers = await whole.evaluate(texts, { quick: true });
    const found: unknown[] = [];
    const same: string[] = [];
    for (const [index, text] of texts.entries()) {
      const [theirs, ours] = [ofTheirs(answers[index]!), await ofOurs(text)];
      const isSame = JSON.stringify(theirs) === JSON.stringify(ours);
      if (differences.has(text)) {
        seen.add(text);
        if (isSame) same.push(text);
      } else if (!isSame) found.push({ text, theirs, ours });
    }
    judged += texts.length;
    expect(found).toEqual([]);
    // A difference that is none any more has to leave the list.
    expect(same).toEqual([]);
  });

  it('judged enough of them, and every difference on the list', () => {
    expect(judged).toBeGreaterThan(1_000);
    expect([...differences.keys()].filter((text) => !seen.has(text))).toEqual([]);
  });
});
