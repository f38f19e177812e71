import { TypeFailure } from '../types/type.ts';
import type { Semantics } from './semantics.ts';
import type { Value } from './value.ts';

/** Throws TypeFailure where the value may not be. */
export type Validator = (value: Value) => void;

const refuse = (message: string): never => {
  throw new TypeFailure(
    message,
    'System.Management.Automation.ValidationMetadataException',
    'ValidationFailure',
    'InvalidData',
  );
};

/** The check of `[ValidateSet(…)]` and its like; undefined for an attribute that checks nothing. */
export function validatorOf(
  name: string,
  positional: readonly Value[],
  named: ReadonlyMap<string, Value>,
  semantics: Semantics,
): Validator | undefined {
  const { toText } = semantics;
  const each =
    (check: (item: Value) => void): Validator =>
    (value) => {
      if (value === null) refuse(noElement);
      for (const item of semantics.itemsOf(value) ?? [value]) check(item);
    };
  switch (name) {
    case 'validateset':
      return each(inSet(positional, named.get('ignorecase') !== false, semantics));
    case 'validaterange':
      return positional.length === 1
        ? each(ofKind(toText(positional[0]!), semantics))
        : each(inRange(positional[0] ?? null, positional[1] ?? null, semantics));
    case 'validatelength':
      return each(ofLength(Number(toText(positional[0] ?? 0)), Number(toText(positional[1] ?? 0)), semantics));
    case 'validatecount':
      return ofCount(Number(toText(positional[0] ?? 0)), Number(toText(positional[1] ?? 0)), semantics);
    case 'validatepattern':
      return each((item) => {
        const pattern = toText(positional[0] ?? '');
        const { result } = semantics.match(
          named.get('options') === undefined ? '-match' : '-cmatch',
          toText(item),
          pattern,
        );
        if (semantics.toBoolean(result)) return;
        refuse(
          `The argument "${toText(item)}" does not match the "${pattern}" pattern. Supply an argument that matches "${pattern}" and try the command again.`,
        );
      });
    case 'validatescript':
      // The script itself is run by whoever can wait for it.
      return (value) => {
        if (value === null) refuse(noElement);
      };
    case 'validatenotnull':
      return notNull(semantics);
    case 'validatenotnullorempty':
      return notEmpty(semantics, (text) => text === '');
    case 'validatenotnullorwhitespace':
      return notEmpty(semantics, (text) => text.trim() === '', onlySpace);
    default:
      return undefined;
  }
}

export function inSet(values: readonly Value[], ignoresCase: boolean, { toText }: Semantics): (item: Value) => void {
  const texts = values.map(toText);
  const fold = (text: string) => (ignoresCase ? text.toLowerCase() : text);
  const known = new Set(texts.map(fold));
  return (item) => {
    if (known.has(fold(toText(item)))) return;
    refuse(
      `The argument "${toText(item)}" does not belong to the set "${texts.join(',')}" specified by the ValidateSet attribute. Supply an argument that is in the set and then try the command again.`,
    );
  };
}

export function inRange(low: Value, high: Value, { order, toText }: Semantics): (item: Value) => void {
  return (item) => {
    const [toLow, toHigh] = [order(item, low, false) ?? -1, order(item, high, false) ?? 1];
    if (toLow < 0) {
      refuse(
        `The ${toText(item)} argument is less than the minimum allowed range of ${toText(low)}. Supply an argument that is greater than or equal to ${toText(low)} and then try the command again.`,
      );
    }
    if (toHigh > 0) {
      refuse(
        `The ${toText(item)} argument is greater than the maximum allowed range of ${toText(high)}. Supply an argument that is less than or equal to ${toText(high)} and then try the command again.`,
      );
    }
  };
}

const kinds: Readonly<Record<string, readonly [wanted: (sign: number) => boolean, words: string]>> = {
  positive: [(sign) => sign > 0, 'greater than zero'],
  nonnegative: [(sign) => sign >= 0, 'greater than or equal to zero'],
  negative: [(sign) => sign < 0, 'less than zero'],
  nonpositive: [(sign) => sign <= 0, 'less than or equal to zero'],
};

function ofKind(kind: string, { order, toText }: Semantics): (item: Value) => void {
  const [wanted, words] = kinds[kind.toLowerCase()] ?? [() => true, ''];
  return (item) => {
    if (wanted(order(item, 0, false) ?? 0)) return;
    refuse(`The argument "${toText(item)}" cannot be validated because its value is not ${words}.`);
  };
}

function ofLength(low: number, high: number, { toText }: Semantics): (item: Value) => void {
  return (item) => {
    const { length } = toText(item);
    if (length < low) {
      refuse(
        `The character length (${length}) of the argument is too short. Specify an argument with a length that is greater than or equal to "${low}", and then try the command again.`,
      );
    }
    if (length > high) {
      refuse(
        `The character length of the ${length} argument is too long. Shorten the character length of the argument so it is fewer than or equal to "${high}" characters, and then try the command again.`,
      );
    }
  };
}

function ofCount(low: number, high: number, { itemsOf }: Semantics): Validator {
  return (value) => {
    const count = value === null ? 0 : (itemsOf(value)?.length ?? 1);
    if (count >= low && count <= high) return;
    refuse(
      `The parameter requires at least ${low} value(s) and no more than ${high} value(s) - ${count} value(s) were provided.`,
    );
  };
}

const noElement =
  'The argument is null, empty, or an element of the argument collection contains a null value. Supply a collection that does not contain any null values and then try the command again.';

function notNull({ itemsOf }: Semantics): Validator {
  return (value) => {
    if (value === null) {
      refuse('The argument is null. Provide a valid value for the argument, and then try running the command again.');
    }
    if (itemsOf(value)?.includes(null)) refuse(noElement);
  };
}

const empty =
  'The argument is null or empty. Provide an argument that is not null or empty, and then try the command again.';
const onlySpace =
  'The argument is null, empty, or consists of only white-space characters. Provide an argument that contains non white-space characters, and then try the command again.';

export function notEmpty({ itemsOf }: Semantics, isEmpty: (text: string) => boolean, words = empty): Validator {
  const isNone = (item: Value) => item === null || (typeof item === 'string' && isEmpty(item));
  return (value) => {
    if (isNone(value)) refuse(words);
    const items = itemsOf(value);
    if (items && (items.length === 0 || items.some(isNone))) refuse(noElement);
  };
}
