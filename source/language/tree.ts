// Longer than other files for a reason: the nodes of a tree refer to one another in circles, and files must not.
import type { Span } from './errors.ts';
import type { NumberValue } from './scan/numbers.ts';

/*
 * The tree of a text of PowerShell, whole for the grammar of Windows PowerShell 5.1 and PowerShell 7: what is not run here
 * is a node too, and refused by its kind before anything runs. Every node has its place in the text.
 */

/** What a script, a function or a script block holds: statements, or named blocks with statements. */
export interface BodyNode {
  readonly kind: 'body';
  readonly span: Span;
  readonly usings: readonly UsingNode[];
  readonly parameters?: ParamBlockNode;
  /** `begin`, `process`, `end`, `clean`, `dynamicparam`; then `statements` is empty. */
  readonly blocks: readonly NamedBlockNode[];
  readonly statements: readonly Statement[];
}

/** A whole text. */
export type Script = BodyNode;

export interface NamedBlockNode {
  readonly kind: 'namedBlock';
  readonly span: Span;
  readonly keyword: Keyword;
  readonly statements: readonly Statement[];
}

/** Statements in braces. */
export interface BlockNode {
  readonly kind: 'block';
  readonly span: Span;
  readonly statements: readonly Statement[];
}

/** `param( … )` with the attributes before it. */
export interface ParamBlockNode {
  readonly kind: 'paramBlock';
  readonly span: Span;
  readonly keyword: Keyword;
  readonly attributes: readonly (AttributeNode | TypeNode)[];
  readonly parameters: readonly ParameterDeclaration[];
}

export interface ParameterDeclaration {
  readonly kind: 'parameterDeclaration';
  readonly span: Span;
  readonly attributes: readonly (AttributeNode | TypeNode)[];
  readonly variable: VariableNode;
  readonly initial?: Expression;
}

/** `using namespace System`, `using module X`, `using assembly X.dll`. */
export interface UsingNode {
  readonly kind: 'using';
  readonly span: Span;
  readonly keyword: Keyword;
  /** Lower case. */
  readonly what: string;
  readonly name: Expression;
}

/** A keyword as it was typed, and where. */
export interface Keyword extends Span {
  readonly source: string;
}

export type Statement =
  | PipelineNode
  | ChainNode
  | AssignmentNode
  | IfNode
  | LoopNode
  | ForNode
  | ForeachNode
  | SwitchNode
  | TryNode
  | TrapNode
  | DataNode
  | FlowNode
  | FunctionNode
  | ConfigurationNode
  | ClassNode
  | EnumNode;

export interface PipelineNode {
  readonly kind: 'pipeline';
  readonly span: Span;
  /** At least one. */
  readonly elements: readonly (CommandNode | ExpressionElement)[];
  /** The `&` behind it. */
  readonly background?: Span;
}

/** `left && right`, `left || right`: as they stand from left to right. */
export interface ChainNode {
  readonly kind: 'chain';
  readonly span: Span;
  readonly operator: Span & { readonly source: string };
  readonly left: ChainNode | PipelineNode;
  readonly right: PipelineNode;
  readonly background?: Span;
}

/** `$x = …`, `$a, $b += …`, `$x.Name ??= …`. */
export interface AssignmentNode {
  readonly kind: 'assignment';
  readonly span: Span;
  readonly target: Expression;
  readonly operator: Span & { readonly source: string };
  readonly value: Statement;
}

export interface IfNode {
  readonly kind: 'if';
  readonly span: Span;
  readonly keyword: Keyword;
  /** `if` and each `elseif`. */
  readonly clauses: readonly { readonly condition: Statement; readonly block: BlockNode }[];
  readonly otherwise?: BlockNode;
}

/** What a loop's or a switch's label is called, without the colon. */
interface Labelled {
  readonly span: Span;
  readonly label?: string;
  readonly keyword: Keyword;
}

/** `while (…) { }`, `do { } while (…)`, `do { } until (…)`. */
export interface LoopNode extends Labelled {
  readonly kind: 'while' | 'doWhile' | 'doUntil';
  readonly condition: Statement;
  readonly block: BlockNode;
}

export interface ForNode extends Labelled {
  readonly kind: 'for';
  readonly initial?: Statement;
  readonly condition?: Statement;
  readonly iterator?: Statement;
  readonly block: BlockNode;
}

export interface ForeachNode extends Labelled {
  readonly kind: 'foreach';
  readonly variable: VariableNode;
  readonly values: Statement;
  readonly throttleLimit?: Expression;
  readonly block: BlockNode;
}

export interface SwitchNode extends Labelled {
  readonly kind: 'switch';
  /** Lower case, without dash: `regex`, `wildcard`, `exact`, `casesensitive`, `parallel`, `file`. */
  readonly flags: readonly string[];
  /** The value or, behind `-file`, the file's name. */
  readonly value: Statement | Expression;
  readonly clauses: readonly { readonly test: Expression; readonly block: BlockNode }[];
  readonly otherwise?: BlockNode;
}

