import { OutOfProcError } from './error.ts';
import { decodePacket, type Packet } from './packet.ts';

/** What PowerShell starts a line with when its side of the transport has failed. */
const errorMark = /^__[A-Za-z]+Error__:/;
const lineFeed = 10;
/** PowerShell sends a fragment of 32 KB a packet; base64 and the tag make that 44 KB. */
const defaultLimit = 4 * 1024 * 1024;

/** Cuts a stream into lines and those into packets. Throws OutOfProcError; the stream is of no use then. */
export class PacketReader {
  private readonly limit: number;
  /** What has come and is not looked at yet, the first of it from `at` on. */
  private readonly incoming: Uint8Array[] = [];
  private at = 0;
  /** The line so far, joined when it is whole. */
  private parts: Uint8Array[] = [];
  private size = 0;

  /** `limit`: bytes of one line. */
  constructor(limit: number = defaultLimit) {
    this.limit = limit;
  }

  /** The bytes must stay as they are until `next` has given all packets that they complete. */
  receive(bytes: Uint8Array): void {
    this.incoming.push(bytes);
  }

  /** The next packet, undefined until more has come. */
  next(): Packet | undefined {
    for (let bytes = this.incoming[0]; bytes; bytes = this.incoming[0]) {
      const end = bytes.indexOf(lineFeed, this.at);
      const part = bytes.subarray(this.at, end < 0 ? bytes.length : end);
      this.size += part.length;
      if (this.size > this.limit) throw new OutOfProcError(`A line is longer than ${this.limit} bytes.`);
      // What is kept must not be a window on a buffer that the caller uses again.
      if (part.length > 0) this.parts.push(end < 0 ? new Uint8Array(part) : part);
      this.at = end + 1;
      if (end < 0) this.incoming.shift();
      else return decodePacket(this.takeLine());
    }
    return undefined;
  }

  /** To be called at the stream's end: a line that was cut off is an error. */
  end(): void {
    if (this.size > 0) throw new OutOfProcError('The stream ended inside a packet.');
  }

  private takeLine(): string {
    const text = Buffer.concat(this.parts).toString('latin1').replace(/\r$/, '');
    this.parts = [];
    this.size = 0;
    const mark = errorMark.exec(text);
    if (!mark) return text;
    const reported = Buffer.from(text.slice(mark[0].length), 'latin1').toString('utf8').trim().slice(0, 500);
    throw new OutOfProcError(`PowerShell reports an error of its transport: ${reported}`, true);
  }
}
