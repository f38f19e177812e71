import { expect, it } from 'vitest';
import { createWriter } from '../../source/format/index.ts';
import { psObject } from '../../source/objects/index.ts';
import { TerminalStream } from '../support/terminal-stream.ts';

const names = [
  'Adele Vance',
  'Team 🇩🇪 Berlin',
  '👩‍💻 developers 👍🏽',
  '❤️ 1️⃣ ✅ 😀',
  '日本語の名前',
  'Ame\u0301lie Mu\u0308ller',
  '\u1112\u1161\u11ab\u1100 한글',
  'क्षि ก็ กำ',
  '\u0301\u0301 a\u200db\u202ec\td',
  `Z${'\u0335'.repeat(120)}algo`,
];
const rows = names.map((Name, index) => psObject({ Name, End: `E${index}` }));

function lines(width: number): readonly string[] {
  const out: string[] = [];
  const writer = createWriter({ width, view: { shape: 'table' }, emit: (line) => out.push(line) });
  for (const row of rows) writer.write(row);
  writer.end();
  return out;
}

/** The cell of each `E` that stands where the second column should. */
const places = (shown: readonly string[], terminal: TerminalStream) => {
  const { active } = terminal.emulator.buffer;
  return shown.map((_, y) => {
    const line = active.getLine(y)!;
    return Array.from({ length: terminal.columns }, (_, x) => line.getCell(x)?.getChars()).indexOf('E');
  });
};

it.each([80, 16])('columns stand below one another on a terminal, whatever is in them (%d cells)', async (width) => {
  const terminal = new TerminalStream(width, 24);
  const shown = lines(width);
  await new Promise<void>((resolve) => terminal.write(shown.join('\r\n'), () => resolve()));
  const [heading, , ...cells] = places(shown, terminal);
  expect(cells).toEqual(names.map(() => heading));
});
