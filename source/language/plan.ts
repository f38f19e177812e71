import type { ViewRequest } from '../domain/index.ts';
import type { PsValue } from '../objects/index.ts';
import { type Arguments, bindLocal } from './bind.ts';
import { checkExpression, checkTarget, type KnownNames } from './check.ts';
import type { Environment } from './environment.ts';
import { LanguageError, type Span } from './errors.ts';
import { enumerate, evaluate } from './evaluate.ts';
import { hintFor } from './hints.ts';
import { type KeptStream, takeKeptStreams } from './kept-streams.ts';
import { type CommandLookup, noCommands } from './lookup.ts';
import type { ParseResult } from './parse.ts';
import { firstRefusal } from './refusals/index.ts';
import { remoteCommand } from './remote.ts';
import { findLocal, localCommands } from './stages/index.ts';
import type { LocalCommand } from './stages/stage.ts';
import { filterBlock } from './stages/where.ts';
import { expressionOfBody } from './statement-value.ts';
import type { CommandNode, Expression, PipelineNode, Statement, VariableNode } from './tree.ts';
import { arrayOf } from './values/convert.ts';
import { checkView, type ViewCommand, viewCommands, viewRequest } from './views.ts';

export type { RemoteCommand, RemoteParameter } from './remote.ts';

export interface PlanContext {
  readonly environment: Environment;
  /** The imported commands, to tell switches from parameters that take an argument. */
  readonly commands?: CommandLookup;
  /** Whether the caller can pipe values of this side into a remote command (`$x | Set-Mailbox`). */
  readonly acceptsInput?: boolean;
}

export interface Plan {
  readonly statements: readonly StatementPlan[];
}

/** One statement, ready to be run once those before it have been: its variables are read only then. */
export interface StatementPlan {
  readonly span: Span;
  /** Where the values come from. `input` goes into the first remote command. */
  readonly source:
    | { readonly kind: 'remote'; readonly commands: readonly CommandNode[]; readonly input?: Expression }
    | { readonly kind: 'expression'; readonly expression: Expression };
  readonly stages: readonly StagePlan[];
  readonly view?: { readonly command: ViewCommand; readonly args: Arguments };
  /** Name of the variable that takes the output. */
  readonly assignTo?: string;
  /** Streams of the remote command that variables take. */
  readonly kept: readonly KeptStream[];
  readonly lookup: CommandLookup;
}

export interface StagePlan {
  readonly command: LocalCommand;
  readonly args: Arguments;
  readonly span: Span;
}

/**
 * Splits every statement into what is sent and what is done here. Throws the first LanguageError of the text: what is no
 * PowerShell, then what is not understood here, then what cannot be run.
 */
export function plan(result: ParseResult, context: PlanContext): Plan {
  const [error] = result.errors;
  if (error) throw error;
  const refusal = firstRefusal(result.tree);
  if (refusal) throw refusal;
  const variables = new Set(context.environment.variableNames.map((name) => name.toLowerCase()));
  const statements = result.tree.statements.map((statement) => {
    const planned = planStatement(statement, context, { variables, current: false });
    if (planned.assignTo) variables.add(planned.assignTo.toLowerCase());
    for (const { name } of planned.kept) variables.add(name.toLowerCase());
    return planned;
  });
  return { statements };
}

/** The pipeline that a statement runs, and the variable that takes its output; what is another kind was refused. */
function partsOf(statement: Statement): { readonly target: VariableNode | undefined; readonly pipeline: PipelineNode } {
  const isAssignment = statement.kind === 'assignment' && statement.target.kind === 'variable';
  const target = isAssignment ? (statement.target as VariableNode) : undefined;
  const pipeline = isAssignment ? statement.value : statement;
  if (pipeline.kind === 'pipeline') return { target, pipeline };
  throw new LanguageError('This statement is not understood here.', statement.span, 'Run commands.', 'unsupported');
}

function planStatement(statement: Statement, context: PlanContext, known: KnownNames): StatementPlan {
  const { target, pipeline } = partsOf(statement);
  if (target) checkTarget(target);
  const [first, ...rest] = pipeline.elements;
  const input = first?.kind === 'expression' ? first.expression : undefined;
  if (input) {
    checkExpression(input, known);
    refuseBlock(input);
  }
  const commands = (input ? rest : [first, ...rest]).filter((element) => element?.kind === 'command');
  const remote: CommandNode[] = [];
  const stages: StagePlan[] = [];
  let view: StatementPlan['view'];
  for (const command of commands) {
    if (view) throw afterView(view.command, command);
    const local = findLocal(localCommands, command.name);
    const viewCommand = local ? undefined : findLocal(viewCommands, command.name);
    if (!local && !viewCommand) {
      addRemote(command, remote, stages, known);
      continue;
    }
    if (!input && remote.length === 0) throw withoutInput(command);
    if (local) stages.push(planStage(local, command, known));
    else if (viewCommand) view = planView(viewCommand, command, target, known);
  }
  if (remote.length > 0 && input && !context.acceptsInput) throw intoRemote(remote[0] as CommandNode);
  const { commands: sent, kept } = takeKeptStreams(remote);
  return {
    span: statement.span,
    source:
      remote.length === 0 && input
        ? { kind: 'expression', expression: input }
        : { kind: 'remote', commands: sent, ...(input && { input }) },
    stages,
    ...(view && { view }),
    ...(target && { assignTo: target.name }),
    kept,
    lookup: context.commands ?? noCommands,
  };
}

