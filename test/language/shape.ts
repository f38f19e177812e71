import type { Expression, Script } from '../../source/language/index.ts';
import { parse } from '../../source/language/index.ts';
import { toText } from '../../source/language/values/convert.ts';

/** A tree as one short text, so that a table of cases reads well. */
export function shapeOf(text: string): string {
  const { tree, errors } = parse(text);
  const [error] = errors;
  return error ? `${error.kind} ${error.span.start}-${error.span.end}: ${error.message}` : showScript(tree);
}

export const showScript = ({ statements }: Script): string =>
  statements
    .map(({ target, pipeline }) => {
      const elements = pipeline.elements.map((element) => {
        if (element.kind === 'expression') return show(element.expression);
        const parts = element.elements.map((part) =>
          part.kind === 'argument'
            ? show(part.expression)
            : `-${part.name}${part.argument ? `:${show(part.argument)}` : ''}`,
        );
        return [element.name, ...parts].join(' ');
      });
      return `${target ? `$${target.name} = ` : ''}${elements.join(' | ')}`;
    })
    .join('; ');

export function show(node: Expression): string {
  switch (node.kind) {
    case 'text':
      return `'${node.value}'`;
    case 'expandable':
      return `"${node.parts.map((part) => (typeof part === 'string' ? part : `‹${part.name}›`)).join('')}"`;
    case 'number':
      return `<${toText(node.value)}>`;
    case 'variable':
      return `$${node.name}`;
    case 'member':
      return `${show(node.target)}.${node.name}`;
    case 'index':
      return `${show(node.target)}[${show(node.index)}]`;
    case 'array':
      return `[${node.items.map(show).join(' ')}]`;
    case 'arrayExpression':
      return `@(${node.items.map(show).join('; ')})`;
    case 'hashtable':
      return `@{${node.entries.map(({ key, value }) => `${show(key)}=${show(value)}`).join('; ')}}`;
    case 'scriptBlock':
      return `{${node.expression ? show(node.expression) : node.text}}`;
    case 'parentheses':
      return show(node.expression);
    case 'unary':
      return `(${node.operator} ${show(node.operand)})`;
    case 'binary':
      return `(${show(node.left)} ${node.operator} ${show(node.right)})`;
    case 'unsupported':
      return '?';
  }
}