export interface TryNode {
  readonly kind: 'try';
  readonly span: Span;
  readonly keyword: Keyword;
  readonly block: BlockNode;
  readonly catches: readonly CatchNode[];
  readonly last?: BlockNode;
}

export interface CatchNode {
  readonly kind: 'catch';
  readonly span: Span;
  readonly types: readonly TypeNode[];
  readonly block: BlockNode;
}

export interface TrapNode {
  readonly kind: 'trap';
  readonly span: Span;
  readonly keyword: Keyword;
  readonly type?: TypeNode;
  readonly block: BlockNode;
}

export interface DataNode {
  readonly kind: 'data';
  readonly span: Span;
  readonly keyword: Keyword;
  readonly name?: string;
  readonly allowed: readonly Expression[];
  readonly block: BlockNode;
}

/** What leaves a script, function or loop. A label or value where there is one. */
export interface FlowNode {
  readonly kind: 'return' | 'throw' | 'exit' | 'break' | 'continue';
  readonly span: Span;
  readonly keyword: Keyword;
  readonly value?: Statement;
  readonly label?: Expression;
}

/** `function` and `filter`. */
export interface FunctionNode {
  readonly kind: 'function';
  readonly span: Span;
  readonly keyword: Keyword;
  readonly name: string;
  readonly parameters: readonly ParameterDeclaration[];
  readonly body: BodyNode;
}

/** `configuration Name { … }` */
export interface ConfigurationNode {
  readonly kind: 'configuration';
  readonly span: Span;
  readonly keyword: Keyword;
  readonly name: Expression;
  readonly body: BodyNode;
}

/** A value as an element of a pipeline; only the first can be one. */
export interface ExpressionElement {
  readonly kind: 'expression';
  readonly span: Span;
  readonly expression: Expression;
  readonly redirections: readonly RedirectionNode[];
}

export interface CommandNode {
  readonly kind: 'command';
  readonly span: Span;
  /** `&` or `.` before the name, and where it stands. */
  readonly invocation?: Span & { readonly source: string };
  /** Empty where the name is not known before the command is run, or where there is none (`> file`). */
  readonly name: string;
  readonly nameSpan: Span;
  /** What gives the name; undefined where there is none. */
  readonly called?: Expression;
  readonly elements: readonly CommandElement[];
  readonly redirections: readonly RedirectionNode[];
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
  /** Stands behind `--%`: the rest of the line, as it is. */
  readonly isVerbatim?: boolean;
}

/** `2>&1`, `> file`, `*>> file`. */
export interface RedirectionNode {
  readonly kind: 'redirection';
  readonly span: Span;
  readonly operator: Span & { readonly source: string };
  /** Undefined where streams are merged. */
  readonly target?: Expression;
}

export type Expression =
  | TextNode
  | ExpandableNode
  | NumberNode
  | VariableNode
  | TypeLiteralNode
  | MemberNode
  | CallNode
  | IndexNode
  | ArrayNode
  | ArrayExpressionNode
  | SubexpressionNode
  | HashtableNode
  | ScriptBlockNode
  | ParenthesesNode
  | UnaryNode
  | BinaryNode
  | TernaryNode
  | CastNode
  | AttributedNode;

export interface TextNode {
  readonly kind: 'text';
  readonly span: Span;
  readonly form: 'bare' | 'single' | 'double';
  readonly value: string;
}

/** A double-quoted string, here-string or bare word with variables or subexpressions in it. */
export interface ExpandableNode {
  readonly kind: 'expandable';
  readonly span: Span;
  readonly form: 'bare' | 'double';
  readonly parts: readonly (string | VariableNode | SubexpressionNode)[];
}

export interface NumberNode {
  readonly kind: 'number';
  readonly span: Span;
  /** Undefined where it is beyond what its type holds. */
  readonly value: NumberValue | undefined;
  /** As it was typed: a string parameter gets this, not the number written anew. */
  readonly source: string;
}

export interface VariableNode {
  readonly kind: 'variable';
  readonly span: Span;
  /** Without `$` and braces, as typed. */
  readonly name: string;
  /** `@name`: its entries are a command's arguments. */
  readonly isSplatted?: boolean;
}

/** `[int]` as a value. */
export interface TypeLiteralNode {
  readonly kind: 'typeLiteral';
  readonly span: Span;
  readonly type: TypeNode;
}

/** How a member is reached: `.`, `::`, `?.`. */
export type MemberOperator = '.' | '::' | '?.';

export interface MemberNode {
  readonly kind: 'member';
  readonly span: Span;
  readonly target: Expression;
  readonly operator: MemberOperator;
  /** A plain name is a text. */
  readonly member: Expression;
}

