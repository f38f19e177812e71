import type { Script, Statement } from '../../tree.ts';
import type { BodyCode } from '../body.ts';
import type { Reached } from '../reached.ts';
import type { Semantics } from '../semantics.ts';
import { slotsOfText } from '../slots.ts';
import type { Unit } from '../unit.ts';
import { compileBody } from './body.ts';
import type { Compiler, StatementCode } from './compiler.ts';
import { compileExpression, compileWorth } from './expressions.ts';
import { compileBlock, compileStatement, compileStatements, compileStatementWorth } from './statements.ts';

/** A whole text, ready to be run. What is not understood was refused before. */
export function compileScript(tree: Script, unit: Unit, semantics: Semantics): BodyCode {
  const spans = tree.statements.map(({ span }) => span);
  const places = new Map<Statement, number>(spans.length > 1 ? tree.statements.map((one, at) => [one, at]) : []);
  const c: Compiler = {
    unit,
    semantics,
    expression: (node) => compileExpression(node, c),
    worth: (node) => compileWorth(node, c),
    statement: (node) => {
      const code = compileStatement(node, c);
      const at = places.get(node);
      return at === undefined ? code : reaching(code, { unit, spans, at });
    },
    statementWorth: (node) => compileStatementWorth(node, c),
    statements: (nodes) => compileStatements(nodes, c),
    block: (node) => compileBlock(node, c),
    body: (node, parameters = []) => compileBody(node, parameters, c),
    place: (span) => ({ unit, span }),
    slot: slotsOfText(),
  };
  return compileBody(tree, [], c);
}

/** The session knows how far a text has come. */
function reaching(code: StatementCode, reached: Reached): StatementCode {
  if (code.sync) {
    const { sync } = code;
    return {
      sync(frame) {
        frame.session.reached = reached;
        return sync(frame);
      },
    };
  }
  return {
    *wait(frame) {
      frame.session.reached = reached;
      return yield* code.wait(frame);
    },
  };
}
