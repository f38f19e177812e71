import { transcode } from 'node:buffer';
import type { Secret } from '../../../domain/index.ts';

/** A field of a message to the agent. Texts travel as base64 of UTF-16LE, so that every string is data and nothing else. */
export type Field =
  | number
  | boolean
  | { readonly text: string }
  | { readonly texts: readonly string[] }
  | { readonly secret: Secret };

/**
 * A message as the line it is sent as: a flat JSON object in ASCII. One that carries a secret holds it as bytes that the
 * caller wipes once they are written; no string is made of it.
 */
export function encodeRequest(op: string, fields: Readonly<Record<string, Field>>): Uint8Array {
  const parts: Uint8Array[] = [Buffer.from(`{"op":"${op}"`)];
  for (const [name, field] of Object.entries(fields)) {
    parts.push(Buffer.from(`,"${name}":`));
    if (typeof field === 'number' || typeof field === 'boolean') parts.push(Buffer.from(`${field}`));
    else parts.push(quote, base64Field(field), quote);
  }
  parts.push(Buffer.from('}\n'));
  const line = Buffer.concat(parts);
  for (const part of parts) if (part !== quote) part.fill(0);
  return line;
}

const quote = Buffer.from('"');

function base64Field(field: Exclude<Field, number | boolean>): Uint8Array {
  if ('text' in field) return Buffer.from(base64Of(field.text));
  if ('texts' in field) return Buffer.from(field.texts.map(base64Of).join(','));
  const utf16 = field.secret.use((bytes) => transcode(bytes, 'utf8', 'utf16le'));
  try {
    return base64Bytes(utf16);
  } finally {
    utf16.fill(0);
  }
}

function base64Of(text: string): string {
  return Buffer.from(text, 'utf16le').toString('base64');
}

const alphabet = Buffer.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/');
const padding = 0x3d;

/** Base64 as bytes: Buffer's own makes a string, which cannot be wiped. */
function base64Bytes(bytes: Uint8Array): Uint8Array {
  const result = Buffer.alloc(Math.ceil(bytes.length / 3) * 4, padding);
  for (let from = 0, to = 0; from < bytes.length; from += 3, to += 4) {
    const [first = 0, second, third] = bytes.subarray(from, from + 3);
    result[to] = alphabet[first >> 2]!;
    result[to + 1] = alphabet[((first & 3) << 4) | ((second ?? 0) >> 4)]!;
    if (second !== undefined) result[to + 2] = alphabet[((second & 15) << 2) | ((third ?? 0) >> 6)]!;
    if (third !== undefined) result[to + 3] = alphabet[third & 63]!;
  }
  return result;
}
