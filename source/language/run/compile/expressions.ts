import type { Expression, HashtableNode, TernaryNode, VariableNode } from '../../tree.ts';
import { Reference } from '../../types/reference.ts';
import { TypeFailure } from '../../types/type.ts';
import { literalValue } from '../../values/big-integer.ts';
import { scriptBlock } from '../body.ts';
import { all, type Code, constant, map } from '../code.ts';
import { FlowSignal } from '../flow.ts';
import { Collected } from '../out.ts';
import {
  customObject,
  LiveDictionary,
  type LiveType,
  nothing,
  type Value,
  type Worth,
  withoutNothing,
} from '../value.ts';
import { plainKey, readVariable, writeVariable } from '../variables.ts';
import { compileCall, compileIndex, compileMember } from './access.ts';
import { compileStep } from './assignments.ts';
import type { Compiler, StatementCode } from './compiler.ts';
import { compileExpandable, textIn } from './expandable.ts';
import { compileBinary, compileUnary } from './operators.ts';
import { compileRead } from './read.ts';

/** An expression whose nothing is null. */
export function compileExpression(node: Expression, c: Compiler): Code<Value> {
  if (node.kind === 'variable') return compileVariableValue(node, c);
  const code = compileWorth(node, c);
  return givesNothing.has(node.kind) ? map(code, withoutNothing) : (code as Code<Value>);
}

const givesNothing = new Set<Expression['kind']>([
  ...(['parentheses', 'subexpression', 'call', 'ternary', 'member', 'index', 'binary', 'attributed'] as const),
]);

export function compileWorth(node: Expression, c: Compiler): Code<Worth> {
  switch (node.kind) {
    case 'text':
      return constant<Worth>(node.value);
    case 'number':
      return constant<Worth>(literalValue(node.value));
    case 'expandable':
      return compileExpandable(node, c);
    case 'variable':
      return { sync: compileRead(node.name, c) };
    case 'typeLiteral':
      return { sync: () => typeNamed(node.type.name, c) };
    case 'member':
      return compileMember(node, c);
    case 'call':
      return compileCall(node, c);
    case 'index':
      return compileIndex(node, c);
    case 'array':
      return map(all(node.items.map((item) => c.expression(item))), (items) => c.semantics.arrayOf(items));
    case 'arrayExpression':
      return map(collect(c.statements(node.statements)), (items) => c.semantics.arrayOf(items));
    case 'subexpression':
      return map(collect(c.statements(node.statements)), (items) => worthOf(items, c));
    case 'hashtable':
      return compileHashtable(node, c);
    case 'scriptBlock': {
      const body = c.body(node.body);
      return { sync: () => scriptBlock(node.text, body) };
    }
    case 'parentheses':
      return c.statementWorth(node.statement);
    case 'unary':
      if (node.operator === '++' || node.operator === '--') return compileStep(node, c);
      return compileUnary(node, c);
    case 'binary':
      return compileBinary(node, c);
    case 'ternary':
      return compileTernary(node, c);
    case 'cast':
      return compileCast(node, c);
    case 'attributed':
      return c.worth(node.operand);
  }
}

/** Several values are an array, one is itself, none is nothing. */
export function worthOf(items: readonly Value[], c: Compiler): Worth {
  if (items.length === 1) return items[0]!;
  return items.length === 0 ? nothing : c.semantics.arrayOf(items);
}

/** What statements put out, as a list. */
export function collect(code: StatementCode): Code<Value[]> {
  if (code.sync) {
    const { sync } = code;
    return {
      sync(frame) {
        const before = frame.out;
        const collected = new Collected();
        frame.out = collected;
        try {
          const flow = sync(frame);
          if (flow) throw new FlowSignal(flow);
        } finally {
          frame.out = before;
        }
        return collected.items;
      },
    };
  }
  const { wait } = code;
  return {
    *wait(frame) {
      const before = frame.out;
      const collected = new Collected();
      frame.out = collected;
      try {
        const flow = yield* wait(frame);
        if (flow) throw new FlowSignal(flow);
      } finally {
        frame.out = before;
      }
      return collected.items;
    },
  };
}

