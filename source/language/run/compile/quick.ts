import type { AssignmentNode, Expression } from '../../tree.ts';
import type { Code } from '../code.ts';
import type { Frame } from '../frame.ts';
import type { Slot } from '../slots.ts';
import type { Value, Worth } from '../value.ts';
import { isLocked, plainKey, writeVariable } from '../variables.ts';
import type { Compiler } from './compiler.ts';
import { textBeside } from './expandable.ts';
import { type Binary, binaryOf, isInt } from './operators.ts';

/**
 * What changes a plain variable in one step, where no command is in it. Methods rather than closures: each is known where it
 * is called, and loops spend their time here.
 */
export interface Quick {
  run(frame: Frame): Worth;
}

type Writes = (frame: Frame, value: Worth) => void;

/** `$x = …` */
class QuickAssignment implements Quick {
  readonly #value: (frame: Frame) => Worth;
  readonly #slot: Slot;
  readonly #write: Writes;

  constructor(value: (frame: Frame) => Worth, slot: Slot, write: Writes) {
    this.#value = value;
    this.#slot = slot;
    this.#write = write;
  }

  run(frame: Frame): Worth {
    const worth = this.#value(frame);
    const variable = frame.own(this.#slot);
    if (variable?.isFree) variable.value = worth;
    else this.#write(frame, worth);
    return worth;
  }
}

interface ChangeParts {
  readonly value: (frame: Frame) => Worth;
  readonly operation: Binary;
  readonly slot: Slot;
  readonly write: Writes;
}

/** `$x += …` */
class QuickChange implements Quick {
  readonly #value: (frame: Frame) => Worth;
  readonly #operation: Binary;
  readonly #slot: Slot;
  readonly #write: Writes;

  constructor({ value, operation, slot, write }: ChangeParts) {
    this.#value = value;
    this.#operation = operation;
    this.#slot = slot;
    this.#write = write;
  }

  run(frame: Frame): Value {
    const right = this.#value(frame);
    const variable = frame.own(this.#slot);
    if (variable?.isFree) {
      const { value } = variable;
      const result = this.#operation(
        value,
        typeof value === 'string' ? textBeside(value, right as Value, frame) : right,
      );
      variable.value = result;
      return result;
    }
    const { key } = this.#slot;
    const there = variable ?? (frame.hasSlots && isSlot(key) ? undefined : frame.scope.findOutside(key));
    const result = this.#operation(there?.value ?? null, right);
    this.#write(frame, result);
    return result;
  }
}

/** Whether a block keeps a variable in a slot: not `$_`, which PowerShell sets by its name. */
export const isSlot = (key: string): boolean => key !== '_';

interface Place {
  readonly slot: Slot;
  readonly write: Writes;
}

/** Where a plain variable is; undefined for what is none, or may not be given a value. */
function placeOf(node: Expression, c: Compiler): Place | undefined {
  if (node.kind !== 'variable') return undefined;
  const key = plainKey(node.name);
  if (key === undefined || isLocked(key)) return undefined;
  return { slot: c.slot(key), write: writeVariable(node.name) };
}

/** Undefined where it takes more than one step. */
export function quickAssignment(node: AssignmentNode, { sync: value }: Code<Worth>, c: Compiler): Quick | undefined {
  const operator = node.operator.source;
  const place = placeOf(node.target, c);
  if (place === undefined || !value || operator === '??=') return undefined;
  const { slot, write } = place;
  if (operator === '=') return new QuickAssignment(value, slot, write);
  return new QuickChange({ value, operation: binaryOf(operator.slice(0, -1), c), slot, write });
}

/** Undefined where it is no plain variable. */
export function quickStep(node: Expression, by: 1 | -1, c: Compiler): QuickStep | undefined {
  const place = placeOf(node, c);
  return place && new QuickStep(place.slot, by);
}

/** `++` and `--` of a whole number. */
class QuickStep {
  readonly #slot: Slot;
  readonly #by: number;

  constructor(slot: Slot, by: number) {
    this.#slot = slot;
    this.#by = by;
  }

  /** The number before; undefined where it is none, and nothing was done. */
  run(frame: Frame): number | undefined {
    const variable = frame.own(this.#slot);
    if (!variable?.isFree) return undefined;
    const before = variable.value;
    if (typeof before !== 'number') return undefined;
    const after = before + this.#by;
    if (!isInt(after)) return undefined;
    variable.value = after;
    return before;
  }
}
