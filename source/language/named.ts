import { parse } from './parse.ts';
import type { CallNode, CommandNode, Expression } from './tree.ts';
import { walk } from './walk.ts';

export interface NamedCommands {
  /** As typed, each once, in the order of the text. */
  readonly names: readonly string[];
  /**
   * Words and strings among arguments in the shape of a cmdlet's name: `Get-Help Get-Mailbox` speaks of two. Each once.
   */
  readonly mentioned: readonly string[];
  /**
   * It may run commands that it does not name: by a name or a text that is known only when it runs. True also where what
   * it runs cannot be told, because it is no PowerShell, or nothing at all.
   */
  readonly others: boolean;
}

/** Which commands a text names, in script blocks and subexpressions too. */
export function commandsNamed(text: string): NamedCommands {
  const { tree, errors } = parse(text);
  const names = new Set<string>();
  const mentioned = new Set<string>();
  const hasStatements = tree.statements.length > 0 || tree.blocks.length > 0;
  let others = errors.length > 0 || !hasStatements;
  for (const { node } of walk(tree)) {
    if (node.kind === 'command') {
      const { name } = node as CommandNode;
      if (name !== '') names.add(name);
      others ||= runsText(node as CommandNode);
    } else if (node.kind === 'call') others ||= invokes(node as CallNode);
    else if (node.kind === 'text' && cmdletShape.test((node as Expression & { value: string }).value)) {
      mentioned.add((node as Expression & { value: string }).value);
    }
  }
  return { names: [...names], mentioned: [...mentioned], others };
}

const cmdletShape = /^[A-Za-z]{2,30}-[A-Za-z][A-Za-z0-9]{1,60}$/;

/** A command whose name is a value, or that takes a script as text. A script block has its commands in itself. */
const runsText = ({ name, called }: CommandNode) =>
  name === '' ? called?.kind !== 'scriptBlock' : /^(?:invoke-expression|iex)$/i.test(name);

/** A method that runs a script, or one whose name is a value. */
const invokes = ({ member }: CallNode) => member.kind !== 'text' || /^invoke/i.test(member.value);
