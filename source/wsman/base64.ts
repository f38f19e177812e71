import type { XmlElement } from '../xml/index.ts';
import { WsmanError } from './errors.ts';

export function encodeBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}

/**
 * The bytes that an element's text stands for. White space may lie in xs:base64Binary and is skipped; every other
 * deviation from canonical base64 (alphabet, padding, stray bits) throws WsmanError, where Node would guess.
 */
export function decodeBase64(element: XmlElement): Uint8Array {
  if (element.base64) return element.base64;
  const text = /\s/.test(element.text) ? element.text.replace(/[ \t\r\n]+/g, '') : element.text;
  const bytes = Buffer.from(text, 'base64');
  if (bytes.toString('base64') !== text)
    throw new WsmanError(`The element ${element.local} does not hold valid base64`);
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
