import { LanguageError } from './errors.ts';
import { notSet } from './evaluate.ts';
import { expressionOf } from './statement-value.ts';
import type { Expression, Statement, VariableNode } from './tree.ts';

const constants = new Set(['true', 'false', 'null']);

/** Variables that PowerShell fills itself, and that would be empty here. */
const automatic = new Set(
  `$ ? ^ args consolefilename error event eventargs eventsubscriber executioncontext foreach home host input
  iscoreclr islinux ismacos iswindows lastexitcode matches myinvocation nestedpromptlevel pid profile
  psboundparameters pscmdlet pscommandpath psculture psdebugcontext pshome psitem psscriptroot pssenderinfo
  psuiculture psversiontable pwd sender shellid stacktrace switch this _`.split(/\s+/),
);

export interface KnownNames {
  /** Lower case: set on an earlier line or by an earlier statement of this text. */
  readonly variables: ReadonlySet<string>;
  /** Whether `$_` stands for something. */
  readonly current: boolean;
}

/** Throws for what an expression can never give here, so that it shows before anything is run. */
export function checkExpression(node: Expression, known: KnownNames): void {
  switch (node.kind) {
    case 'variable':
      checkVariable(node, known);
      return;
    case 'expandable':
      for (const part of node.parts) if (typeof part !== 'string') checkExpression(part, known);
      return;
    case 'member':
    case 'call':
      checkExpression(node.target, known);
      return;
    case 'index':
      checkExpression(node.target, known);
      checkExpression(node.index, known);
      return;
    case 'array':
      for (const item of node.items) checkExpression(item, known);
      return;
    case 'arrayExpression':
    case 'subexpression':
      for (const statement of node.statements) checkStatement(statement, known);
      return;
    case 'hashtable':
      for (const { key, value } of node.entries) {
        checkExpression(key, known);
        checkStatement(value, known);
      }
      return;
    case 'parentheses':
      checkStatement(node.statement, known);
      return;
    case 'unary':
    case 'cast':
    case 'attributed':
      checkExpression(node.operand, known);
      return;
    case 'binary':
      checkExpression(node.left, known);
      checkExpression(node.right, known);
      return;
    case 'ternary':
      for (const one of [node.condition, node.whenTrue, node.whenFalse]) checkExpression(one, known);
      return;
    case 'text':
    case 'number':
    case 'typeLiteral':
    case 'scriptBlock':
      return;
  }
}

/** What is no value by itself is refused by its kind. */
function checkStatement(statement: Statement, known: KnownNames): void {
  const expression = expressionOf(statement);
  if (expression) checkExpression(expression, known);
}

function checkVariable(node: VariableNode, known: KnownNames): void {
  const name = node.name.toLowerCase();
  if (constants.has(name)) return;
  if (name === '_' || name === 'psitem') {
    if (known.current) return;
    throw new LanguageError(
      `$${node.name} stands for a pipeline's object, and only has one in the script block of Where-Object.`,
      node.span,
      'Use a variable of your own.',
      'unsupported',
    );
  }
  checkName(node);
  if (!known.variables.has(name)) throw notSet(node);
}

/** Throws where the name is one that cannot be a variable of this session. */
export function checkName(node: VariableNode): void {
  const name = node.name.toLowerCase();
  if (name.includes(':')) {
    throw new LanguageError(
      `$${node.name} names a scope or a drive of PowerShell, which there is none of here.`,
      node.span,
      'Use a plain variable: $name.',
      'unsupported',
    );
  }
  if (automatic.has(name)) {
    throw new LanguageError(
      `$${node.name} is a variable that PowerShell fills itself; it is not kept here.`,
      node.span,
      'Use a variable of your own.',
      'unsupported',
    );
  }
}

/** Throws where a name cannot be assigned to. */
export function checkTarget(node: VariableNode): void {
  if (constants.has(node.name.toLowerCase())) {
    throw new LanguageError(`$${node.name} cannot be assigned to.`, node.span, 'Use another name.', 'value');
  }
  checkName(node);
}
