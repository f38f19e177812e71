import { PsNumber } from '../../objects/index.ts';
import type { Value } from '../run/value.ts';
import type { Culture } from './culture.ts';
import { type Digits, roundedTo, shownDigits, significant } from './digits.ts';

type Piece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'digit'; readonly isZero: boolean }
  | { readonly kind: 'point' }
  | { readonly kind: 'exponent'; readonly letter: string; readonly plus: boolean; readonly width: number };

interface Section {
  readonly pieces: readonly Piece[];
  /** Powers of ten that the number is divided by: commas and percent signs. */
  readonly scaling: number;
  readonly hasGroups: boolean;
}

/** A number by a custom format: sections for positive, negative and zero; `0`, `#`, `.`, `,`, `%`, `‰`, `E+0`, quotes. */
export function customNumber(value: Value, format: string, culture: Culture): string {
  const sections = splitSections(format);
  const digits = shownDigits(value);
  const isZero = digits.digits === 0n;
  const wanted =
    isZero && sections.length > 2
      ? 2
      : digits.isNegative && !isZero && sections.length > 1 && sections[1] !== ''
        ? 1
        : 0;
  const section = readSection(sections[wanted] ?? '');
  const rounds = roundsToZero(digits, section);
  const isNothing = isZero || rounds;
  if (isNothing && !isZero && sections.length > 2)
    return written({ ...digits, digits: 0n }, readSection(sections[2]!), culture);
  // What rounds to nothing is not negative any more, but for the sign of a Double's zero.
  const isOther = isNothing && wanted === 1;
  const text = written(digits, isOther ? readSection(sections[0]!) : section, culture);
  const hasSign = digits.isNegative && (wanted === 0 || isOther) && (!isNothing || (isReal(value) && /\d/.test(text)));
  return `${hasSign ? '-' : ''}${text}`;
}

/** Its zero has a sign. */
const isReal = (value: Value) => value instanceof PsNumber && /^[DS][oi]/.test(value.type);

function splitSections(format: string): readonly string[] {
  const sections = [''];
  for (let i = 0; i < format.length; i++) {
    const c = format.charAt(i);
    const end = c === '\\' ? i + 2 : c === "'" || c === '"' ? closing(format, i) + 1 : i + 1;
    if (c === ';') sections.push('');
    else sections.push(sections.pop()! + format.slice(i, end));
    i = end - 1;
  }
  return sections;
}

function closing(format: string, at: number): number {
  const end = format.indexOf(format.charAt(at), at + 1);
  return end < 0 ? format.length : end;
}

const exponentPattern = /[eE]([+-]?)(0+)/y;

function readSection(section: string): Section {
  const pieces: Piece[] = [];
  let scaling = 0;
  let hasGroups = false;
  let hasPoint = false;
  let commas = 0;
  let hasDigit = false;
  for (let i = 0; i < section.length; i++) {
    const c = section.charAt(i);
    exponentPattern.lastIndex = i;
    const exponent = /[eE]/.test(c) ? exponentPattern.exec(section) : null;
    if (c === '0' || c === '#') {
      if (commas > 0 && hasDigit && !hasPoint) hasGroups = true;
      commas = 0;
      hasDigit = true;
      pieces.push({ kind: 'digit', isZero: c === '0' });
    } else if (c === ',') {
      if (hasDigit && !hasPoint) commas++;
    } else if (c === '.') {
      if (hasPoint) continue;
      hasPoint = true;
      scaling += commas * 3;
      commas = 0;
      pieces.push({ kind: 'point' });
    } else if (exponent) {
      pieces.push({ kind: 'exponent', letter: c, plus: exponent[1] === '+', width: exponent[2]!.length });
      i = exponentPattern.lastIndex - 1;
    } else if (c === '%' || c === '‰') {
      scaling -= c === '%' ? 2 : 3;
      pieces.push({ kind: 'text', text: c });
    } else if (c === "'" || c === '"') {
      const end = closing(section, i);
      pieces.push({ kind: 'text', text: section.slice(i + 1, end) });
      i = end;
    } else if (c === '\\') {
      i++;
      pieces.push({ kind: 'text', text: section.charAt(i) });
    } else pieces.push({ kind: 'text', text: c });
  }
  return { pieces, scaling: scaling + (hasPoint ? 0 : commas * 3), hasGroups };
}

