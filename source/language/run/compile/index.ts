import type { Script } from '../../tree.ts';
import type { BodyCode } from '../body.ts';
import type { Semantics } from '../semantics.ts';
import type { Unit } from '../unit.ts';
import { compileBody } from './body.ts';
import type { Compiler } from './compiler.ts';
import { compileExpression, compileWorth } from './expressions.ts';
import { compileBlock, compileStatement, compileStatements, compileStatementWorth } from './statements.ts';

/** A whole text, ready to be run. What is not understood was refused before. */
export function compileScript(tree: Script, unit: Unit, semantics: Semantics): BodyCode {
  const c: Compiler = {
    unit,
    semantics,
    expression: (node) => compileExpression(node, c),
    worth: (node) => compileWorth(node, c),
    statement: (node) => compileStatement(node, c),
    statementWorth: (node) => compileStatementWorth(node, c),
    statements: (nodes) => compileStatements(nodes, c),
    block: (node) => compileBlock(node, c),
    body: (node, parameters = []) => compileBody(node, parameters, c),
    place: (span) => ({ unit, span }),
  };
  return compileBody(tree, [], c);
}
