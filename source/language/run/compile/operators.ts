import { PsNumber } from '../../../objects/index.ts';
import type { BinaryNode, UnaryNode } from '../../tree.ts';
import { TypeFailure } from '../../types/type.ts';
import { andThen, type Code, map, map2 } from '../code.ts';
import { scriptsOf } from '../script-calls.ts';
import { LiveArray, LiveType, nothing, ScriptBlock, type Value, type Worth, withoutNothing } from '../value.ts';
import type { Compiler } from './compiler.ts';
import { textBeside } from './expandable.ts';

/** Nothing counts as null. */
export type Binary = (left: Worth, right: Worth) => Value;

export function compileBinary(node: BinaryNode, c: Compiler): Code<Worth> {
  const operator = node.operator.toLowerCase();
  const { toBoolean } = c.semantics;
  if (operator === '-and' || operator === '-or') return compileLogical(node, operator === '-and', c);
  if (operator === '??') return compileCoalesce(node, c);
  const [left, right] = [c.expression(node.left), c.expression(node.right)];
  if (operator === '-xor') return map2(left, right, (a, b) => toBoolean(a) !== toBoolean(b));
  if (/^-[ci]?(?:not)?match$/.test(operator)) return compileMatch(operator, left, right, c);
  if (/^-[ci]?(?:replace|split)$/.test(operator)) return compileTextOperator(operator, left, right, c);
  const operation = binaryOf(operator, c);
  if (operator === '-as')
    return map2(left, right, (a, b, frame) => operation(asText(b) ? textBeside('', a, frame) : a, b));
  if (!comparesTexts.test(operator)) return map2(left, right, operation);
  return map2(left, right, (a, b, frame) => operation(a, textBeside(a, b, frame)));
}

/** Operators that make the right operand a text where the left one is. */
const comparesTexts = /^(?:\+|-[ci]?(?:eq|ne|lt|le|gt|ge|like|notlike))$/;

const asText = (type: Value): boolean => type instanceof LiveType && type.fullName === 'System.String';

/** The operation, with a short way for whole numbers, which most are. */
export function binaryOf(operator: string, c: Compiler): Binary {
  const general = c.semantics.binary(operator);
  if (!general) {
    return () => {
      throw new TypeFailure(
        `The operator ${operator} is not understood here.`,
        'System.Management.Automation.RuntimeException',
      );
    };
  }
  const slow: Binary = (left, right) => general(withoutNothing(left), withoutNothing(right));
  return quickly[operator]?.(slow) ?? slow;
}

const whole = (value: Worth): value is number => typeof value === 'number';
export const isInt = (value: number) => value >= -2_147_483_648 && value <= 2_147_483_647;

const arithmetic =
  (compute: (left: number, right: number) => number) =>
  (general: Binary): Binary =>
  (left, right) => {
    if (whole(left) && whole(right)) {
      const result = compute(left, right);
      // A product may be -0, which Int32 has not and Double has.
      if (isInt(result)) return result + 0;
    } else if (left instanceof PsNumber && left.type === 'Double') {
      const other = whole(right)
        ? right
        : right instanceof PsNumber && right.type === 'Double'
          ? right.value
          : undefined;
      if (other !== undefined) return new PsNumber('Double', compute(left.value as number, other as number));
    }
    return general(left, right);
  };

/** What is computed most, in one step. */
const addition = (general: Binary): Binary => {
  const others = arithmetic((left, right) => left + right)(general);
  return (left, right) => {
    if (whole(right)) {
      if (whole(left)) {
        const sum = left + right;
        if (isInt(sum)) return sum;
      } else if (left instanceof PsNumber && left.type === 'Double') {
        return new PsNumber('Double', (left.value as number) + right);
      }
    }
    return others(left, right);
  };
};

const comparison =
  (compute: (left: number, right: number) => boolean) =>
  (general: Binary): Binary =>
  (left, right) =>
    whole(left) && whole(right) ? compute(left, right) : general(left, right);

