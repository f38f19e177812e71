/** An address of the network: four bytes or sixteen, and for sixteen the number of the interface it is reached by. */
export interface AddressParts {
  readonly bytes: readonly number[];
  readonly scope: number;
}

/** An address as .NET reads it; undefined for what is none. An interface's name is not looked up: its number is zero. */
export function readAddress(text: string): AddressParts | undefined {
  if (!text.includes(':')) {
    const bytes = readFour(text);
    return bytes && { bytes, scope: 0 };
  }
  // A port behind brackets is read over.
  const match = /^(?:\[([^\]%]*)(%[^\]]*)?\](?::(?:0[xX][\da-fA-F]*|\d*))?|([^[\]%]*)(%[^[\]]*)?)$/.exec(text);
  const bytes = match ? readSixteen(match[1] ?? match[3] ?? '') : undefined;
  if (!bytes) return undefined;
  const scope = (match![2] ?? match![4] ?? '').slice(1);
  return { bytes, scope: /^\d+$/.test(scope) && Number(scope) <= 0xffff_ffff ? Number(scope) : 0 };
}

/** One to four numbers, decimal, octal (`010`) or hexadecimal: the last one fills the bytes that are left. */
function readFour(text: string): number[] | undefined {
  const parts = text.split('.');
  if (parts.length > 4) return undefined;
  const numbers = parts.map(readPart);
  const last = numbers.pop()!;
  const left = 4 - numbers.length;
  if (numbers.some((one) => !(one <= 0xff)) || !(last < 256 ** left)) return undefined;
  const rest = Array.from({ length: left }, (_, index) => Math.floor(last / 256 ** (left - 1 - index)) % 256);
  return [...numbers, ...rest];
}

function readPart(text: string): number {
  if (/^0[xX][\da-fA-F]+$/.test(text)) return Number.parseInt(text.slice(2), 16);
  if (/^0[0-7]*$/.test(text)) return Number.parseInt(text, 8);
  return /^[1-9]\d*$/.test(text) ? Number(text) : Number.NaN;
}

function readSixteen(text: string): number[] | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const groups = halves.map((half, index) => readGroups(half, index === halves.length - 1));
  const [head, tail = []] = groups;
  if (!head || groups.includes(undefined)) return undefined;
  const missing = 8 - head.length - tail.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  return [...head, ...Array<number>(missing).fill(0), ...tail].flatMap((group) => [group >> 8, group & 0xff]);
}

/** Groups of four digits; the last may be an address of four bytes. */
function readGroups(text: string, isLast: boolean): number[] | undefined {
  if (text === '') return [];
  const groups: number[] = [];
  const parts = text.split(':');
  for (const [index, part] of parts.entries()) {
    const four = isLast && index === parts.length - 1 && part.includes('.') ? readPlainFour(part) : undefined;
    if (four) groups.push((four[0]! << 8) | four[1]!, (four[2]! << 8) | four[3]!);
    else if (/^[\da-fA-F]{1,4}$/.test(part)) groups.push(Number.parseInt(part, 16));
    else return undefined;
  }
  return groups;
}

/** Within an address of sixteen bytes no number is octal, and none is left out. */
const readPlainFour = (text: string) => (/^(?:(?:0|[1-9]\d*)(?:\.|$)){4}$/.test(text) ? readFour(text) : undefined);

/** As .NET writes it: groups in lower case, the longest run of empty ones left out. */
export function writeAddress({ bytes, scope }: AddressParts): string {
  if (bytes.length === 4) return bytes.join('.');
  const groups = Array.from({ length: 8 }, (_, index) => (bytes[index * 2]! << 8) | bytes[index * 2 + 1]!);
  const text = holdsFour(groups)
    ? withFour(writeGroups(groups.slice(0, 6)), bytes.slice(12).join('.'))
    : writeGroups(groups);
  return scope === 0 ? text : `${text}%${scope}`;
}

const withFour = (head: string, four: string) => (head.endsWith(':') ? `${head}${four}` : `${head}:${four}`);

/** Whether the last four bytes are written as an address of their own (RFC 5952, 5; SIIT; ISATAP). */
function holdsFour(groups: readonly number[]): boolean {
  const [fifth, sixth] = groups.slice(4);
  if (fifth === 0 && sixth === 0x5efe) return true;
  if (groups.slice(0, 4).some((group) => group !== 0) || groups[6] === 0) return false;
  return fifth === 0 ? sixth === 0 || sixth === 0xffff : fifth === 0xffff && sixth === 0;
}

function writeGroups(groups: readonly number[]): string {
  let [start, length] = [0, 1];
  for (let from = 0; from < groups.length; from++) {
    const end = groups.findIndex((group, index) => index >= from && group !== 0);
    const run = (end < 0 ? groups.length : end) - from;
    if (run > length) [start, length] = [from, run];
  }
  const written = groups.map((group) => group.toString(16));
  if (length < 2) return written.join(':');
  return `${written.slice(0, start).join(':')}::${written.slice(start + length).join(':')}`;
}
