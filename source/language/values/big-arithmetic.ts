import { PsDecimal } from '../../objects/index.ts';
import type { Value } from '../run/value.ts';
import { bitLength } from '../scan/whole-types.ts';
import { TypeFailure } from '../types/type.ts';
import { BigInteger, bigIntegerName, bounded } from './big-integer.ts';
import { toText } from './convert.ts';
import type { ArithmeticOperator } from './date-arithmetic.ts';
import { toBigInteger } from './to-big-integer.ts';

/** `left + right` and its like where one is a BigInteger: the other one becomes one too, its fraction cut off. */
export function bigArithmetic(operator: ArithmeticOperator, method: string, left: Value, right: Value): BigInteger {
  const [a, b] = operands(method, left, right);
  return computed(operator, method, a, b);
}

function computed(operator: ArithmeticOperator, method: string, a: bigint, b: bigint): BigInteger {
  const [one, other] = [bitLength(a), bitLength(b)];
  if (operator === '*') return bounded(one + other, () => a * b);
  if (operator === '+') return bounded(Math.max(one, other), () => a + b);
  if (operator === '-') return bounded(Math.max(one, other), () => a - b);
  if (b === 0n)
    throw new TypeFailure(
      `Exception calling "${method}" with "2" argument(s): "Attempted to divide by zero."`,
      'System.Management.Automation.MethodInvocationException',
      'DotNetMethodException',
      'NotSpecified',
    );
  return new BigInteger(operator === '/' ? a / b : a % b);
}

export function bigBitwise(method: string, left: Value, right: Value): BigInteger {
  const [a, b] = operands(method, left, right);
  return new BigInteger(method === 'op_BitwiseAnd' ? a & b : method === 'op_BitwiseOr' ? a | b : a ^ b);
}

export const bigShift = (value: bigint, distance: number): BigInteger =>
  bounded(bitLength(value) + distance, () => (distance < 0 ? value >> BigInt(-distance) : value << BigInt(distance)));

export const isBigArithmetic = (left: Value, right: Value): boolean =>
  left instanceof BigInteger || (right instanceof BigInteger && !(left instanceof PsDecimal));

function operands(method: string, left: Value, right: Value): readonly [bigint, bigint] {
  return [operand(method, left, 0), operand(method, right, 1)];
}

function operand(method: string, value: Value, index: number): bigint {
  try {
    return toBigInteger(value).value;
  } catch (error) {
    if (!(error instanceof TypeFailure)) throw error;
    const shown = Array.isArray((value as { items?: unknown } | null)?.items) ? 'System.Object[]' : toText(value);
    throw new TypeFailure(
      `Cannot convert argument "${index}", with value: "${shown}", for "${method}" to type "${bigIntegerName}": "${error.message}"`,
      'System.Management.Automation.MethodException',
      'MethodArgumentConversionInvalidCastArgument',
      'NotSpecified',
    );
  }
}
