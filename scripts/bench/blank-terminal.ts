import { Writable } from 'node:stream';

/** A terminal that takes everything and draws nothing: what is measured on it is ours alone. */
export class BlankTerminal extends Writable {
  readonly isTTY = true;
  readonly columns: number;
  readonly rows: number;
  /** Told of everything that is written. */
  onText: (text: string) => void = () => {};

  constructor(columns: number, rows: number) {
    super({ decodeStrings: false });
    this.columns = columns;
    this.rows = rows;
  }

  override _write(chunk: string | Uint8Array, _encoding: BufferEncoding, done: () => void): void {
    this.onText(typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString());
    done();
  }
}
