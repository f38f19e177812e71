import { main } from '../../source/cli.ts';
import { Transcript } from '../../source/domain/index.ts';

/**
 * The program itself with the screen open, and one thing broken: a line that says "fall over" cannot be drawn. Its pipes
 * count as a terminal.
 */
const { line } = Transcript.prototype;
Transcript.prototype.line = function (number) {
  const found = line.call(this, number);
  if (found?.text.trim() === 'fall over') throw new Error('This line cannot be drawn.');
  return found;
};
Object.assign(process.stdin, { isTTY: true, setRawMode: () => process.stdin });
Object.assign(process.stdout, { isTTY: true, columns: 80, rows: 24 });
await main([]);
