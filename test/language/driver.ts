import { parse } from '../../source/language/index.ts';
import type { ScriptCaller } from '../../source/language/run/script-caller.ts';
import { LiveArray, LiveDictionary, ScriptBlock, type Value } from '../../source/language/run/value.ts';
import { runAtOnce, type Work } from '../../source/language/run/work.ts';
import type { Expression, Statement } from '../../source/language/tree.ts';
import { Reference, semantics, splitByScript, TypeFailure } from '../../source/language/types/index.ts';

/**
 * As much of an interpreter as cases of values and types need: expressions, assignments to variables, members and places,
 * script blocks of expressions. What a text gives, or the failure that ends it.
 */
export function evaluateText(text: string): { readonly output: readonly Value[]; readonly error?: TypeFailure } {
  const output: Value[] = [];
  try {
    const { tree, errors } = parse(text);
    if (errors.length > 0) throw new Error(`${text}: ${errors[0]!.message}`);
    const variables = new Map<string, Value>([
      ['null', null],
      ['true', true],
      ['false', false],
    ]);
    for (const statement of tree.statements) output.push(...done(runStatement(statement, variables)));
    return { output };
  } catch (error) {
    if (error instanceof TypeFailure) return { output, error };
    throw error;
  }
}

type Variables = Map<string, Value>;

function done<Result>(work: Work<Result>): Result {
  const found = runAtOnce(work);
  if (!found) throw new Error('it waits');
  return found.result;
}

function* runStatement(statement: Statement, variables: Variables): Work<readonly Value[]> {
  if (statement.kind === 'assignment') {
    const value = yield* valueFrom(statement.value, variables);
    yield* assign(statement.target, statement.operator.source, value, variables);
    return [];
  }
  const value = yield* statementValue(statement, variables);
  if (value === nothing) return [];
  return semantics.itemsOf(value) ?? [value];
}

/** What a cast to void gives. */
const nothing = new LiveArray([]);

function* valueFrom(statement: Statement, variables: Variables): Work<Value> {
  return yield* statementValue(statement, variables);
}

function* statementValue(statement: Statement, variables: Variables): Work<Value> {
  if (statement.kind !== 'pipeline' || statement.elements.length !== 1) throw new Error(`no ${statement.kind} here`);
  const [element] = statement.elements;
  if (element!.kind !== 'expression') throw new Error('no command here');
  return yield* evaluate(element!.expression, variables);
}

function* assign(target: Expression, operator: string, value: Value, variables: Variables): Work<void> {
  const combined = function* (): Work<Value> {
    if (operator === '=') return value;
    return semantics.binary(operator.slice(0, -1))!(yield* evaluate(target, variables), value);
  };
  if (target.kind === 'variable') variables.set(target.name.toLowerCase(), yield* combined());
  else if (target.kind === 'member') {
    const owner = yield* evaluate(target.target, variables);
    semantics.setMember(owner, semantics.toText(yield* evaluate(target.member, variables)), yield* combined());
  } else if (target.kind === 'index') {
    const owner = yield* evaluate(target.target, variables);
    semantics.setIndex(owner, yield* evaluate(target.index, variables), yield* combined());
  } else throw new Error(`nothing to assign to: ${target.kind}`);
}

const typeNotFound = (name: string) =>
  new TypeFailure(
    `Unable to find type [${name}].`,
    'System.Management.Automation.RuntimeException',
    'TypeNotFound',
    'InvalidOperation',
  );

function typeNamed(name: string) {
  const found = semantics.findType(name);
  if (!found) throw typeNotFound(name);
  return found;
}

const scripts = (variables: Variables): ScriptCaller =>
  ({
    *invoke(script: ScriptBlock, options: { current?: Value; args?: readonly Value[] }): Work<readonly Value[]> {
      const inner = new Map(variables);
      if ('current' in options) inner.set('_', options.current ?? null);
      inner.set('args', new LiveArray([...(options.args ?? [])]));
      const output: Value[] = [];
      for (const statement of script.code as readonly Statement[])
        output.push(...(yield* runStatement(statement, inner)));
      return output;
    },
  }) as unknown as ScriptCaller;

function* settled(result: Value | Work<Value>): Work<Value> {
  const isWork = typeof result === 'object' && result !== null && 'next' in result;
  return isWork ? yield* result as Work<Value> : (result as Value);
}