const placesOf = (pieces: readonly Piece[]) => {
  const point = pieces.findIndex(({ kind }) => kind === 'point');
  return point < 0 ? 0 : pieces.slice(point).filter(({ kind }) => kind === 'digit').length;
};

const hasExponent = ({ pieces }: Section) => pieces.some(({ kind }) => kind === 'exponent');

const roundsToZero = (digits: Digits, section: Section) =>
  !hasExponent(section) &&
  roundedTo({ ...digits, scale: digits.scale + section.scaling }, placesOf(section.pieces)) === 0n;

function written(given: Digits, section: Section, culture: Culture): string {
  const { pieces } = section;
  const places = placesOf(pieces);
  const point = pieces.findIndex(({ kind }) => kind === 'point');
  const before = point < 0 ? pieces.length : point;
  const wholePlaces = pieces.slice(0, before).filter(({ kind }) => kind === 'digit').length;
  let digits = { ...given, scale: given.scale + section.scaling };
  let power = 0;
  if (hasExponent(section)) {
    const found = significant(digits, Math.max(1, wholePlaces + places));
    power = given.digits === 0n ? 0 : found.power - Math.max(1, wholePlaces) + 1;
    digits = {
      ...digits,
      digits: BigInt(found.digits),
      scale: Math.max(1, wholePlaces + places) - Math.max(1, wholePlaces),
    };
  }
  const all = roundedTo(digits, places)
    .toString()
    .padStart(places + 1, '0');
  const whole = (places === 0 ? all : all.slice(0, -places)).replace(/^0+/, '');
  const fraction = places === 0 ? '' : all.slice(-places);
  const wholeText = wholeParts(pieces.slice(0, before), whole, section.hasGroups, culture, power);
  return `${wholeText}${fractionParts(pieces.slice(before), fraction, culture, power)}`;
}

const exponentText = (piece: Piece & { readonly kind: 'exponent' }, power: number) =>
  `${piece.letter}${power < 0 ? '-' : piece.plus ? '+' : ''}${String(Math.abs(power)).padStart(piece.width, '0')}`;

function wholeParts(
  pieces: readonly Piece[],
  whole: string,
  hasGroups: boolean,
  culture: Culture,
  power: number,
): string {
  const slots = pieces.filter(({ kind }) => kind === 'digit').length;
  const firstZero = pieces
    .filter(({ kind }) => kind === 'digit')
    .findIndex((piece) => piece.kind === 'digit' && piece.isZero);
  const least = firstZero < 0 ? 0 : slots - firstZero;
  const padded = whole.padStart(least, '0');
  let out = '';
  let slot = 0;
  const place = (index: number) => padded.charAt(index);
  // From the left: what is more than there are places for stands before the first.
  const put = (index: number) => {
    if (index < 0 || index >= padded.length) return '';
    const left = padded.length - 1 - index;
    return place(index) + (hasGroups && left > 0 && endsGroup(left, culture) ? culture.groupSeparator : '');
  };
  for (const piece of pieces) {
    if (piece.kind === 'text') out += piece.text;
    else if (piece.kind === 'exponent') out += exponentText(piece, power);
    else if (piece.kind === 'digit') {
      if (slot === 0) for (let i = 0; i < padded.length - slots; i++) out += put(i);
      out += put(padded.length - slots + slot);
      slot++;
    }
  }
  return out;
}

function endsGroup(left: number, { groupSizes }: Culture): boolean {
  let sum = 0;
  for (let i = 0; sum < left; i++) sum += groupSizes[Math.min(i, groupSizes.length - 1)]!;
  return sum === left;
}

function fractionParts(pieces: readonly Piece[], fraction: string, culture: Culture, power: number): string {
  const slots = pieces.filter((piece) => piece.kind === 'digit');
  const lastZero = slots.findLastIndex((piece) => piece.kind === 'digit' && piece.isZero);
  const shown = Math.max(lastZero + 1, fraction.replace(/0+$/, '').length);
  let slot = 0;
  let out = '';
  for (const piece of pieces) {
    if (piece.kind === 'point') out += shown > 0 ? culture.decimalSeparator : '';
    else if (piece.kind === 'text') out += piece.text;
    else if (piece.kind === 'exponent') out += exponentText(piece, power);
    else {
      if (slot < shown) out += fraction.charAt(slot);
      slot++;
    }
  }
  return out;
}
