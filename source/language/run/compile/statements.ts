import { expressionOf } from '../../statement-value.ts';
import type { BlockNode, DataNode, Expression, FlowNode, FunctionNode, Statement } from '../../tree.ts';
import { TypeFailure } from '../../types/type.ts';
import { scriptBlock } from '../body.ts';
import { type Code, map } from '../code.ts';
import type { Flow } from '../flow.ts';
import type { Frame } from '../frame.ts';
import { recover } from '../recover.ts';
import { scopeNamed, splitName } from '../scope.ts';
import { thrown } from '../throw.ts';
import type { Place } from '../unit.ts';
import { nothing, type Value, type Worth, withoutNothing } from '../value.ts';
import { assignmentOf, compileAssignment } from './assignments.ts';
import { compileBody } from './body.ts';
import { compileIf } from './branches.ts';
import type { Compiler, StatementCode } from './compiler.ts';
import { emit } from './emit.ts';
import { collect, worthOf } from './expressions.ts';
import { compileTry, withTraps } from './handlers.ts';
import { compileFor, compileForeach, compileLoop } from './loops.ts';
import { saysOwnSuccess } from './own-success.ts';
import { compileChain, compilePipeline } from './pipelines.ts';
import type { Quick } from './quick.ts';
import { compileSwitch } from './switch.ts';

export function compileStatement(node: Statement, c: Compiler): StatementCode {
  if (node.kind === 'assignment') {
    const code = assignmentOf(node, c);
    return 'run' in code ? guardedAssignment(code, c.place(node.span)) : guarded(silently(code), node, c);
  }
  return guarded(compileBare(node, c), node, c);
}

/** What is done most, in one step. */
function guardedAssignment(assignment: Quick, place: Place): StatementCode {
  return {
    sync(frame) {
      try {
        assignment.run(frame);
        frame.session.succeeded = true;
        return undefined;
      } catch (error) {
        return recover(error, frame, place);
      }
    },
  };
}

const silently = (code: Code<Worth>): StatementCode => map(code, () => undefined);

function compileBare(node: Statement, c: Compiler): StatementCode {
  switch (node.kind) {
    case 'pipeline': {
      const expression = expressionOf(node);
      return expression ? compileExpressionStatement(expression, c) : compilePipeline(node, c);
    }
    case 'chain':
      return compileChain(node, c);
    case 'assignment':
      return silently(compileAssignment(node, c));
    case 'if':
      return compileIf(node, c);
    case 'while':
    case 'doWhile':
    case 'doUntil':
      return compileLoop(node, c);
    case 'for':
      return compileFor(node, c);
    case 'foreach':
      return compileForeach(node, c);
    case 'switch':
      return compileSwitch(node, c);
    case 'try':
      return compileTry(node, c);
    case 'data':
      return compileData(node, c);
    case 'return':
    case 'throw':
    case 'exit':
    case 'break':
    case 'continue':
      return compileFlow(node, c);
    case 'function':
      return compileFunction(node, c);
    case 'trap':
      // Belongs to the statements around it, wherever among them it stands.
      return { sync: () => undefined };
    case 'class':
    case 'enum':
    case 'configuration':
      return {
        sync: () => {
          throw new Error(`${node.kind} is refused before anything runs.`);
        },
      };
  }
}

/** `$i++` alone puts nothing out, in brackets it does. */
function compileExpressionStatement(node: Expression, c: Compiler): StatementCode {
  const worth = c.worth(node);
  const isStep = node.kind === 'unary' && (node.operator === '++' || node.operator === '--');
  if (isStep) return map(worth, () => undefined);
  return map(worth, (value, frame) => {
    emit(frame.out, value, c.semantics);
    return undefined;
  });
}

/** Kinds whose own parts say whether they succeeded. */
const compound = new Set<Statement['kind']>(['if', 'while', 'doWhile', 'doUntil', 'for', 'foreach', 'switch', 'try']);

