import { Defragmenter, decodeMessage, type Message, untilEmpty } from '../../../psrp/index.ts';

/** As much of one message as PowerShell itself takes. */
const largestMessage = 200 * 1024 * 1024;

/** Reads along in a stream of fragments that is passed on as it is. Throws PsrpError. */
export class MessageWatch {
  readonly #defragmenter = new Defragmenter(largestMessage);

  /** The messages that the bytes complete. */
  push(bytes: Uint8Array): Message[] {
    this.#defragmenter.receive(bytes);
    return [...untilEmpty(() => this.#defragmenter.next())].map(decodeMessage);
  }
}
