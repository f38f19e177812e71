import type { Random } from '../support/random.ts';

const limit = 20_000;
const telling = [
  '\0',
  '\x1b',
  '"',
  "'",
  '<',
  '>',
  '&',
  '\\',
  '\r\n',
  '-1',
  '99999999999999999999',
  '\u{10ffff}',
  '$(',
  '{',
  ']]>',
  '<!--',
];

/** A seed that one to six small accidents have happened to; at most 20,000 bytes. */
export function mutate(seeds: readonly Uint8Array[], random: Random): Uint8Array {
  let bytes: Buffer = Buffer.from(random.of(seeds));
  if (bytes.length > limit) {
    const from = random.below(bytes.length - limit);
    bytes = Buffer.from(random.below(2) === 0 ? bytes.subarray(0, limit) : bytes.subarray(from, from + limit));
  }
  for (let left = 1 + random.below(6); left > 0; left--) bytes = accident(bytes, seeds, random);
  return bytes.length > limit ? bytes.subarray(0, limit) : bytes;
}

function accident(bytes: Buffer, seeds: readonly Uint8Array[], random: Random): Buffer {
  const at = random.below(bytes.length + 1);
  const to = Math.min(bytes.length, at + 1 + random.below(40));
  const around = (middle: Uint8Array, after = at) =>
    Buffer.concat([bytes.subarray(0, at), middle, bytes.subarray(after)]);
  switch (random.below(8)) {
    case 0:
      return around(Uint8Array.of(random.below(256)), at + 1);
    case 1:
      return around(Uint8Array.of((bytes[at] ?? 0) ^ (1 << random.below(8))), at + 1);
    case 2:
      return around(new Uint8Array(), to);
    case 3:
      return around(bytes.subarray(at, to));
    case 4:
      return around(Buffer.from(random.of(telling)));
    case 5:
      return around(
        Buffer.concat(Array.from({ length: 1 + random.below(200) }, () => bytes.subarray(at, Math.min(to, at + 6)))),
      );
    case 6: {
      const other = random.of(seeds);
      const from = random.below(other.length + 1);
      return around(other.subarray(from, from + random.below(300)));
    }
    default:
      return bytes.subarray(0, at);
  }
}
