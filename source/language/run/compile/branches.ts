import type { IfNode, Statement } from '../../tree.ts';
import { type Code, map } from '../code.ts';
import { withoutNothing } from '../value.ts';
import type { Compiler, StatementCode } from './compiler.ts';
import { choose } from './expressions.ts';

/** A condition of a keyword as truth. An error in it has its place. */
export function condition(node: Statement, c: Compiler): Code<boolean> {
  const { toBoolean } = c.semantics;
  return map(
    c.statementWorth(node),
    (worth) => worth === true || (worth !== false && toBoolean(withoutNothing(worth))),
  );
}

export function compileIf(node: IfNode, c: Compiler): StatementCode {
  const otherwise: StatementCode = node.otherwise ? c.block(node.otherwise) : { sync: () => undefined };
  return node.clauses.reduceRight<StatementCode>(
    (rest, clause) => choose(condition(clause.condition, c), (value) => value, c.block(clause.block), rest),
    otherwise,
  );
}
