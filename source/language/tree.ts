import type { PsValue } from '../objects/index.ts';
import type { LanguageError, Span } from './errors.ts';

/**
 * The tree of a line of PowerShell. It has room for more than is evaluated: what is valid PowerShell but not understood
 * here becomes an `unsupported` node and an error beside the tree, so that highlighting and completion still see it.
 */
export interface Script {
  readonly statements: readonly Statement[];
}

export interface Statement {
  readonly span: Span;
  /** `$name = …`: the variable that takes the pipeline's output. */
  readonly target?: VariableNode;
  readonly pipeline: PipelineNode;
}

export interface PipelineNode {
  readonly span: Span;
  /** At least one. An expression can only be the first. */
  readonly elements: readonly (CommandNode | ExpressionElement)[];
}

export interface ExpressionElement {
  readonly kind: 'expression';
  readonly span: Span;
  readonly expression: Expression;
}

export interface CommandNode {
  readonly kind: 'command';
  readonly span: Span;
  readonly name: string;
  readonly nameSpan: Span;
  readonly elements: readonly CommandElement[];
}

export type CommandElement = ParameterNode | ArgumentNode;

/** `-Name`, `-Name:` with its argument. What follows after a space is an argument of its own: only the binder knows. */
export interface ParameterNode {
  readonly kind: 'parameter';
  readonly span: Span;
  /** Without dash and colon. */
  readonly name: string;
  readonly argument?: Expression;
}

export interface ArgumentNode {
  readonly kind: 'argument';
  readonly span: Span;
  readonly expression: Expression;
}

export type Expression =
  | TextNode
  | ExpandableNode
  | NumberNode
  | VariableNode
  | MemberNode
  | IndexNode
  | ArrayNode
  | ArrayExpressionNode
  | HashtableNode
  | ScriptBlockNode
  | ParenthesesNode
  | UnaryNode
  | BinaryNode
  | UnsupportedNode;

export interface TextNode {
  readonly kind: 'text';
  readonly span: Span;
  readonly form: 'bare' | 'single' | 'double';
  readonly value: string;
}

/** A double-quoted string, here-string or bare word with variables in it. */
export interface ExpandableNode {
  readonly kind: 'expandable';
  readonly span: Span;
  readonly form: 'bare' | 'double';
  readonly parts: readonly (string | VariableNode)[];
}

export interface NumberNode {
  readonly kind: 'number';
  readonly span: Span;
  readonly value: PsValue;
  /** As it was typed: a string parameter gets this, not the number written anew. */
  readonly source: string;
}

export interface VariableNode {
  readonly kind: 'variable';
  readonly span: Span;
  /** Without `$` and braces, as typed. */
  readonly name: string;
}

export interface MemberNode {
  readonly kind: 'member';
  readonly span: Span;
  readonly target: Expression;
  readonly name: string;
  readonly nameSpan: Span;
}

export interface IndexNode {
  readonly kind: 'index';
  readonly span: Span;
  readonly target: Expression;
  readonly index: Expression;
}

/** `a, b, c` */
export interface ArrayNode {
  readonly kind: 'array';
  readonly span: Span;
  readonly items: readonly Expression[];
}

/** `@( … )`: always an array; what its expressions give is enumerated into it. */
export interface ArrayExpressionNode {
  readonly kind: 'arrayExpression';
  readonly span: Span;
  readonly items: readonly Expression[];
}

export interface HashtableNode {
  readonly kind: 'hashtable';
  readonly span: Span;
  readonly entries: readonly { readonly key: Expression; readonly value: Expression }[];
}

export interface ScriptBlockNode {
  readonly kind: 'scriptBlock';
  readonly span: Span;
  /** Undefined where the block is empty or holds more than one expression: `text` has it all the same. */
  readonly expression?: Expression;
  /** What stands between the braces. */
  readonly text: string;
  /** What is valid PowerShell in the block but not understood here. */
  readonly problems: readonly LanguageError[];
}

export interface ParenthesesNode {
  readonly kind: 'parentheses';
  readonly span: Span;
  readonly expression: Expression;
}

export interface UnaryNode {
  readonly kind: 'unary';
  readonly span: Span;
  /** Lower case: `-not`, `!`, `-`, `+`. */
  readonly operator: string;
  readonly operand: Expression;
}

export interface BinaryNode {
  readonly kind: 'binary';
  readonly span: Span;
  /** Lower case with its dash, as typed: `-eq`, `-ceq`, `-and`. */
  readonly operator: string;
  readonly operatorSpan: Span;
  readonly left: Expression;
  readonly right: Expression;
}

/** Valid PowerShell that is not understood here; an error with the same span says so. */
export interface UnsupportedNode {
  readonly kind: 'unsupported';
  readonly span: Span;
}
