/**
 * What SOAP and CLIXML cannot do without, and what people would be sorry to have read. Long enough that chance does not
 * make them in some million sealed bytes: four bytes come up once in a hundred such searches.
 */
const words = [
  '<s:Envelope',
  'Envelope',
  'schemas.xmlsoap.org',
  'schemas.dmtf.org',
  'schemas.microsoft.com',
  'xmlns:rsp',
  '<Obj RefId',
  '<rsp:Stream',
  'Get-Mailbox',
  'contoso',
];

/** The words that can be read in the bytes, as UTF-8 or UTF-16 of either order. */
export function readable(bytes: Buffer, wanted: readonly string[] = words): readonly string[] {
  return wanted.filter((word) => {
    const wide = Buffer.from(word, 'utf16le');
    return [Buffer.from(word), wide, Buffer.from(wide).swap16()].some((form) => bytes.includes(form));
  });
}

/** The HTTP messages of one direction that have a body: its content type and length. */
export function bodiesOf(bytes: Buffer): readonly { readonly type: string; readonly length: number }[] {
  const heads = bytes
    .toString('latin1')
    .matchAll(/(?:POST \S+ HTTP\/1\.1|HTTP\/1\.1 \d{3} [^\r\n]*)\r\n((?:[^\r\n]+\r\n)*)\r\n/g);
  return [...heads].flatMap(([, head = '']) => {
    const length = Number(/^content-length: *(\d+)/im.exec(head)?.[1] ?? 0);
    return length === 0 ? [] : [{ type: /^content-type: *([^\r\n]*)/im.exec(head)?.[1] ?? '', length }];
  });
}