const equality =
  (wanted: boolean) =>
  (general: Binary): Binary =>
  (left, right) =>
    (whole(left) && whole(right)) || (typeof left === 'string' && left === right)
      ? (left === right) === wanted
      : general(left, right);

const quickly: Readonly<Record<string, (general: Binary) => Binary>> = {
  '+': addition,
  '-': arithmetic((left, right) => left - right),
  '*': arithmetic((left, right) => left * right),
  '-eq': equality(true),
  '-ieq': equality(true),
  '-ceq': equality(true),
  '-ne': equality(false),
  '-ine': equality(false),
  '-cne': equality(false),
  '-lt': comparison((left, right) => left < right),
  '-le': comparison((left, right) => left <= right),
  '-gt': comparison((left, right) => left > right),
  '-ge': comparison((left, right) => left >= right),
};

function compileLogical(node: BinaryNode, isAnd: boolean, c: Compiler): Code<Worth> {
  const { toBoolean } = c.semantics;
  const [left, right] = [c.expression(node.left), c.expression(node.right)];
  if (left.sync && right.sync) {
    const [a, b] = [left.sync, right.sync];
    return isAnd
      ? { sync: (frame) => toBoolean(a(frame)) && toBoolean(b(frame)) }
      : { sync: (frame) => toBoolean(a(frame)) || toBoolean(b(frame)) };
  }
  return andThen<Value, Worth>(left, function* (value, frame) {
    if (toBoolean(value) !== isAnd) return !isAnd;
    return toBoolean(right.sync ? right.sync(frame) : yield* right.wait(frame));
  });
}

function compileCoalesce(node: BinaryNode, c: Compiler): Code<Worth> {
  const [left, right] = [c.worth(node.left), c.worth(node.right)];
  const isNone = (worth: Worth) => worth === null || worth === nothing;
  if (left.sync && right.sync) {
    const [a, b] = [left.sync, right.sync];
    return {
      sync(frame) {
        const value = a(frame);
        return isNone(value) ? b(frame) : value;
      },
    };
  }
  return andThen<Worth, Worth>(left, function* (value, frame) {
    if (!isNone(value)) return value;
    return right.sync ? right.sync(frame) : yield* right.wait(frame);
  });
}

function compileMatch(operator: string, left: Code<Value>, right: Code<Value>, c: Compiler): Code<Worth> {
  return map2(left, right, (text, pattern, frame) => {
    const { result, groups } = c.semantics.match(operator, text, pattern);
    if (groups) frame.scope.put('Matches', groups);
    return result;
  });
}

/** A script block may make the text for each match of -replace, or say where -split cuts. */
function compileTextOperator(operator: string, left: Code<Value>, right: Code<Value>, c: Compiler): Code<Worth> {
  const plain = binaryOf(operator, c);
  const pair = map2(left, right, (text, how) => [text, how] as const);
  return andThen<readonly [Value, Value], Worth>(pair, function* ([text, how], frame) {
    const script = how instanceof LiveArray ? how.items[operator.endsWith('split') ? 0 : 1] : how;
    const hasScript = script instanceof ScriptBlock;
    return hasScript ? yield* c.semantics.replaceByScript(operator, text, how, scriptsOf(frame)) : plain(text, how);
  });
}

export function compileUnary(node: UnaryNode, c: Compiler): Code<Worth> {
  const operator = node.operator.toLowerCase() === '!' ? '-not' : node.operator.toLowerCase();
  const operand = c.expression(node.operand);
  if (operator === '-not') return map(operand, (value) => !c.semantics.toBoolean(value));
  const operation = c.semantics.unary(operator);
  return map(operand, (value) => {
    if (operation) return operation(value);
    throw new TypeFailure(
      `The operator ${operator} is not understood here.`,
      'System.Management.Automation.RuntimeException',
    );
  });
}
