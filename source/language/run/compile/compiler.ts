import type { Span } from '../../errors.ts';
import type { BlockNode, BodyNode, Expression, ParameterDeclaration, Statement } from '../../tree.ts';
import type { BodyCode } from '../body.ts';
import type { Code } from '../code.ts';
import type { Flow } from '../flow.ts';
import type { Semantics } from '../semantics.ts';
import type { Slot } from '../slots.ts';
import type { Place, Unit } from '../unit.ts';
import type { Value, Worth } from '../value.ts';

/** What a statement comes to: undefined where the next one follows. */
export type StatementCode = Code<Flow | undefined>;

/**
 * Turns nodes into code. The parts of the language refer to one another in circles, and files must not: each takes the
 * others from here.
 */
export interface Compiler {
  readonly unit: Unit;
  readonly semantics: Semantics;
  /** Nothing is null. */
  expression(node: Expression): Code<Value>;
  worth(node: Expression): Code<Worth>;
  /** Writes what it gives to the frame's `out`. */
  statement(node: Statement): StatementCode;
  /** What a statement is worth in brackets and in an assignment. */
  statementWorth(node: Statement): Code<Worth>;
  statements(nodes: readonly Statement[]): StatementCode;
  block(node: BlockNode): StatementCode;
  body(node: BodyNode, parameters?: readonly ParameterDeclaration[]): BodyCode;
  place(span: Span): Place;
  /** By a plain variable's lower-case name. */
  slot(key: string): Slot;
}
