import { localCommands } from '../../source/language/commands/index.ts';
import type { CommandNode, Expression, Script, Statement } from '../../source/language/index.ts';
import { parse } from '../../source/language/index.ts';
import { refusalsOf } from '../../source/language/run/check/index.ts';
import { Session } from '../../source/language/run/session.ts';
import { expressionOf } from '../../source/language/statement-value.ts';
import { semantics } from '../../source/language/types/index.ts';
import { literalValue } from '../../source/language/values/big-integer.ts';
import { toText } from '../../source/language/values/convert.ts';

export const session = new Session({ semantics, locals: localCommands });

/** A tree as one short text, so that a table of cases reads well; an error where it cannot be run. */
export function shapeOf(text: string): string {
  const { tree, errors } = parse(text);
  const error = errors[0] ?? refusalsOf(tree, session)[0];
  return error ? `${error.kind} ${error.span.start}-${error.span.end}: ${error.message}` : showScript(tree);
}

export const showScript = ({ statements }: Script): string => statements.map(showStatement).join('; ');

function showStatement(node: Statement): string {
  if (node.kind === 'assignment') return `${show(node.target)} = ${showStatement(node.value)}`;
  if (node.kind !== 'pipeline') return `${node.kind}?`;
  return node.elements
    .map((element) => (element.kind === 'expression' ? show(element.expression) : showCommand(element)))
    .join(' | ');
}

function showCommand({ name, elements }: CommandNode): string {
  const parts = elements.map((part) =>
    part.kind === 'argument' ? show(part.expression) : `-${part.name}${part.argument ? `:${show(part.argument)}` : ''}`,
  );
  return [name, ...parts].join(' ');
}

export function show(node: Expression): string {
  switch (node.kind) {
    case 'text':
      return `'${node.value}'`;
    case 'expandable':
      return `"${node.parts.map((part) => (typeof part === 'string' ? part : `‹${show(part).slice(1)}›`)).join('')}"`;
    case 'number':
      return `<${node.value === undefined ? '?' : toText(literalValue(node.value))}>`;
    case 'variable':
      return `$${node.name}`;
    case 'member':
      return `${show(node.target)}.${node.member.kind === 'text' ? node.member.value : show(node.member)}`;
    case 'index':
      return `${show(node.target)}[${show(node.index)}]`;
    case 'array':
      return `[${node.items.map(show).join(' ')}]`;
    case 'arrayExpression':
      return `@(${node.statements.map(showStatement).join('; ')})`;
    case 'hashtable':
      return `@{${node.entries.map(({ key, value }) => `${show(key)}=${showStatement(value)}`).join('; ')}}`;
    case 'scriptBlock': {
      const { statements } = node.body;
      const expression = statements.length === 1 ? expressionOf(statements[0]) : undefined;
      return `{${expression ? show(expression) : node.text}}`;
    }
    case 'parentheses':
      return showStatement(node.statement);
    case 'unary':
      return `(${node.operator} ${show(node.operand)})`;
    case 'binary':
      return `(${show(node.left)} ${node.operator} ${show(node.right)})`;
    default:
      return `${node.kind}?`;
  }
}
