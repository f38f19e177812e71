import { XPathError } from './error.ts';

export interface XPathToken {
  /** `name`: with its prefix, or `p:*`. `end`: what stands behind the last. */
  readonly kind: 'name' | 'operator' | 'number' | 'text' | 'variable' | 'sign' | 'end';
  /** A text's without its quotes. */
  readonly text: string;
}

const name = String.raw`[\p{L}_][\p{L}\p{N}\p{M}._-]*`;
const pattern = new RegExp(
  String.raw`\s+|(?<number>\d+(?:\.\d*)?|\.\d+)|"(?<double>[^"]*)"|'(?<single>[^']*)'|\$(?<variable>${name}(?::${name})?)|(?<name>${name}(?::(?!:)(?:${name}|\*))?)|(?<sign>\.\.|::|//|!=|<=|>=|[./@()[\],|+=<>*-])`,
  'uy',
);

/** Signs behind which an operand begins, as it does at the beginning. */
const beforeOperand = /^(?:@|::|\(|\[|,)$/;
const named = /^(?:and|or|div|mod)$/;
const operators = /^(?:\/|\/\/|\||\+|-|=|!=|<|<=|>|>=)$/;

/** The tokens of an XPath; names and `*` that stand where an operator does are operators. */
export function tokensOf(xpath: string): readonly XPathToken[] {
  const tokens: XPathToken[] = [];
  const scanner = new RegExp(pattern);
  while (scanner.lastIndex < xpath.length) {
    const found = scanner.exec(xpath);
    if (!found) throw XPathError.token(xpath);
    const { number, double, single, variable, name, sign } = found.groups ?? {};
    const last = tokens.at(-1);
    const isBehindOperand =
      last !== undefined && last.kind !== 'operator' && !(last.kind === 'sign' && beforeOperand.test(last.text));
    if (number !== undefined) tokens.push({ kind: 'number', text: number });
    else if (double !== undefined || single !== undefined) tokens.push({ kind: 'text', text: (double ?? single)! });
    else if (variable !== undefined) tokens.push({ kind: 'variable', text: variable });
    else if (name !== undefined)
      tokens.push({ kind: isBehindOperand && named.test(name) ? 'operator' : 'name', text: name });
    else if (sign === '*') tokens.push({ kind: isBehindOperand ? 'operator' : 'name', text: sign });
    else if (sign !== undefined) tokens.push({ kind: operators.test(sign) ? 'operator' : 'sign', text: sign });
  }
  return [...tokens, { kind: 'end', text: '' }];
}
