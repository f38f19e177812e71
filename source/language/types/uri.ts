import { PsText } from '../../objects/index.ts';
import type { LiveType, Value } from '../run/value.ts';
import { defineType } from './define.ts';
import { TypeFailure } from './type.ts';

const uri = (text: string) => new PsText('Uri', text);

function parsed({ text }: PsText): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}

/** Parts of an address that is not whole are asked for in vain. */
function whole(self: PsText): URL {
  const found = parsed(self);
  if (found) return found;
  throw new TypeFailure('This operation is not supported for a relative URI.', 'System.InvalidOperationException');
}

/** What a relative address answers null for: PowerShell shows null where a property throws. */
const part =
  <Result>(get: (url: URL) => Result) =>
  (self: PsText) => {
    const found = parsed(self);
    return found ? get(found) : null;
  };

const ports: Readonly<Record<string, number>> = { 'http:': 80, 'https:': 443, 'ftp:': 21, 'ldap:': 389, 'smtp:': 25 };
const portOf = (url: URL) => (url.port === '' ? (ports[url.protocol] ?? -1) : Number(url.port));
const host = (url: URL) => url.hostname.replace(/^\[|\]$/g, '');

export const uriType = defineType({
  name: 'System.Uri',
  bases: ['System.IFormattable'],
  summary: 'An address such as https://mail.contoso.com/owa.',
  is: (value) => value instanceof PsText && value.type === 'Uri',
  members: {
    'string AbsolutePath {get;}': part((url) => url.pathname),
    'string AbsoluteUri {get;}': part((url) => url.href),
    'string LocalPath {get;}': part((url) => decodeURIComponent(url.pathname)),
    'string Authority {get;}': part((url) => (url.port === '' ? url.hostname : url.host)),
    'bool IsDefaultPort {get;}': part((url) => url.port === ''),
    'bool IsFile {get;}': part((url) => url.protocol === 'file:'),
    'string PathAndQuery {get;}': part((url) => `${url.pathname}${url.search}`),
    'string[] Segments {get;}': part((url) => url.pathname.match(/[^/]*\/|[^/]+$/g) ?? []),
    'bool IsUnc {get;}': part((url) => url.protocol === 'file:' && url.hostname !== ''),
    'string Host {get;}': part((url) => url.hostname),
    'int Port {get;}': part(portOf),
    'string Query {get;}': part((url) => url.search),
    'string Fragment {get;}': part((url) => url.hash),
    'string Scheme {get;}': part((url) => url.protocol.slice(0, -1)),
    'string OriginalString {get;}': (self: PsText) => self.text,
    'string DnsSafeHost {get;}': part(host),
    'bool IsAbsoluteUri {get;}': (self: PsText) => parsed(self) !== undefined,
    'string UserInfo {get;}': part((url) => (url.password ? `${url.username}:${url.password}` : url.username)),
    'bool Equals(System.Object comparand)': (self: PsText, other: Value) =>
      other instanceof PsText && (parsed(self)?.href ?? self.text) === (parsed(other)?.href ?? other.text),
    'string GetLeftPart(int part)': (self: PsText) => whole(self).origin,
    'string ToString()': (self: PsText) => {
      const found = parsed(self);
      return found ? decodeURI(found.href) : self.text;
    },
    'static string EscapeDataString(string stringToEscape)': (_: LiveType, text: string) =>
      encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`),
    'static string UnescapeDataString(string stringToUnescape)': (_: LiveType, text: string) => {
      try {
        return decodeURIComponent(text);
      } catch {
        return text;
      }
    },
    'static string EscapeUriString(string stringToEscape)': (_: LiveType, text: string) => encodeURI(text),
    'static bool IsWellFormedUriString(string uriString, System.UriKind uriKind)': (
      _: LiveType,
      text: string,
      kind: number,
    ) => {
      const found = parsed(uri(text));
      return kind === 1 ? found?.href.startsWith(text.slice(0, 4).toLowerCase()) === true : !/\s/.test(text);
    },
    'new(string uriString)': (_: LiveType, text: string) => {
      if (parsed(uri(text))) return uri(text);
      throw new TypeFailure('Invalid URI: The format of the URI could not be determined.', 'System.UriFormatException');
    },
    'new(string uriString, System.UriKind uriKind)': (_: LiveType, text: string) => uri(text),
  },
});
