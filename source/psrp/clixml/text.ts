/** XML character data and CLIXML's `_xHHHH_` escapes (MS-PSRP 2.2.5.3.2), both ways. */

const notable = /[\0-\x1f&\]_\ufffe\uffff]/;

/** Whether raw character data stands for itself: no reference, no escape, nothing that needs a closer look. */
export function isPlain(raw: string): boolean {
  return !notable.test(raw);
}

const forbidden = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\]\]>/;
const reference = /&(?:([a-z]+)|#([0-9]{1,8})|#x([0-9a-fA-F]{1,8}));|&/g;
const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/**
 * The text that raw XML character data stands for: references resolved, line ends normalised.
 * Throws SyntaxError where XML 1.0 does not allow it.
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
    if (!isXmlCharacter(code)) throw new SyntaxError('an invalid character reference');
    return String.fromCodePoint(code);
  });
}

function isXmlCharacter(code: number): boolean {
  if (code < 0x20) return code === 0x09 || code === 0x0a || code === 0x0d;
  return code <= 0xd7ff || (code >= 0xe000 && code <= 0xfffd) || (code >= 0x10000 && code <= 0x10ffff);
}

const escapes = /_[xX](?:([0-9a-fA-F]{4})|([0-9a-fA-F]{8}))_/g;

/** `_x000A_` and the like resolved. PowerShell writes four digits and reads eight as well. */
export function decodeEscapes(text: string): string {
  if (!text.includes('_x') && !text.includes('_X')) return text;
  return text.replace(escapes, (whole, unit?: string, point?: string) => {
    const code = Number.parseInt(unit ?? point ?? '', 16);
    if (unit !== undefined) return String.fromCharCode(code);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

// PowerShell escapes control characters, surrogates and an underscore that could start an escape; U+FFFE and U+FFFF
// are added because XML cannot carry them.
const unsafe = /[\0-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]|_(?=[xX])|[&<>"]/g;
const probe = new RegExp(unsafe.source);
const markup: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text for an element or a double-quoted attribute: `_xHHHH_` escapes and XML's own. */
export function encodeText(text: string): string {
  if (!probe.test(text)) return text;
  return text.replace(
    unsafe,
    (unit) => markup[unit] ?? `_x${unit.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`,
  );
}