function* evaluate(node: Expression, variables: Variables): Work<Value> {
  switch (node.kind) {
    case 'text':
      return node.value;
    case 'number':
      return node.value ?? null;
    case 'variable':
      return variables.get(node.name.toLowerCase()) ?? null;
    case 'expandable': {
      let text = '';
      for (const part of node.parts)
        text += typeof part === 'string' ? part : semantics.toText(yield* evaluate(part, variables));
      return text;
    }
    case 'array': {
      const items: Value[] = [];
      for (const item of node.items) items.push(yield* evaluate(item, variables));
      return new LiveArray(items);
    }
    case 'arrayExpression':
    case 'subexpression': {
      const items: Value[] = [];
      for (const statement of node.statements) items.push(...(yield* runStatement(statement, variables)));
      if (node.kind === 'arrayExpression' || items.length > 1) return new LiveArray(items);
      return items[0] ?? null;
    }
    case 'parentheses':
      return yield* valueFrom(node.statement, variables);
    case 'hashtable':
      return yield* hashtable(node, 'System.Collections.Hashtable', variables);
    case 'scriptBlock':
      return new ScriptBlock(node.text, node.body.statements);
    case 'typeLiteral':
      return typeNamed(node.type.name);
    case 'cast': {
      if (node.operand.kind === 'hashtable' && /^ordered$/i.test(node.type.name))
        return yield* hashtable(node.operand, 'System.Collections.Specialized.OrderedDictionary', variables);
      if (/^ref$/i.test(node.type.name) && node.operand.kind === 'variable') {
        const name = node.operand.name.toLowerCase();
        return new Reference(
          () => variables.get(name) ?? null,
          (value) => {
            variables.set(name, value);
          },
        );
      }
      const type = typeNamed(node.type.name);
      const value = semantics.convert(yield* evaluate(node.operand, variables), type);
      return type.fullName === 'System.Void' ? nothing : value;
    }
    case 'unary':
      return semantics.unary(node.operator)!(yield* evaluate(node.operand, variables));
    case 'binary':
      return yield* binary(node, variables);
    case 'member': {
      const target = yield* evaluate(node.target, variables);
      const name = semantics.toText(yield* evaluate(node.member, variables));
      if (node.operator === '::') return semantics.staticMember(target as never, name);
      return semantics.member(target, name) ?? null;
    }
    case 'call': {
      const target = yield* evaluate(node.target, variables);
      const name = semantics.toText(yield* evaluate(node.member, variables));
      const args: Value[] = [];
      for (const arg of node.arguments) args.push(yield* evaluate(arg, variables));
      const caller = scripts(variables);
      return yield* settled(
        node.operator === '::'
          ? semantics.callStatic(target as never, name, args, caller)
          : semantics.call(target, name, args, caller),
      );
    }
    case 'index':
      return semantics.index(yield* evaluate(node.target, variables), yield* evaluate(node.index, variables));
    default:
      throw new Error(`no ${node.kind} here`);
  }
}

function* hashtable(
  node: Expression & { readonly kind: 'hashtable' },
  type: string,
  variables: Variables,
): Work<LiveDictionary> {
  const dictionary = new LiveDictionary(type);
  for (const { key, value } of node.entries) {
    const name = yield* evaluate(key, variables);
    dictionary.set(name, yield* valueFrom(value, variables));
  }
  return dictionary;
}

function* binary(node: Expression & { readonly kind: 'binary' }, variables: Variables): Work<Value> {
  const { operator } = node;
  const left = yield* evaluate(node.left, variables);
  if (operator === '-and' && !semantics.toBoolean(left)) return false;
  if (operator === '-or' && semantics.toBoolean(left)) return true;
  const right = yield* evaluate(node.right, variables);
  if (/^-[ci]?(?:not)?match$/.test(operator)) {
    const { result, groups } = semantics.match(operator, left, right);
    if (groups) variables.set('matches', groups);
    return result;
  }
  const [first, second] = semantics.itemsOf(right) ?? [right];
  if (/^-[ci]?replace$/.test(operator) && second instanceof ScriptBlock)
    return yield* semantics.replaceByScript(operator, left, right, scripts(variables));
  if (/^-[ci]?split$/.test(operator) && first instanceof ScriptBlock)
    return yield* splitByScript(left, right, scripts(variables));
  const work = semantics.binary(operator);
  if (!work) throw new Error(`no ${operator} here`);
  return work(left, right);
}
