const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** As .NET's WebUtility.HtmlEncode: Latin-1 beyond ASCII and what is beyond the basic plane go as numbers. */
export function htmlEncoded(text: string): string {
  return text.replace(
    /[&<>"'\u00a0-\u00ff]|[\ud800-\udbff][\udc00-\udfff]/g,
    (found) => entities[found] ?? `&#${found.codePointAt(0)};`,
  );
}

/** HTML 4's names for the characters from 160 to 255, in their order. */
const latin = `nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute
micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil
Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute
Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute
icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml`;

let characters: ReadonlyMap<string, string> | undefined;

const named = (name: string): string | undefined => {
  characters ??= new Map([
    ...latin.split(/\s+/).map((one, index) => [one, String.fromCharCode(160 + index)] as const),
    ...Object.entries({ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }),
    ...Object.entries({ euro: '€', ndash: '–', mdash: '—', lsquo: '‘', rsquo: '’', ldquo: '“', rdquo: '”' }),
    ...Object.entries({ bull: '•', hellip: '…', trade: '™', larr: '←', rarr: '→' }),
  ]);
  return characters.get(name);
};

/** The same backwards; a name that is not known stays as it is. */
export function htmlDecoded(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|(\w{2,8}));/g, (found, decimal, hex, name) => {
    if (name !== undefined) return named(name) ?? found;
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : found;
  });
}