/** `$x.Name(…)`, `[T]::Name(…)`, `$x.Where{ … }`. */
export interface CallNode {
  readonly kind: 'call';
  readonly span: Span;
  readonly target: Expression;
  readonly operator: MemberOperator;
  readonly member: Expression;
  readonly typeArguments: readonly TypeNode[];
  readonly arguments: readonly Expression[];
}

export interface IndexNode {
  readonly kind: 'index';
  readonly span: Span;
  readonly target: Expression;
  readonly index: Expression;
  /** `?[…]` */
  readonly isConditional?: boolean;
}

/** `a, b, c`, or `, a`. */
export interface ArrayNode {
  readonly kind: 'array';
  readonly span: Span;
  readonly items: readonly Expression[];
}

/** `@( … )`: always an array; what its statements give is enumerated into it. */
export interface ArrayExpressionNode {
  readonly kind: 'arrayExpression';
  readonly span: Span;
  readonly statements: readonly Statement[];
}

/** `$( … )` */
export interface SubexpressionNode {
  readonly kind: 'subexpression';
  readonly span: Span;
  readonly statements: readonly Statement[];
}

export interface HashtableNode {
  readonly kind: 'hashtable';
  readonly span: Span;
  readonly entries: readonly { readonly key: Expression; readonly value: Statement }[];
}

export interface ScriptBlockNode {
  readonly kind: 'scriptBlock';
  readonly span: Span;
  readonly body: BodyNode;
  /** What stands between the braces. */
  readonly text: string;
}

export interface ParenthesesNode {
  readonly kind: 'parentheses';
  readonly span: Span;
  readonly statement: Statement;
}

export interface UnaryNode {
  readonly kind: 'unary';
  readonly span: Span;
  /** Lower case: `-not`, `!`, `-`, `++`, `-join`. */
  readonly operator: string;
  readonly operatorSpan: Span;
  readonly operand: Expression;
}

export interface BinaryNode {
  readonly kind: 'binary';
  readonly span: Span;
  /** Lower case with its dash, as typed: `-eq`, `-ceq`, `-and`, `+`, `??`. */
  readonly operator: string;
  readonly operatorSpan: Span;
  readonly left: Expression;
  readonly right: Expression;
}

/** `condition ? whenTrue : whenFalse` */
export interface TernaryNode {
  readonly kind: 'ternary';
  readonly span: Span;
  readonly operatorSpan: Span;
  readonly condition: Expression;
  readonly whenTrue: Expression;
  readonly whenFalse: Expression;
}

/** `[int]$x` */
export interface CastNode {
  readonly kind: 'cast';
  readonly span: Span;
  readonly type: TypeNode;
  readonly operand: Expression;
}

/** `[ValidateRange(1, 2)]$x` */
export interface AttributedNode {
  readonly kind: 'attributed';
  readonly span: Span;
  readonly attribute: AttributeNode;
  readonly operand: Expression;
}

/** A type in brackets: `[int]`, `[string[]]`, `[List[string]]`. The span includes the brackets that stand around it. */
export interface TypeNode {
  readonly kind: 'type';
  readonly span: Span;
  /** As typed, without the outer brackets. */
  readonly name: string;
}

/** `[Parameter(Mandatory, Position = 0)]` */
export interface AttributeNode {
  readonly kind: 'attribute';
  readonly span: Span;
  readonly name: string;
  readonly positional: readonly Expression[];
  readonly named: readonly { readonly span: Span; readonly name: string; readonly value?: Expression }[];
}

export interface ClassNode {
  readonly kind: 'class';
  readonly span: Span;
  readonly keyword: Keyword;
  readonly attributes: readonly (AttributeNode | TypeNode)[];
  readonly name: string;
  readonly bases: readonly TypeNode[];
  readonly members: readonly (ClassPropertyNode | ClassMethodNode)[];
}

export interface ClassPropertyNode {
  readonly kind: 'property';
  readonly span: Span;
  readonly attributes: readonly (AttributeNode | TypeNode)[];
  readonly name: string;
  readonly initial?: Expression;
}

export interface ClassMethodNode {
  readonly kind: 'method';
  readonly span: Span;
  readonly attributes: readonly (AttributeNode | TypeNode)[];
  readonly name: string;
  readonly nameSpan: Span;
  readonly parameters: readonly ParameterDeclaration[];
  /** What a constructor hands to its base class. */
  readonly base?: readonly Expression[];
  readonly body: BodyNode;
}

export interface EnumNode {
  readonly kind: 'enum';
  readonly span: Span;
  readonly keyword: Keyword;
  readonly attributes: readonly (AttributeNode | TypeNode)[];
  readonly name: string;
  readonly underlying?: TypeNode;
  readonly members: readonly { readonly span: Span; readonly name: string; readonly value?: Expression }[];
}
