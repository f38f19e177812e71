import { decodeSealed, encodeSealed, MultipartError, sealedContentType } from '../../source/auth/sealed-body.ts';
import { TokenError } from '../../source/auth/security/error.ts';
import { splitWrapToken } from '../../source/auth/security/wrap-token.ts';
import { CookieJar, offeredSchemes, proxyFor } from '../../source/http/index.ts';
import { complete, Environment, highlight, isIncomplete, noCommands, parse } from '../../source/language/index.ts';
import { TypeFailure } from '../../source/language/types/type.ts';
import { ValueError } from '../../source/language/values/errors.ts';
import { parseDate } from '../../source/language/values/read-date.ts';
import { readTimeSpan } from '../../source/language/values/read-timespan.ts';
import { dotNetRegex } from '../../source/language/values/regex.ts';
import { wildcardMatcher } from '../../source/language/values/wildcard.ts';
import { ClixmlError, Defragmenter, decodeClixml, encodeClixml, PsrpError } from '../../source/psrp/index.ts';
import { OutOfProcError, PacketReader } from '../../source/psrp/outofproc/index.ts';
import { untilEmpty } from '../../source/psrp/pull.ts';
import { looksSecret, redact } from '../../source/storage/index.ts';
import { parseLedger } from '../../source/storage/ledger-file.ts';
import { neutralise } from '../../source/text/neutralise.ts';
import { cut, widthOf, wrap } from '../../source/text/width.ts';
import { KeyParser } from '../../source/ui/input/index.ts';
import {
  parseDuration,
  readCreateResponse,
  readEnumerateResponse,
  readGetResponse,
  readReceiveResponse,
  readRequest,
  WsmanError,
  WsmanFault,
} from '../../source/wsman/index.ts';
import { nodeMarkup, readXml, readXmlDocument, XmlError } from '../../source/xml/index.ts';
import { newClient } from '../psrp/plug.ts';
import type { Corpus } from './corpus.ts';

/** One that reads what others send or people type. */
export interface FuzzedParser {
  readonly name: string;
  readonly seeds: (corpus: Corpus) => readonly Uint8Array[];
  /** Throws only what it is known to throw; what it gives is checked here. */
  readonly read: (bytes: Uint8Array) => unknown;
  /** Classes of its own errors. */
  readonly errors: readonly (abstract new (
    ...args: never[]
  ) => Error)[];
}

const texts = (...seeds: readonly string[]) => seeds.map((text) => Buffer.from(text));
const asText = (bytes: Uint8Array) => Buffer.from(bytes).toString('utf8');
/** Header values come as characters of one byte. */
const asHeader = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');

const answerReaders = [readCreateResponse, readReceiveResponse, readEnumerateResponse, readGetResponse] as const;

function hold(condition: boolean, what: string): void {
  if (!condition) throw new Error(`does not hold: ${what}`);
}

// biome-ignore-start lint/suspicious/noTemplateCurlyInString: PowerShell's own braces.
const scripts = texts(
  'Get-Mailbox -ResultSize 5 | Where-Object { $_.Name -like "a*" -and $_.Size -gt 10GB } | Sort-Object Name -Descending',
  '$x = @{ a = 1; "b c" = @(1, 2.5, 0x1F) }; $x.a + $x["b c"][-1]',
  'foreach ($m in Get-Mailbox) { try { Set-Mailbox $m -CustomAttribute1 "$($m.Name) – ${env:X}" } catch [System.Exception] { throw } finally { } }',
  'function f { param([Parameter(Mandatory)][string]$Name, [int[]]$n = 1..3) process { $n -join "," } } ; f a 2>&1 | Out-Null',
  '@"\nhere $x\n"@ -replace "(?<y>\\d+)", \'${y}\' -split "," | % { $_ -as [int] }',
  'switch -Regex ($a) { "^x" { 1; break } default { [DateTime]::Now.AddDays(-1).ToString("d") } }',
);
// biome-ignore-end lint/suspicious/noTemplateCurlyInString: PowerShell's own braces.

