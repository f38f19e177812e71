import { Writable } from 'node:stream';
import { Terminal } from '@xterm/headless';

/** A terminal to draw on: an emulator behind a stream. A write is done when the emulator has drawn it. */
export class TerminalStream extends Writable {
  readonly isTTY = true;
  columns: number;
  rows: number;
  readonly emulator: Terminal;
  /** Every byte written, as text. */
  log = '';

  constructor(columns: number, rows: number) {
    super({ decodeStrings: false });
    this.columns = columns;
    this.rows = rows;
    this.emulator = new Terminal({ cols: columns, rows, allowProposedApi: true, scrollback: 0, convertEol: true });
  }

  override _write(chunk: string | Uint8Array, _encoding: BufferEncoding, done: () => void): void {
    const text = typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString();
    this.log += text;
    this.emulator.write(text, done);
  }

  resize(columns: number, rows: number): void {
    this.columns = columns;
    this.rows = rows;
    this.emulator.resize(columns, rows);
    this.emit('resize');
  }

  /** What a person sees, a row a line, without the blanks at the ends. */
  text(): string {
    const { active } = this.emulator.buffer;
    return Array.from(
      { length: this.rows },
      (_, y) => active.getLine(active.baseY + y)?.translateToString(true) ?? '',
    ).join('\n');
  }

  get cursor(): { readonly x: number; readonly y: number } {
    const { cursorX, cursorY } = this.emulator.buffer.active;
    return { x: cursorX, y: cursorY };
  }

  get isAlternate(): boolean {
    return this.emulator.buffer.active.type === 'alternate';
  }
}
