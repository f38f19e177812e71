/** What protects the bodies of a connection: it names the multipart's protocol (MS-WSMV 2.2.9.1). */
export type SealProtocol = 'Kerberos' | 'SPNEGO';

/** A sealed body as it travels: a token's header, and the encrypted data. */
export interface SealedParts {
  /** Content type of the plain text. */
  readonly contentType: string;
  /** Bytes of the plain text, padding included. */
  readonly plainLength: number;
  readonly header: Uint8Array;
  readonly data: Uint8Array;
}

/** A body that is not sealed as it should be: the text says why. */
export class MultipartError extends Error {
  constructor(text: string) {
    super(text);
    this.name = 'MultipartError';
  }
}

const boundary = 'Encrypted Boundary';
/** A delimiter, as Exchange writes it too: with a blank before the boundary's name. */
const delimiter = /^--[ \t]?Encrypted Boundary$/i;
const closings = ['', '\r\n'].flatMap((end) => ['--', '-- '].map((dashes) => `${dashes}${boundary}--${end}`));
const longestLine = 512;
const mostLines = 8;
const longestHeader = 256;

const protocolOf = (protocol: SealProtocol) => `application/HTTP-${protocol}-session-encrypted`;

/** Content type of sealed bodies. */
export function sealedContentType(protocol: SealProtocol): string {
  return `multipart/encrypted;protocol="${protocolOf(protocol)}";boundary="${boundary}"`;
}

/** Writes a sealed body (MS-WSMV 2.2.9.1.2). */
export function encodeSealed(
  protocol: SealProtocol,
  { contentType, plainLength, header, data }: SealedParts,
): Uint8Array {
  if (!/^[\x20-\x7e]{1,256}$/.test(contentType)) throw new MultipartError('The content type cannot be written');
  const length = Buffer.alloc(4);
  length.writeUInt32LE(header.length);
  const head = [
    `--${boundary}`,
    `\tContent-Type: ${protocolOf(protocol)}`,
    `\tOriginalContent: type=${contentType};Length=${plainLength}`,
    `--${boundary}`,
    '\tContent-Type: application/octet-stream',
    '',
  ].join('\r\n');
  return Buffer.concat([
    Buffer.from(head, 'latin1'),
    length,
    header,
    data,
    Buffer.from(`--${boundary}--\r\n`, 'latin1'),
  ]);
}

/** Whether a content type says that its body is sealed by that protocol. */
export function isSealed(protocol: SealProtocol, contentType: string): boolean {
  const [type = '', ...parameters] = contentType.slice(0, longestLine).split(';');
  if (type.trim().toLowerCase() !== 'multipart/encrypted') return false;
  return parameters.some((parameter) => {
    const [name = '', value = ''] = parameter.split('=');
    const bare = value.trim().replace(/^"(.*)"$/, '$1');
    return name.trim().toLowerCase() === 'protocol' && bare.toLowerCase() === protocolOf(protocol).toLowerCase();
  });
}

/** Reads a sealed body; the reverse of `encodeSealed`. Throws MultipartError. */
export function decodeSealed(protocol: SealProtocol, contentType: string, body: Uint8Array): SealedParts {
  if (!isSealed(protocol, contentType)) throw new MultipartError('The content type is not that of a sealed body');
  const reader = new LineReader(body);
  reader.expectDelimiter();
  const about = reader.fields();
  if (about.get('content-type')?.toLowerCase() !== protocolOf(protocol).toLowerCase()) {
    throw new MultipartError('The first part is not of the protocol that was agreed');
  }
  const original = /^type=(.{1,256});\s*Length=(\d{1,10})$/i.exec(about.get('originalcontent') ?? '');
  if (!original) throw new MultipartError('The first part does not say what is sealed');
  const type = reader.line();
  if (!/^\s*Content-Type:\s*application\/octet-stream\s*$/i.test(type)) {
    throw new MultipartError('The second part does not hold bytes');
  }
  const sealed = withoutClosing(reader.rest());
  if (sealed.length < 4) throw new MultipartError('The sealed bytes are too short');
  const size = Buffer.from(sealed.buffer, sealed.byteOffset, 4).readUInt32LE();
  if (size === 0 || size > longestHeader || size > sealed.length - 4) {
    throw new MultipartError(`The token's length, ${size}, cannot be right`);
  }
  return {
    contentType: original[1]!.trim(),
    plainLength: Number(original[2]),
    header: sealed.subarray(4, 4 + size),
    data: sealed.subarray(4 + size),
  };
}

/** Goes through the lines before the sealed bytes. */
class LineReader {
  readonly #body: Uint8Array;
  #at = 0;

  constructor(body: Uint8Array) {
    this.#body = body;
  }

  line(): string {
    const window = Buffer.from(this.#body.subarray(this.#at, this.#at + longestLine));
    const end = window.indexOf('\r\n');
    if (end < 0) throw new MultipartError('The sealed body ends within its header lines, or one is too long');
    this.#at += end + 2;
    return window.toString('latin1', 0, end);
  }

  expectDelimiter(): void {
    if (!delimiter.test(this.line())) throw new MultipartError('The sealed body does not begin with its boundary');
  }

  /** Lines `name: value` up to the next delimiter, which is read too; names in lower case. */
  fields(): ReadonlyMap<string, string> {
    const found = new Map<string, string>();
    for (let count = 0; count < mostLines; count++) {
      const line = this.line();
      if (delimiter.test(line)) return found;
      const field = /^\s*([\w-]{1,64}):\s*(.*?)\s*$/.exec(line);
      if (!field || found.has(field[1]!.toLowerCase()))
        throw new MultipartError('A header line of the sealed body is odd');
      found.set(field[1]!.toLowerCase(), field[2]!);
    }
    throw new MultipartError('The sealed body has too many header lines');
  }

  rest(): Uint8Array {
    return this.#body.subarray(this.#at);
  }
}

/** The closing delimiter stands right behind the bytes, and only there: within them anything may happen to stand. */
function withoutClosing(bytes: Uint8Array): Uint8Array {
  const tail = Buffer.from(bytes.subarray(-longestLine)).toString('latin1').toLowerCase();
  const closing = closings.find((text) => tail.endsWith(text.toLowerCase()));
  if (closing === undefined) throw new MultipartError('The sealed body has no end');
  return bytes.subarray(0, bytes.length - closing.length);
}
