import { LanguageError, type Span } from '../../errors.ts';
import type {
  AttributeNode,
  CatchNode,
  CommandNode,
  FunctionNode,
  ParamBlockNode,
  ParameterDeclaration,
  Script,
  TrapNode,
  TypeNode,
} from '../../tree.ts';
import { type AnyNode, walk } from '../../walk.ts';
import type { Scope } from '../scope.ts';
import type { Session } from '../session.ts';
import { isForServer, type NamesOfText, refuseCommand } from './commands.ts';
import { refuseNode, refuseType } from './nodes.ts';

/** What is run is evaluated by recursion: a tree deeper than that is refused. */
const deepest = 400;

/**
 * Throws LanguageError for the first part of a text that is not understood here, before anything of it runs. `scope` is
 * where it is to run.
 */
export function checkScript(tree: Script, session: Session, scope: Scope): void {
  const [first] = refusalsOf(tree, session, scope);
  if (first) throw first;
}

/** All that is not understood here of a text, in its order. */
export function refusalsOf(tree: Script, session: Session, scope = session.global): readonly LanguageError[] {
  const names = namesOf(tree, scope);
  const found: LanguageError[] = [];
  const forServer = new Set<AnyNode>();
  for (const { node, depth } of walk(tree, (one) => !forServer.has(one))) {
    if (depth > deepest) {
      found.push(tooDeep(node));
      break;
    }
    const refusal = refuse(node, names, session);
    if (refusal) found.push(refusal);
    if (node.kind === 'command' && isForServer(node as CommandNode, names, session)) {
      for (const block of blocksOf(node as CommandNode)) forServer.add(block);
    }
  }
  return found.toSorted((a, b) => (comesBefore(a.span, b.span) ? -1 : 1));
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

function refuse(node: AnyNode, names: NamesOfText, session: Session): LanguageError | undefined {
  if (node.kind === 'command') return refuseCommand(node as CommandNode, names, session);
  for (const type of typesOf(node)) {
    const refusal = refuseType(type, session);
    if (refusal) return refusal;
  }
  return refuseNode(node, session);
}

/** An exception that may come from a server, or never comes here: a catch knows it by its name. */
const elsewheres = /^(?:System|Microsoft)\.[\w.]+Exception$/i;

/** Types that stand in a node without being a value there. */
function typesOf(node: AnyNode): readonly TypeNode[] {
  const isType = (one: AttributeNode | TypeNode): one is TypeNode => one.kind === 'type';
  switch (node.kind) {
    case 'catch':
      return (node as CatchNode).types.filter(({ name }) => !elsewheres.test(name));
    case 'trap':
      return [(node as TrapNode).type ?? []].flat().filter(({ name }) => !elsewheres.test(name));
    case 'parameterDeclaration':
      return (node as ParameterDeclaration).attributes.filter(isType);
    case 'paramBlock':
      return (node as ParamBlockNode).attributes.filter(isType);
    default:
      return [];
  }
}

function blocksOf({ elements }: CommandNode): readonly AnyNode[] {
  return elements.flatMap((element) => {
    const expression = element.kind === 'argument' ? element.expression : element.argument;
    return expression?.kind === 'scriptBlock' ? [expression] : [];
  });
}

/** Commands that make names, or run what the text does not name. */
const makers = /^(?:set-alias|new-alias|sal|nal)$/i;
const runners = /^(?:invoke-expression|iex|import-module|ipmo|invoke-command|icm)$/i;

function namesOf(tree: Script, scope: Scope): NamesOfText {
  const made = new Set<string>();
  let hasUnknown = false;
  for (const { node } of walk(tree)) {
    if (node.kind === 'function') made.add((node as FunctionNode).name.replace(/^\w+:/, '').toLowerCase());
    if (node.kind !== 'command') continue;
    const command = node as CommandNode;
    const isDotted = command.invocation?.source === '.' && command.called?.kind !== 'scriptBlock';
    hasUnknown ||= isDotted || runners.test(command.name);
    if (!makers.test(command.name)) continue;
    for (const element of command.elements) {
      const expression = element.kind === 'argument' ? element.expression : element.argument;
      if (expression?.kind === 'text') made.add(expression.value.toLowerCase());
    }
  }
  return { made, hasUnknown, scope };
}