export const parsers: readonly FuzzedParser[] = [
  { name: 'XML', seeds: ({ envelopes }) => envelopes, read: (bytes) => readXml(bytes), errors: [XmlError] },
  {
    name: 'XML that is changed',
    seeds: ({ envelopes }) => envelopes,
    read: (bytes) => {
      const written = nodeMarkup(readXmlDocument(asText(bytes)));
      hold(nodeMarkup(readXmlDocument(written)) === written, 'what is written is read as it was');
    },
    errors: [XmlError],
  },
  {
    name: 'answers of WS-Management',
    seeds: ({ answers }) => answers,
    read: (bytes) => {
      for (const read of answerReaders) {
        try {
          read(bytes);
        } catch (error) {
          if (!(error instanceof WsmanError || error instanceof WsmanFault)) throw error;
        }
      }
    },
    errors: [],
  },
  {
    name: 'requests of WS-Management',
    seeds: ({ requests }) => requests,
    read: (bytes) => readRequest(bytes),
    errors: [WsmanError, WsmanFault],
  },
  {
    name: 'fragments',
    seeds: ({ fragments }) => fragments,
    read: (bytes) => {
      const defragmenter = new Defragmenter(1_000_000);
      defragmenter.receive(bytes);
      const messages = [...untilEmpty(() => defragmenter.next())];
      hold(messages.reduce((sum, { length }) => sum + length, 0) <= bytes.length, 'no more comes out than went in');
      defragmenter.end();
    },
    errors: [PsrpError],
  },
  {
    name: 'messages of a runspace pool',
    seeds: ({ fragments }) => fragments,
    read: (bytes) => {
      const client = newClient();
      client.open();
      client.receive(bytes);
      for (const _event of untilEmpty(() => client.nextEvent())) void _event;
    },
    errors: [PsrpError, ClixmlError],
  },
  {
    name: 'CLIXML',
    seeds: ({ documents }) => documents,
    read: (bytes) => {
      const value = decodeClixml(bytes);
      const written = encodeClixml(value);
      hold(encodeClixml(decodeClixml(Buffer.from(written))) === written, 'what is written is read as it was');
    },
    errors: [ClixmlError],
  },
  {
    name: 'packets of a local PowerShell',
    seeds: ({ packets }) => packets,
    read: (bytes) => {
      const whole = new PacketReader();
      whole.receive(bytes);
      const count = [...untilEmpty(() => whole.next())].length;
      const pieces = new PacketReader();
      let counted = 0;
      for (let at = 0; at < bytes.length; at += 7) {
        pieces.receive(bytes.slice(at, at + 7));
        counted += [...untilEmpty(() => pieces.next())].length;
      }
      hold(count === counted, 'pieces are read as the whole');
      whole.end();
    },
    errors: [OutOfProcError],
  },
  {
    name: 'WWW-Authenticate',
    seeds: () =>
      texts('Negotiate', 'Basic realm="ex01", Kerberos', 'Negotiate YIIGeg==, Basic realm=x,NTLM', '"\\"\\"\\'),
    read: (bytes) => offeredSchemes([asHeader(bytes)]),
    errors: [],
  },
  {
    name: 'Set-Cookie',
    seeds: () =>
      texts(
        'X-BackEndCookie=S-1-5-21=u56Lnp2ejJqB; expires=Tue, 22-Dec-2026 10:00:00 GMT; path=/PowerShell; secure; HttpOnly',
        'a=b; Max-Age=0',
        'a=   b; Path=/; ; ;=',
      ),
    read: (bytes) => {
      const jar = new CookieJar(() => 0);
      const url = new URL('https://ex01.contoso.com/PowerShell/');
      jar.store([asHeader(bytes)], url);
      hold(!/[\r\n]/.test(jar.header(url) ?? ''), 'no line end goes back');
    },
    errors: [],
  },
  {
    name: 'sealed bodies',
    seeds: () =>
      ([0, 60, 3000] as const).map((length) =>
        encodeSealed('Kerberos', {
          contentType: 'application/soap+xml;charset=UTF-8',
          plainLength: length,
          header: Buffer.alloc(60, 1),
          data: Buffer.alloc(length, 2),
        }),
      ),
    read: (bytes) => decodeSealed('Kerberos', sealedContentType('Kerberos'), bytes),
    errors: [MultipartError],
  },
  {
    name: 'wrap tokens',
    seeds: () => [Buffer.concat([Buffer.from('050406ff0000001c0000000000000001', 'hex'), Buffer.alloc(60, 3)])],
    read: (bytes) => splitWrapToken(bytes, 16),
    errors: [TokenError],
  },
  {
    name: 'keys',
    seeds: () =>
      texts(
        '\x1b[A\x1bOP\x1b[1;5Cabc\r',
        '\x1b[200~line\nline\x1b[201~x',
        '\x1b[M !!\x1b]52;c;eA==\x07é€😀',
        '\x1b[97;5u\x1b\x1b[3~',
      ),
    read: (bytes) => {
      const parser = new KeyParser();
      const events = [...parser.push(bytes), ...parser.flush()];
      for (const event of events) {
        if (event.type !== 'key') continue;
        hold(!/[\x00-\x1f\x7f-\x9f]/.test(event.text ?? ''), 'no control character is typed');
      }
    },
    errors: [],
  },
  {
    name: 'lines of PowerShell',
    seeds: () => scripts,
    read: (bytes) => {
      const text = asText(bytes);
      const { errors } = parse(text);
      for (const { span } of errors) hold(span.start >= 0 && span.end <= text.length, 'an error lies in its text');
      isIncomplete(text);
      for (const { start, end } of highlight(text)) hold(start >= 0 && end <= text.length, 'a colour lies in its text');
      complete(text, text.length >> 1, noCommands, new Environment());
    },
    errors: [],
  },
  {
    name: 'regular expressions',
    seeds: () => texts('^(?<a>\\w+)\\s*(?:x|y){2,}?$', '[a-z-[aeiou]]+\\p{Lu}', '(?i)a(?#c)b(?=c)(?<!d)\\k<a>\\x41'),
    read: (bytes) => dotNetRegex(asText(bytes), false),
    errors: [ValueError],
  },
  {
    name: 'wildcards',
    seeds: () => texts('a*b?[c-e]`[', '*[a-]*[!b]'),
    read: (bytes) => wildcardMatcher(asText(bytes), false),
    errors: [ValueError],
  },
  {
    name: 'dates and times',
    seeds: () => texts('2026-01-05T08:00:00.1234567Z', '1/5/2026 8:00 PM', '28 Aug 2019'),
    read: (bytes) => parseDate(asText(bytes)),
    errors: [],
  },
  {
    name: 'time spans',
    seeds: () => texts('1.02:03:04.5', '-00:30', '7'),
    read: (bytes) => readTimeSpan(asText(bytes)),
    errors: [TypeFailure],
  },
  {
    name: 'durations of XML',
    seeds: () => texts('PT7200.000S', 'P1DT2H3M4.5S', '-PT1S'),
    read: (bytes) => parseDuration(asText(bytes)),
    errors: [WsmanError],
  },
  {
    name: 'the ledger',
    seeds: ({ ledgers }) => ledgers,
    read: (bytes) => parseLedger(asText(bytes)),
    errors: [],
  },
  {
    name: 'secrets in lines',
    seeds: () => texts('$pw = "x"; Connect-X -Credential a:secret', 'ConvertTo-SecureString "p" -AsPlainText -Force'),
    read: (bytes) => {
      const text = asText(bytes);
      looksSecret(text);
      redact(text);
    },
    errors: [],
  },
  {
    name: 'text on the screen',
    seeds: () => texts('a\x1b]0;t\x07b\u202e\u200bé日本👩‍👩‍👧e\u0301\u0301', '\t\r\n\x9b31m', 'x'.repeat(300)),
    read: (bytes) => {
      const shown = neutralise(asText(bytes));
      hold(
        !/[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/.test(shown),
        'nothing that a terminal obeys is left',
      );
      hold(widthOf(cut(shown, 40)) <= 40, 'what is cut fits');
      wrap(shown, 20, 'words', 50);
    },
    errors: [],
  },
  {
    name: 'proxy variables',
    seeds: () => texts('http://user:pw@proxy.contoso.com:8080/', 'proxy:80', '*.contoso.com,10.0.0.0/8,:443'),
    read: (bytes) => {
      const value = asText(bytes).replaceAll('\0', '');
      const url = new URL('http://ex01.contoso.com/PowerShell/');
      proxyFor(url, { http_proxy: 'http://p:1', no_proxy: value });
    },
    errors: [],
  },
];
