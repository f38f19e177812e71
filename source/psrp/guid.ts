import { PsrpError } from './errors.ts';

const pattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
/** Where each of the text's 16 bytes lies on the wire: the first three groups are little-endian (MS-DTYP 2.3.4.2). */
const wireOrder = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15];

export const emptyGuid = '00000000-0000-0000-0000-000000000000';

/** Lower case with hyphens and without braces: the one form ids are compared in. Throws PsrpError for other text. */
export function normalizeGuid(text: string): string {
  const plain = text.replace(/^\{(.*)\}$/, '$1').toLowerCase();
  if (!pattern.test(plain)) throw new PsrpError('message', 'An id is not a GUID of the form 8-4-4-4-12.');
  return plain;
}

/** Writes the 16 bytes of a normalized GUID at `offset`. */
export function writeGuid(target: Uint8Array, offset: number, guid: string): void {
  const digits = guid.replaceAll('-', '');
  for (let index = 0; index < 16; index++) {
    target[offset + wireOrder[index]!] = Number.parseInt(digits.slice(index * 2, index * 2 + 2), 16);
  }
}

/** Reads GUIDs, and the one that came last without making its text again: messages in a row have the same. */
export class GuidReader {
  private readonly bytes = new Uint8Array(16);
  private text = emptyGuid;

  read(source: Uint8Array, offset: number): string {
    const { bytes } = this;
    for (let index = 0; index < 16; index++) {
      if (source[offset + index] === bytes[index]) continue;
      this.text = readGuid(source, offset);
      bytes.set(source.subarray(offset, offset + 16));
      break;
    }
    return this.text;
  }
}

/** Reads the 16 bytes at `offset` as a normalized GUID. */
export function readGuid(source: Uint8Array, offset: number): string {
  let text = '';
  for (let index = 0; index < 16; index++) {
    if (index === 4 || index === 6 || index === 8 || index === 10) text += '-';
    text += source[offset + wireOrder[index]!]!.toString(16).padStart(2, '0');
  }
  return text;
}
