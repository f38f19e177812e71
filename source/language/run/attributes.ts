import type { AttributeNode, Expression, TypeNode } from '../tree.ts';
import { TypeFailure } from '../types/type.ts';
import { literalValue } from '../values/big-integer.ts';
import type { Compiler } from './compile/compiler.ts';
import { type Validator, validatorOf } from './validation.ts';
import { LiveArray, type LiveType, ScriptBlock, type Value } from './value.ts';

/** What an attribute's argument is: a constant, as PowerShell wants it. Script blocks are left to who runs them. */
export function constantOf(node: Expression | undefined, c: Compiler): Value {
  switch (node?.kind) {
    case undefined:
      return true;
    case 'text':
      return node.value;
    case 'number':
      return literalValue(node.value);
    case 'array':
      return new LiveArray(node.items.map((item) => constantOf(item, c)));
    case 'scriptBlock':
      return new ScriptBlock(node.text, c.body(node.body));
    case 'variable':
      return /^true$/i.test(node.name) ? true : /^false$/i.test(node.name) ? false : null;
    case 'parentheses': {
      const [only] = node.statement.kind === 'pipeline' ? node.statement.elements : [];
      return only?.kind === 'expression' ? constantOf(only.expression, c) : null;
    }
    case 'unary': {
      const operation = c.semantics.unary(node.operator);
      return operation ? operation(constantOf(node.operand, c)) : null;
    }
    case 'typeLiteral':
      return c.semantics.findType(node.type.name) ?? null;
    case 'member':
      return node.operator === '::' && node.target.kind === 'typeLiteral' && node.member.kind === 'text'
        ? c.semantics.staticMember(typeOrFail(node.target.type.name, c), node.member.value)
        : null;
    default:
      return null;
  }
}

function typeOrFail(name: string, c: Compiler): LiveType {
  const type = c.semantics.findType(name);
  if (type) return type;
  throw new TypeFailure(
    `Unable to find type [${name}].`,
    'System.Management.Automation.RuntimeException',
    'TypeNotFound',
  );
}

/** Name in lower case, without the namespaces and the Attribute at its end that may be left out. */
export const attributeName = ({ name }: AttributeNode): string =>
  name
    .toLowerCase()
    .replace(/^system\.management\.automation\./, '')
    .replace(/attribute$/, '');

/** The checks that attributes ask for. */
export const validatorsOf = (attributes: readonly (AttributeNode | TypeNode)[], c: Compiler): readonly Validator[] =>
  attributes.flatMap((attribute) => {
    if (attribute.kind === 'type') return [];
    const given = attribute.positional.map((node) => constantOf(node, c));
    const named = attribute.named.map(({ name, value }) => [name.toLowerCase(), constantOf(value, c)] as const);
    const validator = validatorOf(attributeName(attribute), given, new Map(named), c.semantics);
    return validator ? [validator] : [];
  });

/** What the value of a variable with types and attributes goes through. The type that stands next to it is the first. */
export function constraintOf(attributes: readonly (AttributeNode | TypeNode)[], c: Compiler): (value: Value) => Value {
  const names = attributes.filter((one) => one.kind === 'type').map(({ name }) => name);
  const validators = validatorsOf(attributes, c);
  let types: readonly LiveType[] | undefined;
  return (value) => {
    types ??= names.toReversed().map((name) => typeOrFail(name, c));
    const converted = types.reduce((given, type) => c.semantics.convert(given, type), value);
    for (const validate of validators) validate(converted);
    return converted;
  };
}