/** Where a statement ends in an error the next one follows, unless something is to catch it. */
function guarded(code: StatementCode, node: Statement, c: Compiler): StatementCode {
  const place = c.place(node.span);
  const isSimple = !compound.has(node.kind) && node.kind !== 'pipeline' && node.kind !== 'chain';
  const expression = expressionOf(node);
  const succeeds = isSimple || (expression !== undefined && !saysOwnSuccess(expression));
  if (code.sync) {
    const { sync } = code;
    return {
      sync(frame) {
        try {
          const flow = sync(frame);
          if (succeeds) frame.session.succeeded = true;
          return flow;
        } catch (error) {
          return recover(error, frame, place);
        }
      },
    };
  }
  const { wait } = code;
  return {
    *wait(frame) {
      try {
        const flow = yield* wait(frame);
        if (succeeds && node.kind !== 'assignment') frame.session.succeeded = true;
        return flow;
      } catch (error) {
        recover(error, frame, place);
        if (frame.streams.waits) yield* frame.streams.drain();
        return undefined;
      }
    },
  };
}

export function compileStatements(nodes: readonly Statement[], c: Compiler): StatementCode {
  const codes = nodes.map((node) => c.statement(node));
  return withTraps(nodes, codes, c) ?? inSequence(codes);
}

function inSequence(codes: readonly StatementCode[]): StatementCode {
  const [only] = codes;
  if (codes.length === 1 && only?.sync) return only;
  const syncs = codes.flatMap(({ sync }) => (sync ? [sync] : []));
  if (syncs.length === codes.length) {
    return {
      sync(frame) {
        for (let i = 0; i < syncs.length; i++) {
          const flow = syncs[i]!(frame);
          if (flow !== undefined) return flow;
        }
        return undefined;
      },
    };
  }
  return {
    *wait(frame) {
      for (const code of codes) {
        const flow = code.sync ? code.sync(frame) : yield* code.wait(frame);
        if (frame.out.waits) yield* frame.out.drain();
        if (flow !== undefined) return flow;
      }
      return undefined;
    },
  };
}

export const compileBlock = (node: BlockNode, c: Compiler): StatementCode => c.statements(node.statements);

/** What a statement is worth in brackets, an assignment, a hashtable. */
export function compileStatementWorth(node: Statement, c: Compiler): Code<Worth> {
  const expression = expressionOf(node);
  if (expression) return c.worth(expression);
  if (node.kind === 'assignment') return compileAssignment(node, c);
  const bare = compileBare(node, c);
  return map(collect(node.kind === 'pipeline' || node.kind === 'chain' ? bare : guarded(bare, node, c)), (items) =>
    worthOf(items, c),
  );
}

function compileFlow(node: FlowNode, c: Compiler): StatementCode {
  if (node.kind === 'break' || node.kind === 'continue') {
    const { kind } = node;
    if (!node.label) {
      const flow: Flow = { kind };
      return { sync: () => flow };
    }
    return map(c.expression(node.label), (label) => ({ kind, label: c.semantics.toText(label).toLowerCase() }));
  }
  const value: Code<Worth> = node.value ? c.statementWorth(node.value) : { sync: () => nothing };
  switch (node.kind) {
    case 'return':
      return map(value, (worth, frame) => {
        emit(frame.out, worth, c.semantics);
        return { kind: 'return' } as const;
      });
    case 'exit':
      return map(value, (worth) => ({ kind: 'exit', value: exitCode(withoutNothing(worth), c) }) as const);
    case 'throw': {
      const place = c.place(node.span);
      return map(value, (worth, frame): Flow | undefined => {
        throw thrown(worth, frame, place);
      });
    }
  }
}

function compileFunction(node: FunctionNode, c: Compiler): StatementCode {
  const isFilter = node.keyword.source.toLowerCase() === 'filter';
  const body = compileBody(node.body, node.parameters, c, isFilter);
  const { start, end } = node.body.span;
  const text = c.unit.text.slice(start, end).replace(/^\{|\}$/g, '');
  const { prefix, rest } = splitName(node.name);
  return {
    sync(frame: Frame) {
      const scope = scopeNamed(frame.scope, prefix) ?? frame.scope;
      scope.defineFunction({ name: rest, script: scriptBlock(text, body), isFilter });
      return undefined;
    },
  };
}

/** `data { … }`: what it gives is put out, or goes into the variable it names. */
function compileData(node: DataNode, c: Compiler): StatementCode {
  const code = c.block(node.block);
  const { name } = node;
  if (name === undefined) return code;
  return map(collect(code), (items, frame) => {
    frame.scope.put(name, worthOf(items, c));
    return undefined;
  });
}

/** The number that a text ends with; 0 for what is none. */
function exitCode(value: Value, { semantics }: Compiler): Value {
  try {
    return semantics.convert(value ?? 0, semantics.findType('int')!);
  } catch (error) {
    if (error instanceof TypeFailure) return 0;
    throw error;
  }
}
