import fc from 'fast-check';
import type { RequestHeaders, ResponseHeaders } from '../../source/wsman/index.ts';

/** Text that starts and ends with something visible, since white space around a value is not kept. */
export const word = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
  .filter((text) => text === text.trim() && /^[\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]+$/u.test(text));

export const guid = fc.uuid().map((text) => text.toUpperCase());
export const bytes = fc.uint8Array({ maxLength: 300 });
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });

const language = fc.constantFrom('en-US', 'de-DE');
const selector = fc.record({ name: word, value: word });

export const requestHeaders: fc.Arbitrary<RequestHeaders> = fc.record({
  to: fc.webUrl({ withQueryParameters: true }),
  resourceUri: word,
  messageId: guid.map((id) => `uuid:${id}`),
  selectors: fc.array(selector, { maxLength: 3 }),
  options: fc.array(selector, { maxLength: 3 }),
  operationTimeoutMs: maybe(fc.nat({ max: 10_000_000 })),
  maxEnvelopeSize: maybe(fc.nat()),
  locale: language,
  dataLocale: language,
  sessionId: maybe(guid),
  operationId: maybe(guid),
});

export const responseHeaders: fc.Arbitrary<ResponseHeaders> = fc.record({
  messageId: guid,
  relatesTo: guid,
  sessionId: maybe(guid),
  operationId: maybe(guid),
});

export { maybe };
