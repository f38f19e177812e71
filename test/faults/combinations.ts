import type { MessageKind, Place, WireFault } from './proxy.ts';

export interface Combination {
  readonly place: Place;
  readonly fault: WireFault;
}

export const titleOf = ({ place, fault }: Combination): string => {
  const detail = 'share' in fault ? ` at ${fault.share * 100} %` : 'by' in fault ? ` by ${fault.by}` : '';
  return `${place.kind} ${place.nth}: ${fault.what}${detail}`;
};

const html = '<html><body>An error page.</body></html>';

const replaced = (by: string, head: readonly string[], body = ''): WireFault => ({
  what: 'answer replaced',
  by,
  bytes: [...head, `Content-Length: ${body.length}`, '', body].join('\r\n'),
});

const soapFault = (code: string, text: string) =>
  `<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" xmlns:f="http://schemas.microsoft.com/wbem/wsman/1/wsmanfault"><s:Header/><s:Body><s:Fault><s:Code><s:Value>s:Receiver</s:Value></s:Code><s:Reason><s:Text xml:lang="en-US">${text}</s:Text></s:Reason><s:Detail><f:WSManFault Code="${code}" Machine="ex01"><f:Message>${text}</f:Message></f:WSManFault></s:Detail></s:Fault></s:Body></s:Envelope>`;

const soapType = 'Content-Type: application/soap+xml;charset=UTF-8';

/** Every fault, each at every share of an answer where it has one. */
const faults: readonly WireFault[] = [
  { what: 'request lost' },
  { what: 'request lost by reset' },
  { what: 'request never answered' },
  { what: 'request twice' },
  { what: 'answer twice' },
  { what: 'answer in single bytes' },
  ...[0, 0.02, 0.5, 0.98].flatMap((share): WireFault[] => [
    { what: 'answer cut', share },
    { what: 'answer reset', share },
    { what: 'answer stalls', share },
  ]),
  ...[0.3, 0.6, 0.98].flatMap((share): WireFault[] => [
    { what: 'answer truncated', share },
    { what: 'answer garbled', share },
  ]),
  replaced('a page', ['HTTP/1.1 200 OK', 'Content-Type: text/html'], html),
  // Bare: one that says what is taken instead is HTTP's own refusal, and is believed.
  replaced('HTTP 401', ['HTTP/1.1 401 Unauthorized']),
  replaced('HTTP 204', ['HTTP/1.1 204 No Content']),
  replaced('HTTP 302', ['HTTP/1.1 302 Found', 'Location: https://elsewhere.example/']),
  replaced('HTTP 502', ['HTTP/1.1 502 Bad Gateway', 'Content-Type: text/html'], html),
  replaced('HTTP 503', ['HTTP/1.1 503 Service Unavailable', 'Content-Type: text/html'], html),
  replaced('nothing of HTTP', ['220 mail.contoso.com ESMTP']),
  replaced('an empty body', ['HTTP/1.1 200 OK', soapType]),
  replaced(
    'a fault without a cause',
    ['HTTP/1.1 500 Internal Server Error', soapType],
    soapFault('2150858843', 'The request contained invalid selectors for the resource.'),
  ),
  replaced(
    'an internal fault',
    ['HTTP/1.1 500 Internal Server Error', soapType],
    soapFault('1359', 'An internal error occurred.'),
  ),
];

/** The messages of a short session, in the order of its life: what opens, imports, runs, closes. */
const places: readonly (readonly [MessageKind, number])[] = [
  ['Create', 1],
  ['Receive', 1],
  ['Command', 1],
  ['Receive', 2],
  ['Receive', 3],
  ['Signal', 1],
  ['Command', 2],
  ['Receive', 4],
  ['Signal', 2],
  ['Delete', 1],
];

const atEach = (all: typeof places): readonly Combination[] =>
  all.flatMap(([kind, nth]) => faults.map((fault) => ({ place: { kind, nth }, fault })));

export const combinations = atEach(places);

/** Where bodies are sealed, a message is known by its number alone: the first has the ticket. */
export const sealedCombinations = atEach(Array.from({ length: 11 }, (_, index) => ['other', index + 1]));

/** A choice of so many that has something of every fault and of every place, and is the same each time. */
export function sample(of: readonly Combination[], count: number): readonly Combination[] {
  const step = of.length / Math.min(count, of.length);
  return Array.from({ length: Math.min(count, of.length) }, (_, index) => of[Math.floor(index * step)]!);
}
