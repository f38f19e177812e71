import type { LiveType } from '../run/value.ts';
import { htmlDecoded, htmlEncoded } from '../values/html-text.ts';
import { defineType, type Native } from './define.ts';

/** What each byte of UTF-8 goes as that is no letter, digit or one of -_.!*() */
const urlEncoded = (text: string, cased: (hex: string) => string) =>
  encodeURIComponent(text.toWellFormed())
    .replace(/[~']/g, (c) => `%${c.charCodeAt(0).toString(16)}`)
    .replace(/%20/g, '+')
    .replace(/%[0-9a-f]{2}/gi, cased);

/** Bytes that are no UTF-8 stand for characters that cannot be shown. */
const urlDecoded = (text: string) =>
  text
    .replaceAll('+', ' ')
    .replace(/(?:%[0-9a-f]{2})+/gi, (bytes) =>
      new TextDecoder().decode(Uint8Array.from(bytes.slice(1).split('%'), (hex) => Number.parseInt(hex, 16))),
    );

const members = (cased: (hex: string) => string): Record<string, Native> => {
  const of = (work: (text: string) => string) => (_: LiveType, text: string | null) =>
    text === null ? null : work(text);
  return {
    'static string HtmlDecode(string value)': of(htmlDecoded),
    'static string HtmlEncode(string value)': of(htmlEncoded),
    'static string UrlDecode(string value)': of(urlDecoded),
    'static string UrlEncode(string value)': of((text) => urlEncoded(text, cased)),
  };
};

/** They differ in how the digits of what is encoded are written. */
export const webTypes = [
  defineType({
    name: 'System.Net.WebUtility',
    summary: 'Texts for HTML pages and addresses.',
    is: () => false,
    members: members((hex) => hex.toUpperCase()),
  }),
  defineType({
    name: 'System.Web.HttpUtility',
    summary: 'Texts for HTML pages and addresses.',
    is: () => false,
    members: members((hex) => hex.toLowerCase()),
  }),
];
