import type { IfNode, Statement } from '../../tree.ts';
import { type Code, map } from '../code.ts';
import { toFailure } from '../to-failure.ts';
import type { Place } from '../unit.ts';
import { withoutNothing } from '../value.ts';
import type { Compiler, StatementCode } from './compiler.ts';
import { choose } from './expressions.ts';

/** A condition of a keyword as truth. An error in it has its place. */
export function condition(node: Statement, c: Compiler): Code<boolean> {
  const { toBoolean } = c.semantics;
  const truth = map(
    c.statementWorth(node),
    (worth) => worth === true || (worth !== false && toBoolean(withoutNothing(worth))),
  );
  return located(truth, c.place(node.span));
}

/** The statement that a condition is of may begin many lines before. */
function located({ sync, wait }: Code<boolean>, place: Place): Code<boolean> {
  const at = (thrown: unknown): unknown => {
    const failure = toFailure(thrown);
    failure?.error.locate(place);
    return failure ?? thrown;
  };
  if (sync) {
    return {
      sync(frame) {
        try {
          return sync(frame);
        } catch (error) {
          throw at(error);
        }
      },
    };
  }
  return {
    *wait(frame) {
      try {
        return yield* wait(frame);
      } catch (error) {
        throw at(error);
      }
    },
  };
}

export function compileIf(node: IfNode, c: Compiler): StatementCode {
  const otherwise: StatementCode = node.otherwise ? c.block(node.otherwise) : { sync: () => undefined };
  return node.clauses.reduceRight<StatementCode>(
    (rest, clause) => choose(condition(clause.condition, c), (value) => value, c.block(clause.block), rest),
    otherwise,
  );
}
