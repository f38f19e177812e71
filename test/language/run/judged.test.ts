import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Environment } from '../../../source/language/index.ts';
import { type Answer, describeWithWholePowerShell, type WholePowerShell } from '../../peers/powershell/evaluator.ts';
import { canonicalOf, sorted } from '../canonical.ts';
import { differences } from './differences.ts';
import { runIn } from './lab.ts';

const folder = new URL('./cases/', import.meta.url);

/** The texts of a file of cases: one a line; a line that begins with # says what follows, ⏎ stands for a line's end. */
const textsOf = (name: string) =>
  readFileSync(new URL(name, folder), 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('#'))
    .map((line) => line.replaceAll('⏎', '\n'));

const names = readdirSync(folder).filter((name) => name.endsWith('.txt'));

const patience = 300_000;

/** Values with their types, what was said, the errors with their ids. */
const ofTheirs = ({ output, streams, error }: Answer) => ({
  output: output.map(sorted),
  said: [
    ...streams
      .filter(([stream]) => stream !== 'progress')
      .map(([stream, text, record]) =>
        record ? `${record.id}: ${record.message}` : `${stream === 'information' ? 'host' : stream}: ${text}`,
      ),
    ...(error ? [`${error.id}: ${error.message}`] : []),
  ].toSorted(),
});

async function ofOurs(text: string) {
  const ran = await runIn(new Environment({ processId: 1 }).interpreter, text);
  return {
    output: ran.values.map((value) => sorted(canonicalOf(value))),
    said: [
      ...ran.said.map((words) => words.replace(/^information:/, 'host:')),
      ...ran.records.map(({ id, message }) => `${id}: ${message}`),
    ].toSorted(),
  };
}

describeWithWholePowerShell('statements and functions, judged by PowerShell', (start) => {
  let whole: WholePowerShell;
  beforeAll(() => {
    whole = start();
  });
  afterAll(() => whole.close());

  it.each(names)(
    '%s',
    async (name) => {
      const texts = textsOf(name);
      const answers = await whole.evaluate(texts);
      const found: unknown[] = [];
      const same: string[] = [];
      for (const [index, text] of texts.entries()) {
        const [theirs, ours] = [ofTheirs(answers[index]!), await ofOurs(text)];
        const isSame = JSON.stringify(theirs) === JSON.stringify(ours);
        if (differences.has(text)) {
          if (isSame) same.push(text);
        } else if (!isSame) found.push({ text, theirs, ours });
      }
      expect(found).toEqual([]);
      expect(same, 'differences that are none').toEqual([]);
    },
    patience,
  );
});
