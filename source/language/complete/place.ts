import type { ParseResult } from '../parse.ts';
import type { Token } from '../tokens.ts';

/** What surrounds the cursor: the command whose arguments it stands in, and the first one of its pipeline. */
export interface Place {
  readonly command: string | undefined;
  readonly first: string | undefined;
  /** The variable that the pipeline begins with, if it begins with one. */
  readonly variable: string | undefined;
  readonly afterPipe: boolean;
  readonly inBlock: boolean;
  /** Parameters that are there already, lower case. */
  readonly given: ReadonlySet<string>;
  /** Arguments without a parameter's name that stand before the cursor, a switch's neighbour perhaps among them. */
  readonly position: number;
  /** The parameter whose argument begins or goes on at the cursor. */
  readonly parameter: string | undefined;
}

/** The tokens of the subexpression that a string is still open in, at any depth; else those of the text. */
export function innermost(tokens: readonly Token[]): readonly Token[] {
  const part = tokens.at(-1)?.parts?.at(-1);
  return part && typeof part !== 'string' && 'inner' in part && !part.isClosed ? innermost(part.tokens) : tokens;
}

type Read = Pick<ParseResult, 'tokens' | 'roles'>;

export function surroundings({ tokens, roles }: Read, current: Token | undefined): Place {
  type Open = {
    command: string | undefined;
    first: string | undefined;
    variable: string | undefined;
    afterPipe: boolean;
    given: Set<string>;
    parameter: string | undefined;
    hasArgument: boolean;
    position: number;
    afterParameter: boolean;
    afterComma: boolean;
    block: boolean;
  };
  const fresh = (block: boolean): Open => ({
    command: undefined,
    first: undefined,
    variable: undefined,
    afterPipe: false,
    given: new Set(),
    parameter: undefined,
    hasArgument: false,
    position: 0,
    afterParameter: false,
    afterComma: false,
    block,
  });
  const stack: Open[] = [fresh(false)];
  for (const token of tokens) {
    const top = stack.at(-1) as Open;
    if (token === current) break;
    // Behind a comma an argument goes on.
    if (!/^(?:space|continuation|comment)$/.test(token.kind)) top.hasArgument = token.kind !== 'comma';
    if (isArgument(token) && roles.get(token.start) !== 'command' && !top.afterParameter)
      top.position += top.afterComma ? 0 : 1;
    if (!/^(?:space|continuation|comment)$/.test(token.kind)) {
      top.afterParameter = token.kind === 'parameter';
      top.afterComma = token.kind === 'comma';
    }
    if (token.kind === 'pipe')
      Object.assign(top, fresh(top.block), { first: top.first, variable: top.variable, afterPipe: true });
    else if (token.kind === 'semicolon' || token.kind === 'newline' || token.source === '=')
      stack[stack.length - 1] = fresh(top.block);
    else if (token.kind === 'punctuation' && /[({]$/.test(token.source)) stack.push(fresh(token.source === '{'));
    else if (token.kind === 'punctuation' && /^[)}]$/.test(token.source)) {
      if (stack.length > 1) stack.pop();
    } else if (token.kind === 'parameter') {
      top.given.add(token.value.toLowerCase());
      Object.assign(top, { parameter: token.value, hasArgument: false });
    } else if (roles.get(token.start) === 'command') {
      top.command = token.value;
      top.first ??= token.value;
    } else if (token.kind === 'variable' && !isCurrent(token.value) && top.command === undefined && !top.afterPipe)
      top.variable ??= token.value;
  }
  const top = stack.at(-1) as Open;
  // Inside a script block the pipeline around it says what $_ is.
  const outer = stack.toReversed().find((one) => one.first !== undefined || one.variable !== undefined) ?? top;
  return {
    command: top.command,
    first: outer.first,
    variable: outer.variable,
    afterPipe: top.afterPipe,
    inBlock: stack.some((one) => one.block),
    given: top.given,
    position: top.position,
    parameter: top.hasArgument ? undefined : top.parameter,
  };
}

const isArgument = ({ kind }: Token) => /^(?:word|text|expandable|number|variable)$/.test(kind);

/** `$_`, whatever it is called. */
const isCurrent = (name: string) => /^(?:_|psitem)$/i.test(name);
