import { mkdirSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { LocalPorts } from '../../../source/engine/native/repl/session-ports.ts';
import { localCommands } from '../../../source/language/commands/index.ts';
import { problemsOf } from '../../../source/language/index.ts';
import { semantics } from '../../../source/language/types/index.ts';
import { describeWithWholePowerShell, type WholePowerShell } from '../../peers/powershell/evaluator.ts';
import { removeFolder } from '../../support/remove-folder.ts';
import { shown, shownOf } from '../commands/answers.ts';
import { runText } from '../commands/lab.ts';
import { differences } from './differences.ts';
import { withStubs } from './stubs.ts';

const kinds = ['examples', 'procedures', 'scripts', 'collections'] as const;
const width = 100;

/** The lines of a kind; ⏎ stands for a line's end. */
const linesOf = (kind: string) =>
  readFileSync(join(import.meta.dirname, `${kind}.txt`), 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('#'))
    .map((line) => line.replaceAll('⏎', '\n'));

const names = new Set(
  localCommands.flatMap(({ name, aliases = [] }) => [name, ...aliases]).map((name) => name.toLowerCase()),
);
const isLocal = (name: string) => names.has(name.toLowerCase());

const { clixml } = new LocalPorts(semantics).ports;
const ports = clixml ? { clixml } : {};

const isUnderstood = (line: string) => problemsOf(line).length === 0;

it('of the lines of each kind so many are understood, and so many refused', () => {
  const figures = kinds.map((kind) => {
    const lines = linesOf(kind);
    const understood = lines.filter(isUnderstood).length;
    return { kind, lines: lines.length, understood, refused: lines.length - understood };
  });
  for (const { kind, lines, understood, refused } of figures)
    process.stdout.write(`${kind}: ${lines} lines, ${understood} understood, ${refused} refused\n`);
  expect(figures).toEqual([
    { kind: 'examples', lines: 35, understood: 35, refused: 0 },
    { kind: 'procedures', lines: 39, understood: 33, refused: 6 },
    { kind: 'scripts', lines: 45, understood: 39, refused: 6 },
    { kind: 'collections', lines: 50, understood: 43, refused: 7 },
  ]);
});

describeWithWholePowerShell('what is understood of them', (start) => {
  let whole: WholePowerShell;
  let place: string;
  beforeAll(() => {
    whole = start();
    place = mkdtempSync(join(tmpdir(), 'exterm-figures-'));
  });
  afterAll(async () => {
    await whole.close();
    removeFolder(place);
  });

  const emptied = () => {
    const location = join(place, 'figures');
    removeFolder(location);
    mkdirSync(location);
    return location;
  };

  it.each(kinds)('does what PowerShell does: %s', async (kind) => {
    const lines = linesOf(kind).filter(isUnderstood);
    const texts = lines.map((line) => withStubs(line, isLocal));
    const theirs = await whole.evaluate(texts, { location: emptied(), width });
    const location = emptied();
    const wrong: unknown[] = [];
    for (const [index, line] of lines.entries()) {
      const [ours, expected] = [
        shown(await runText(texts[index]!, { location, width, ports })),
        shownOf(theirs[index]!),
      ];
      const isSame = JSON.stringify(ours) === JSON.stringify(expected);
      if (isSame === differences.has(line)) wrong.push({ line, ours, expected });
    }
    const meant = lines.filter((line) => differences.has(line)).length;
    process.stdout.write(`${kind}: ${lines.length} judged, ${wrong.length} wrong, ${meant} otherwise on purpose\n`);
    expect(wrong).toEqual([]);
  });
});