/** One step for what is read most: a variable of the scope itself. */
function compileVariableValue({ name }: VariableNode, c: Compiler): Code<Value> {
  const key = plainKey(name);
  if (key === undefined) return map({ sync: readVariable(name) }, withoutNothing);
  const slot = c.slot(key);
  return {
    sync(frame) {
      const variable = frame.own(slot) ?? frame.scope.findOutside(key);
      return variable === undefined ? null : withoutNothing(variable.value);
    },
  };
}

export function typeNamed(name: string, c: Compiler): LiveType {
  const found = c.semantics.findType(name);
  if (found) return found;
  throw new TypeFailure(
    `Unable to find type [${name}].`,
    'System.Management.Automation.RuntimeException',
    'TypeNotFound',
    'InvalidOperation',
  );
}

function compileHashtable(node: HashtableNode, c: Compiler, make = () => new LiveDictionary()): Code<Worth> {
  const keys = node.entries.map(({ key }) => c.expression(key));
  const values = node.entries.map(({ value }) => map(c.statementWorth(value), withoutNothing));
  const pairs = keys.flatMap((key, index) => [key, values[index]!]);
  return map(all(pairs), (given) => {
    const table = make();
    for (let at = 0; at < given.length; at += 2) {
      const [key, value] = [given[at]!, given[at + 1]!];
      if (key === null) {
        const message = 'A null key is not allowed in a hash literal.';
        throw new TypeFailure(
          message,
          'System.Management.Automation.RuntimeException',
          'InvalidNullKey',
          'InvalidOperation',
        );
      }
      if (table.has(key)) {
        const message = `Item has already been added. Key in dictionary: '${c.semantics.toText(key)}'  Key being added: '${c.semantics.toText(key)}'`;
        throw new TypeFailure(message, 'System.ArgumentException', 'DuplicateKeyInHashLiteral');
      }
      table.set(key, value);
    }
    return table;
  });
}

function compileCast(node: Extract<Expression, { kind: 'cast' }>, c: Compiler): Code<Worth> {
  const name = node.type.name.toLowerCase();
  if (node.operand.kind === 'hashtable') {
    if (name === 'ordered') {
      return compileHashtable(
        node.operand,
        c,
        () => new LiveDictionary('System.Collections.Specialized.OrderedDictionary'),
      );
    }
    if (/^(?:system\.management\.automation\.)?pscustomobject$/.test(name)) {
      return map(compileHashtable(node.operand, c), (table) => {
        const entries = [...(table as LiveDictionary).entries()];
        return customObject(entries.map(([key, value]) => [c.semantics.toText(key), value] as const));
      });
    }
  }
  if (name === 'ref' && node.operand.kind === 'variable') {
    const { name: variable } = node.operand;
    const [read, write] = [compileRead(variable, c), writeVariable(variable)];
    return {
      sync: (frame) =>
        new Reference(
          () => withoutNothing(read(frame)),
          // `[ref]$null` says that nobody wants it.
          (value) => (/^null$/i.test(variable) ? undefined : write(frame, value)),
        ),
    };
  }
  let type: LiveType | undefined;
  return map(c.expression(node.operand), (value, frame) => {
    type ??= typeNamed(node.type.name, c);
    return type.fullName === 'System.String' ? textIn(value, frame) : c.semantics.convert(value, type);
  });
}

function compileTernary(node: TernaryNode, c: Compiler): Code<Worth> {
  const { toBoolean } = c.semantics;
  return choose(c.expression(node.condition), toBoolean, c.worth(node.whenTrue), c.worth(node.whenFalse));
}

/** One of two, by a condition. */
export function choose<A, Result>(
  condition: Code<A>,
  test: (value: A) => boolean,
  whenTrue: Code<Result>,
  whenFalse: Code<Result>,
): Code<Result> {
  if (condition.sync && whenTrue.sync && whenFalse.sync) {
    const [a, b, d] = [condition.sync, whenTrue.sync, whenFalse.sync];
    return { sync: (frame) => (test(a(frame)) ? b(frame) : d(frame)) };
  }
  return {
    *wait(frame) {
      const value = condition.sync ? condition.sync(frame) : yield* condition.wait(frame);
      const chosen = test(value) ? whenTrue : whenFalse;
      return chosen.sync ? chosen.sync(frame) : yield* chosen.wait(frame);
    },
  };
}
