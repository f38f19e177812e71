import { type PsDecimal, PsNumber } from '../../objects/index.ts';
import type { Value } from '../run/value.ts';
import { cutToDouble } from '../scan/whole-types.ts';
import { TypeFailure } from '../types/type.ts';
import type { ArithmeticOperator } from './date-arithmetic.ts';
import { addDecimals, divideDecimals, multiplyDecimals, remainderOfDecimals, subtractDecimals } from './decimal.ts';
import { type NumberType, numberTypeOf } from './kinds.ts';
import { integerOf, numberAs, rawOf, toDouble } from './to-number.ts';

/** Of two Int32. */
export function integers(operator: ArithmeticOperator, left: number, right: number): Value {
  if (operator === '/' || operator === '%') {
    if (right === 0) throw divideByZero();
    if (operator === '%') return (left % right) + 0;
    const quotient = left / right;
    return Number.isInteger(quotient) && quotient <= 2_147_483_647 ? quotient + 0 : new PsNumber('Double', quotient);
  }
  const result = operator === '+' ? left + right : operator === '-' ? left - right : left * right;
  // A product may be -0, which Int32 does not have.
  return result <= 2_147_483_647 && result >= -2_147_483_648 ? result + 0 : new PsNumber('Double', result);
}

const divideByZero = () =>
  new TypeFailure('Attempted to divide by zero.', 'System.DivideByZeroException', 'RuntimeException', 'NotSpecified');

const ranks: readonly NumberType[] = ['SByte', 'Byte', 'Int16', 'UInt16', 'Int32', 'UInt32', 'Int64', 'UInt64'];

/** The type that two numbers are counted in. A negative number and an unsigned one leave the unsigned types. */
function commonType(left: Value, right: Value): NumberType {
  const [one, other] = [numberTypeOf(left)!, numberTypeOf(right)!];
  if (one === 'Decimal' || other === 'Decimal') return 'Decimal';
  const rank = Math.max(rankOf(one), rankOf(other));
  if (rank < 0 || rankOf(one) < 0 || rankOf(other) < 0) return 'Double';
  const type = ranks[Math.max(rank, 4)]!;
  const isNegative = (rawOf(left) as bigint) < 0n || (rawOf(right) as bigint) < 0n;
  if (!isNegative) return type;
  if (type === 'UInt32') return 'Int64';
  return type === 'UInt64' ? 'Decimal' : type;
}

const rankOf = (type: NumberType) => ranks.indexOf(type);

/** Of two numbers, in the type that both are counted in. */
export function numbers(operator: ArithmeticOperator, left: Value, right: Value): Value {
  if (typeof left === 'number' && typeof right === 'number') return integers(operator, left, right);
  const type = commonType(left, right);
  if (type === 'Double')
    return new PsNumber('Double', doubles(operator, toDouble(rawOf(left)), toDouble(rawOf(right))));
  if (type === 'Decimal') return decimals(operator, left, right);
  const [a, b] = [rawOf(left) as bigint, rawOf(right) as bigint];
  if ((operator === '/' || operator === '%') && b === 0n) throw divideByZero();
  if (operator === '/' && a % b !== 0n) return new PsNumber('Double', Number(a) / Number(b));
  const result = { '+': a + b, '-': a - b, '*': a * b, '/': b && a / b, '%': b && a % b }[operator];
  const whole = integerOf(result, type);
  if (whole !== undefined) return whole;
  return new PsNumber('Double', operator === '*' ? cutToDouble(result) : doubles(operator, Number(a), Number(b)));
}

function doubles(operator: ArithmeticOperator, left: number, right: number): number {
  if (operator === '+') return left + right;
  if (operator === '-') return left - right;
  if (operator === '*') return left * right;
  return operator === '/' ? left / right : left % right;
}

function decimals(operator: ArithmeticOperator, left: Value, right: Value): Value {
  const [a, b] = [numberAs(left, 'Decimal') as PsDecimal, numberAs(right, 'Decimal') as PsDecimal];
  try {
    return ofDecimals(operator, a, b);
  } catch (error) {
    if (!(error instanceof TypeFailure) || error.id !== undefined) throw error;
    throw new TypeFailure(error.message, error.exceptionType, 'RuntimeException', 'NotSpecified');
  }
}

function ofDecimals(operator: ArithmeticOperator, a: PsDecimal, b: PsDecimal): Value {
  if (operator === '+') return addDecimals(a, b);
  if (operator === '-') return subtractDecimals(a, b);
  if (operator === '*') return multiplyDecimals(a, b);
  if (/^-?[0.]*$/.test(b.text)) throw divideByZero();
  return operator === '/' ? divideDecimals(a, b) : remainderOfDecimals(a, b);
}
