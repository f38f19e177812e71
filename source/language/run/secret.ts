import { Live } from './value.ts';

/**
 * A SecureString of this session: its text as UTF-16LE, in memory and nowhere else. What needs it takes it from here and leaves
 * no copy behind; it becomes text only where a script asks for that.
 */
export class LiveSecret extends Live {
  readonly typeName = 'System.Security.SecureString';
  readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    super();
    this.bytes = bytes;
  }

  /** In UTF-16 code units. */
  get length(): number {
    return this.bytes.length / 2;
  }

  dispose(): void {
    this.bytes.fill(0);
  }
}
