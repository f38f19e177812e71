/** XML character data and CLIXML's `_xHHHH_` escapes (MS-PSRP 2.2.5.3.2), both ways. */

/** What a byte of character data may be besides itself, as bits. */
export const Kind = {
  plain: 0,
  lessThan: 1,
  /** May start an `_xHHHH_` escape. */
  underscore: 2,
  /** Of a character that is not ASCII. */
  beyondAscii: 4,
  /** A reference, a line end to normalise, or perhaps a character that XML does not allow. */
  notable: 8,
} as const;

/** The kind of each byte of UTF-8. U+FFFE and U+FFFF start with 0xEF, and `]]>` with a bracket. */
export const kindOfByte: Uint8Array = Uint8Array.from({ length: 256 }, (_, byte) => {
  if (byte === 0x3c) return Kind.lessThan;
  if (byte === 0x5f) return Kind.underscore;
  if (byte >= 0x80) return byte === 0xef ? Kind.beyondAscii | Kind.notable : Kind.beyondAscii;
  const isControl = byte < 0x20 && byte !== 0x09 && byte !== 0x0a;
  return isControl || byte === 0x26 || byte === 0x5d ? Kind.notable : Kind.plain;
});

const notable = /[\0-\x1f&\]_\x80-\xff]/;

/** Whether raw character data, a character for each byte of its UTF-8, stands for itself. */
export function isPlain(raw: string): boolean {
  return !notable.test(raw);
}

const forbidden = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\]\]>/;
const reference = /&(?:([a-z]+)|#([0-9]{1,8})|#x([0-9a-fA-F]{1,8}));|&/g;
const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/**
 * The text that raw XML character data stands for: references resolved, line ends normalised. Throws SyntaxError where
 * XML 1.0 does not allow it, or PowerShell's XML reader where that allows more.
 */
export function unescapeXml(raw: string): string {
  if (forbidden.test(raw)) throw new SyntaxError('a control character or ]]> in text');
  const lines = raw.includes('\r') ? raw.replace(/\r\n?/g, '\n') : raw;
  if (!lines.includes('&')) return lines;
  return lines.replace(reference, (_whole, name?: string, decimal?: string, hexadecimal?: string) => {
    if (name !== undefined) {
      const character = Object.hasOwn(named, name) ? named[name] : undefined;
      if (character === undefined) throw new SyntaxError('an unknown entity');
      return character;
    }
    const code = decimal === undefined ? Number.parseInt(hexadecimal ?? '', 16) : Number.parseInt(decimal, 10);
    if (!isReferable(code)) throw new SyntaxError('an invalid character reference');
    return String.fromCodePoint(code);
  });
}

/** XML's characters, and U+FFFE and U+FFFF: PowerShell writes these as references, though XML 1.0 has no such characters. */
function isReferable(code: number): boolean {
  if (code < 0x20) return code === 0x09 || code === 0x0a || code === 0x0d;
  return code <= 0xd7ff || (code >= 0xe000 && code <= 0x10ffff);
}

/** Eight digits only where they are a code point: what is none is text, and its last underscore may begin an escape. */
const escapes = /_[xX](?:([0-9a-fA-F]{4})|(00(?:0[0-9a-fA-F]|10)[0-9a-fA-F]{4}))_/g;

/** `_x000A_` and the like resolved. PowerShell writes four digits and reads eight as well. */
export function decodeEscapes(text: string): string {
  if (!text.includes('_x') && !text.includes('_X')) return text;
  return text.replace(escapes, (_whole, unit?: string, point?: string) => {
    const code = Number.parseInt(unit ?? point ?? '', 16);
    return unit === undefined ? String.fromCodePoint(code) : String.fromCharCode(code);
  });
}

// PowerShell escapes control characters, surrogates and an underscore that could start an escape, and leaves U+FFFE and
// U+FFFF, which XML cannot carry as they are, to its XML writer.
const unsafe = /[\0-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]|_(?=[xX])|[&<>"]/g;
const probe = new RegExp(unsafe.source);
const markup: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\ufffe': '&#xFFFE;',
  '\uffff': '&#xFFFF;',
};

/** Text for an element or a double-quoted attribute: `_xHHHH_` escapes and XML's own. */
export function encodeText(text: string): string {
  if (!probe.test(text)) return text;
  return text.replace(
    unsafe,
    (unit) => markup[unit] ?? `_x${unit.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`,
  );
}
