import { parse } from './parse.ts';
import { hasWildcard } from './scan/has-wildcard.ts';
import type { CallNode, CommandElement, CommandNode, Expression, FunctionNode } from './tree.ts';
import { walk } from './walk.ts';

export interface NamedCommands {
  /** As typed, each once, in the order of the text. */
  readonly names: readonly string[];
  /**
   * Words and strings among arguments in the shape of a cmdlet's name: `Get-Help Get-Mailbox` speaks of two. Each once.
   */
  readonly mentioned: readonly string[];
  /** What the text itself makes: commands in it are among `names`. */
  readonly functions: readonly string[];
  /** What it runs by a name or a text that is known only when it runs, as it is written: `$x` of `& $x`. Each once. */
  readonly unnamed: readonly string[];
  /**
   * It may run commands that it does not name. True also where it asks which there are, and where what it runs cannot be
   * told, because it is no PowerShell, or nothing at all.
   */
  readonly others: boolean;
}

/** Which commands a text names, in script blocks and subexpressions too. */
export function commandsNamed(text: string): NamedCommands {
  const { tree, errors } = parse(text);
  const names = new Set<string>();
  const mentioned = new Set<string>();
  const functions = new Set<string>();
  const unnamed = new Set<string>();
  let hasOthers = false;
  const sourceOf = ({ span }: Expression) => text.slice(span.start, span.end);
  const hasStatements = tree.statements.length > 0 || tree.blocks.length > 0;
  for (const { node } of walk(tree)) {
    if (node.kind === 'command') {
      const { name, called } = node as CommandNode;
      if (name !== '') names.add(name);
      else if (called && called.kind !== 'scriptBlock') unnamed.add(sourceOf(called));
      hasOthers ||= textRunner.test(name) || listsOthers(node as CommandNode);
    } else if (node.kind === 'call' && invokes(node as CallNode)) {
      unnamed.add(sourceOf((node as CallNode).member));
    } else if (node.kind === 'function') {
      functions.add((node as FunctionNode).name);
    } else if (node.kind === 'text' && isCmdletName((node as Expression & { value: string }).value)) {
      mentioned.add((node as Expression & { value: string }).value);
    }
  }
  const others = errors.length > 0 || !hasStatements || hasOthers || unnamed.size > 0;
  return {
    names: [...names],
    mentioned: [...mentioned],
    functions: [...functions],
    unnamed: [...unnamed],
    others,
  };
}

/** Whether a text has the shape of a cmdlet's name. */
export const isCmdletName = (text: string) => /^[A-Za-z]{2,30}-[A-Za-z][A-Za-z0-9]{1,60}$/.test(text);

/** A command that takes a script as text. */
const textRunner = /^(?:.*\\)?(?:invoke-expression|iex)$/i;

/** Get-Command with more than names: a pattern, a verb or a noun, or what is known only when it runs. */
const listsOthers = ({ name, elements }: CommandNode) =>
  /^(?:get-command|gcm)$/i.test(name) && (elements.length === 0 || elements.some(listsMany));

const listsMany = (element: CommandElement) =>
  element.kind === 'parameter' ? /^(?:v|no)/i.test(element.name) : !namesOnly(element.expression);

const namesOnly = (node: Expression): boolean =>
  node.kind === 'array' ? node.items.every(namesOnly) : node.kind === 'text' && !hasWildcard(node.value);

/** A method that runs a script, or one whose name is a value. */
const invokes = ({ member }: CallNode) => member.kind !== 'text' || /^invoke/i.test(member.value);
