import type { LanguageError } from '../errors.ts';
import { isDash } from '../scan/characters.ts';
import type { CommandElement, CommandNode, Expression, RedirectionNode } from '../tree.ts';
import { refuseKeyword, unsupported } from './words.ts';

/** What of a command is not understood here, but for its arguments' insides. */
export const refuseCommand = (node: CommandNode): LanguageError | undefined =>
  refuseName(node) ?? refuseArguments(node.elements, node.redirections);

function refuseName({ invocation, called, name, nameSpan }: CommandNode): LanguageError | undefined {
  if (invocation?.source === '&') {
    return unsupported('The call operator & is not understood here.', invocation, 'Write the command without it.');
  }
  if (invocation) {
    return unsupported('Dot-sourcing is not understood here.', invocation, 'Write the command itself.');
  }
  if (called?.kind !== 'text' || (called.form === 'bare' && name.includes('$'))) {
    return unsupported("A command's name cannot hold a variable here.", nameSpan, 'Write the name in full.');
  }
  if (/^[\d*]?[<>]/.test(name)) return redirection(name, nameSpan);
  if (isDash(name.charAt(0)) && called.form === 'bare') {
    return unsupported(
      "A command's name cannot begin with a dash here.",
      nameSpan,
      'Write the command before its parameters.',
    );
  }
  return refuseKeyword({ ...nameSpan, source: name });
}

function refuseArguments(
  elements: readonly CommandElement[],
  redirections: readonly RedirectionNode[],
): LanguageError | undefined {
  for (const element of elements) {
    const expression = element.kind === 'argument' ? element.expression : element.argument;
    const items = expression?.kind === 'array' ? expression.items : [expression];
    for (const item of items) {
      const found = refuseArgument(item);
      if (found) return found;
    }
  }
  const [first] = redirections;
  return first && redirection(first.operator.source, first.operator);
}

function refuseArgument(item: Expression | undefined): LanguageError | undefined {
  if (item?.kind === 'variable' && item.isSplatted) {
    return unsupported(
      `Splatting (@${item.name}) is not understood here.`,
      item.span,
      'Write the parameters one by one.',
    );
  }
  if (item?.kind === 'text' && item.form === 'bare' && /^--%?$/.test(item.value)) {
    return unsupported(`${item.value} is not understood here.`, item.span, 'Put it in quotes if it is meant as text.');
  }
  return undefined;
}

export const redirection = (source: string, place: { start: number; end: number }): LanguageError =>
  unsupported(
    `Redirection (${source}) is not understood here.`,
    place,
    'Leave it out: to put results into a file, use `exterm run … --output csv` in a shell.',
  );
