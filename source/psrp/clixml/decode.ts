import type { PsValue } from '../../objects/index.ts';
import { type ClixmlLimits, defaultClixmlLimits } from './limits.ts';
import { ValueReader } from './reader.ts';

/**
 * Decodes CLIXML messages (MS-PSRP 2.2.5), and remembers the shapes of the objects between them: keep one for a stream.
 *
 * Strict where XML and CLIXML are: no comments, CDATA, DTD or processing instructions, no element or attribute that
 * CLIXML does not have, no value its type cannot hold. Property names keep their spelling and order, repeated ones too.
 * An object may be repeated by reference; a reference to an object from inside that object, or one that would repeat too
 * much, gives an object with its type names and text and no properties: a value never contains itself, and is never much
 * larger than its message. Strings may be slices of the message, and keep it in memory while they live; a primitive that
 * is the same in object after object is one value that they share, but bytes never are.
 */
export class ClixmlDecoder {
  private readonly reader: ValueReader;

  constructor(limits: Partial<ClixmlLimits> = {}) {
    this.reader = new ValueReader({ ...defaultClixmlLimits, ...limits });
  }

  /** One value without a root element, as a PSRP message carries it: UTF-8 with or without a byte order mark, or text. Throws ClixmlError. */
  decode(data: Uint8Array | string): PsValue {
    const { reader } = this;
    try {
      reader.begin(data);
      const value = reader.value();
      reader.end();
      return value;
    } finally {
      reader.finish();
    }
  }

  /** All values of an `<Objs>` document, as PSSerializer and Export-Clixml write it. Throws ClixmlError. */
  decodeDocument(data: Uint8Array | string): readonly PsValue[] {
    const { reader } = this;
    try {
      reader.begin(data);
      const values = reader.values();
      reader.end();
      return values;
    } finally {
      reader.finish();
    }
  }
}

/** One value without a root element. Throws ClixmlError. For a stream of messages keep a ClixmlDecoder. */
export function decodeClixml(data: Uint8Array | string, limits?: Partial<ClixmlLimits>): PsValue {
  return new ClixmlDecoder(limits).decode(data);
}

/** The values of an `<Objs>` document. Throws ClixmlError. */
export function decodeClixmlDocument(data: Uint8Array | string, limits?: Partial<ClixmlLimits>): readonly PsValue[] {
  return new ClixmlDecoder(limits).decodeDocument(data);
}
