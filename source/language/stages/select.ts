import { PsObject, type PsValue } from '../../objects/index.ts';
import type { Arguments } from '../bind.ts';
import { LanguageError } from '../errors.ts';
import { located } from '../evaluate.ts';
import { equal } from '../values/compare.ts';
import { listOf, toText } from '../values/convert.ts';
import { ownProperty } from '../values/members.ts';
import { wildcard } from '../values/wildcard.ts';
import { checkNames, propertyNames, propertyOf, resolveNames } from './properties.ts';
import type { Emit, LocalCommand, Stage, StageContext } from './stage.ts';

/** Select-Object: properties, and which of the objects. */
export const selectObject: LocalCommand = {
  name: 'Select-Object',
  aliases: ['select'],
  parameters: [
    { name: 'Property', position: 0 },
    { name: 'ExcludeProperty' },
    { name: 'ExpandProperty' },
    { name: 'Unique', isSwitch: true },
    { name: 'First' },
    { name: 'Last' },
    { name: 'Skip' },
    { name: 'SkipLast', refused: 'Use -Skip, -First and -Last.' },
    { name: 'Index', refused: 'Keep the result in a variable and use $x[0].' },
    { name: 'Wait', isSwitch: true, refused: 'Leave it out.' },
    { name: 'CaseInsensitive', isSwitch: true, refused: 'Leave it out: -Unique tells upper from lower case.' },
  ],
  check: (args, span) => {
    checkNames(args, 'Property', 'Select-Object');
    checkNames(args, 'ExpandProperty', 'Select-Object');
    if (args.has('ExpandProperty') && (args.has('Property') || args.has('ExcludeProperty'))) {
      throw new LanguageError(
        '-ExpandProperty together with -Property is not understood here.',
        args.span('ExpandProperty') ?? span,
        'Use one of the two.',
        'unsupported',
      );
    }
  },
  create: (args, context) => new Select(args, context),
};

class Select implements Stage {
  readonly #shape: (value: PsValue, emit: Emit) => void;
  readonly #first: number | undefined;
  readonly #last: number | undefined;
  readonly #skip: number;
  readonly #unique: boolean;
  readonly #seen: PsValue[] = [];
  #tail: PsValue[] = [];
  #index = 0;

  constructor(args: Arguments, context: StageContext) {
    this.#first = args.count('First', context);
    this.#last = args.count('Last', context);
    this.#skip = args.count('Skip', context) ?? 0;
    this.#unique = args.isOn('Unique', context);
    this.#shape = shaper(args, context);
  }

  get done(): boolean {
    return this.#first !== undefined && this.#last === undefined && this.#index >= this.#skip + this.#first;
  }

  push(value: PsValue, emit: Emit): void {
    // With -Last alone, -Skip counts from the end.
    const skipFront = this.#last === undefined || this.#first !== undefined ? this.#skip : 0;
    const index = this.#index++;
    if (index < skipFront) return;
    if (this.#last === undefined) {
      if (this.#first === undefined || index < skipFront + this.#first) this.#let(value, emit);
      return;
    }
    if (this.#first !== undefined && index < skipFront + this.#first) {
      this.#let(value, emit);
      return;
    }
    this.#tail.push(value);
    const keep = this.#last + (this.#first === undefined ? this.#skip : 0);
    if (this.#tail.length > Math.max(64, 2 * keep)) this.#tail = keep > 0 ? this.#tail.slice(-keep) : [];
  }

  end(emit: Emit): void {
    if (this.#last === undefined) return;
    const end = this.#tail.length - (this.#first === undefined ? this.#skip : 0);
    for (const value of this.#tail.slice(Math.max(0, end - this.#last), Math.max(0, end))) this.#let(value, emit);
  }

  #let(value: PsValue, emit: Emit): void {
    this.#shape(value, (shaped) => {
      if (this.#unique) {
        if (this.#seen.some((other) => same(other, shaped))) return;
        this.#seen.push(shaped);
      }
      emit(shaped);
    });
  }
}

function shaper(args: Arguments, context: StageContext): (value: PsValue, emit: Emit) => void {
  const expand = args.texts('ExpandProperty', context)[0];
  if (expand !== undefined) return (value, emit) => expandProperty(value, expand, emit, context);
  const excluded = args.texts('ExcludeProperty', context).map((pattern) => wildcard(pattern));
  if (!args.has('Property') && excluded.length === 0) return (value, emit) => emit(value);
  const patterns = args.has('Property') ? args.texts('Property', context) : ['*'];
  return (value, emit) => {
    const names = located(context.span, () =>
      resolveNames(value, patterns).filter((name) => !excluded.some((test) => test(name))),
    );
    emit(project(value, names));
  };
}

/** An object of those properties alone; one that the value lacks is null in it, as in PowerShell. */
function project(value: PsValue, names: readonly string[]): PsObject {
  const type = value instanceof PsObject ? value.typeNames[0] : undefined;
  return new PsObject({
    typeNames: [`Selected.${type ?? 'System.Object'}`, 'System.Management.Automation.PSCustomObject', 'System.Object'],
    extended: { names, values: names.map((name) => propertyOf(value, name)) },
  });
}

function expandProperty(value: PsValue, pattern: string, emit: Emit, { span, report }: StageContext): void {
  const [name = pattern] = resolveNames(value, [pattern]);
  const found = ownProperty(value, name);
  if (found === undefined) {
    report(
      new LanguageError(
        `The property ${pattern} is not there to expand.`,
        span,
        'Look at the names with Format-List.',
        'value',
      ),
    );
    return;
  }
  if (found === null) return;
  for (const item of listOf(found) ?? [found]) emit(item);
}

/** As -Unique compares: upper and lower case differ, and objects are the same if all their properties are. */
function same(left: PsValue, right: PsValue): boolean {
  if (
    !(left instanceof PsObject) ||
    !(right instanceof PsObject) ||
    left.base !== undefined ||
    right.base !== undefined
  ) {
    return equal(left, right, true);
  }
  const names = propertyNames(left);
  if (names.length !== propertyNames(right).length) return false;
  if (names.length === 0) return toText(left) === toText(right);
  return names.every((name) => sameText(propertyOf(left, name), propertyOf(right, name)));
}

const sameText = (left: PsValue, right: PsValue) =>
  left instanceof PsObject || right instanceof PsObject ? toText(left) === toText(right) : equal(left, right, true);