function addRemote(command: CommandNode, remote: CommandNode[], stages: readonly StagePlan[], known: KnownNames): void {
  const hint = hintFor(command.name);
  if (hint) throw new LanguageError(`${command.name} is not understood here.`, command.nameSpan, hint, 'unsupported');
  const before = stages.at(-1);
  if (before) {
    throw new LanguageError(
      `${command.name} is run by the server, and cannot come after ${before.command.name}, which is run here.`,
      command.nameSpan,
      'Put the commands of the server first, or keep the result as $x = … and pass what is needed as an argument.',
      'unsupported',
    );
  }
  for (const element of command.elements) {
    const expression = element.kind === 'argument' ? element.expression : element.argument;
    if (expression) checkExpression(expression, known);
  }
  remote.push(command);
}

function planStage(local: LocalCommand, command: CommandNode, known: KnownNames): StagePlan {
  const args = bindLocal(command, local.name, local.parameters);
  local.check?.(args, command.span);
  const block = filterBlock(args);
  const tested = block && expressionOfBody(block.body);
  if (tested) checkExpression(tested, { ...known, current: true });
  for (const expression of args.expressions()) checkExpression(expression, known);
  return { command: local, args, span: command.span };
}

function planView(
  view: ViewCommand,
  command: CommandNode,
  target: VariableNode | undefined,
  known: KnownNames,
): NonNullable<StatementPlan['view']> {
  if (target) {
    throw new LanguageError(
      `$${target.name} would take what ${view.name} prints, not objects.`,
      command.span,
      `Assign without ${view.name}; then $${target.name} | ${view.name}.`,
      'unsupported',
    );
  }
  const args = bindLocal(command, view.name, view.parameters);
  checkView(view, args);
  for (const expression of args.expressions()) checkExpression(expression, known);
  return { command: view, args };
}

function refuseBlock(expression: Expression): void {
  if (expression.kind !== 'scriptBlock') return;
  throw new LanguageError(
    'A script block is only understood after Where-Object, and as the argument of a remote command.',
    expression.span,
    'Write the commands without the braces.',
    'unsupported',
  );
}

const afterView = (view: ViewCommand, command: CommandNode) =>
  new LanguageError(
    `${command.name} cannot come after ${view.name}, which is the last of a pipeline here.`,
    command.nameSpan,
    `Put ${view.name} at the end.`,
    'unsupported',
  );

const withoutInput = (command: CommandNode) =>
  new LanguageError(
    `${command.name} needs something before its pipe.`,
    command.nameSpan,
    `For instance Get-Mailbox | ${command.name} …`,
    'value',
  );

const intoRemote = (command: CommandNode) =>
  new LanguageError(
    `Values of this side cannot be piped into ${command.name}, which is run by the server.`,
    command.nameSpan,
    'Pass them as an argument instead, for instance -Identity $x.',
    'unsupported',
  );

/** The commands to send, with the arguments that the variables give now. */
export function remoteCommands(
  statement: StatementPlan,
  environment: Environment,
): readonly ReturnType<typeof remoteCommand>[] {
  if (statement.source.kind !== 'remote') return [];
  return statement.source.commands.map((command) => remoteCommand(command, statement.lookup, { environment }));
}

/**
 * The values of a source that is an expression, or that go into the first remote command as its input; undefined where
 * there are none of this side.
 */
export function sourceValues(statement: StatementPlan, environment: Environment): readonly PsValue[] | undefined {
  const { source } = statement;
  const expression = source.kind === 'expression' ? source.expression : source.input;
  return expression && enumerate(evaluate(expression, { environment }));
}

/** What the variable of an assignment takes: nothing is null, one value itself, several an array. */
export function assignedValue(statement: StatementPlan, environment: Environment, values: readonly PsValue[]): PsValue {
  if (statement.source.kind === 'expression' && statement.stages.length === 0) {
    return evaluate(statement.source.expression, { environment });
  }
  const [only = null] = values;
  return values.length > 1 ? arrayOf(values) : only;
}

/** How the statement asks for its output to be laid out; undefined where it does not say. */
export function viewOf(statement: StatementPlan, environment: Environment): ViewRequest | undefined {
  return statement.view && viewRequest(statement.view.command, statement.view.args, { environment });
}
