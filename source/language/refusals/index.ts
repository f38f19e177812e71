import { LanguageError, type Span } from '../errors.ts';
import type { AttributeNode, BodyNode, CommandNode, Expression, Statement, TypeNode } from '../tree.ts';
import { type AnyNode, walk } from '../walk.ts';
import { refuseCommand } from './commands.ts';
import { refuseExpression } from './expressions.ts';
import { refuseStatement } from './statements.ts';

/** What is run is evaluated by recursion: a tree deeper than that is refused. */
const deepest = 400;

/**
 * Why a part of the tree cannot be run: valid PowerShell that is not understood here, the first in the order of the text.
 * What stands in a script block is left to who takes the block: a remote command takes it as text.
 */
export function firstRefusal(root: Statement | BodyNode): LanguageError | undefined {
  let first: LanguageError | undefined;
  for (const { node, depth } of walk(root, ({ kind }) => kind !== 'scriptBlock')) {
    const found = depth > deepest ? tooDeep(node) : refuse(node);
    if (found && (!first || comesBefore(found.span, first.span))) first = found;
    if (depth > deepest) break;
  }
  return first;
}

/** Of two that begin at one place the inner one says more. */
const comesBefore = (one: Span, other: Span) =>
  one.start < other.start || (one.start === other.start && one.end < other.end);

const tooDeep = ({ span }: AnyNode) =>
  new LanguageError(
    'More stands in one another here than can be run.',
    span,
    'Use variables for the inner parts.',
    'unsupported',
  );

type RefusedNode = Statement | Expression | CommandNode | AttributeNode | TypeNode;

function refuse(node: AnyNode): LanguageError | undefined {
  if (node.kind === 'command') return refuseCommand(node as CommandNode);
  return refuseStatement(node as Extract<RefusedNode, Statement>) ?? refuseExpression(node as Expression);
}
