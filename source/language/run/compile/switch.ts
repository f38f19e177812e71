import type { Expression, SwitchNode } from '../../tree.ts';
import { type Code, map, run } from '../code.ts';
import { linesOf } from '../files.ts';
import { atLoop, type Flow, FlowSignal } from '../flow.ts';
import type { Frame } from '../frame.ts';
import { nothing, type Value, withoutNothing } from '../value.ts';
import type { Work } from '../work.ts';
import type { Compiler, StatementCode } from './compiler.ts';
import { collect, worthOf } from './expressions.ts';
import { breathe } from './loops.ts';

type Test = Code<(value: Value, frame: Frame) => boolean> | { readonly script: Code<boolean> };

export function compileSwitch(node: SwitchNode, c: Compiler): StatementCode {
  const isFile = node.flags.includes('file');
  const values = isFile ? fileLines(node.value as Expression, c) : listed(node, c);
  const clauses = node.clauses.map(({ test, block }) => ({ test: testOf(test, node.flags, c), block: c.block(block) }));
  const otherwise = node.otherwise && c.block(node.otherwise);
  const label = node.label?.toLowerCase();
  return {
    *wait(frame) {
      const items = yield* run(values, frame);
      const current = frame.scope.variables.get('_');
      const before = current?.value;
      try {
        for (const [index, item] of items.entries()) {
          const flow = yield* oneItem(item, frame);
          if (flow !== undefined) {
            const next = atLoop(flow, label);
            if (next === 'break') return undefined;
            if (next !== 'continue') return next;
          }
          if (index % 64 === 63 || frame.out.waits) yield* breathe(frame);
        }
      } finally {
        if (current) current.value = before!;
        else frame.scope.remove('_');
      }
      return undefined;
    },
  };

  function* oneItem(item: Value, frame: Frame): Work<Flow | undefined> {
    let hasMatched = false;
    try {
      for (const { test, block } of clauses) {
        frame.scope.put('_', item);
        const matches = 'script' in test ? yield* run(test.script, frame) : (yield* run(test, frame))(item, frame);
        if (!matches) continue;
        hasMatched = true;
        const flow = yield* run(block, frame);
        if (frame.out.waits) yield* frame.out.drain();
        if (flow !== undefined) return flow;
      }
      if (hasMatched || !otherwise) return undefined;
      frame.scope.put('_', item);
      return yield* run(otherwise, frame);
    } catch (error) {
      if (!(error instanceof FlowSignal)) throw error;
      return error.flow;
    }
  }
}

function listed(node: SwitchNode, c: Compiler): Code<readonly Value[]> {
  return map(c.statementWorth(node.value as Parameters<Compiler['statementWorth']>[0]), (worth) => {
    if (worth === nothing) return [];
    const value = withoutNothing(worth);
    return c.semantics.itemsOf(value) ?? [value];
  });
}

function fileLines(node: Expression, c: Compiler): Code<readonly Value[]> {
  const path = c.expression(node);
  return {
    *wait(frame) {
      return yield* linesOf(c.semantics.toText(yield* run(path, frame)), frame);
    },
  };
}

function testOf(node: Expression, flags: readonly string[], c: Compiler): Test {
  if (node.kind === 'scriptBlock') {
    const code = collect(c.statements(node.body.statements));
    return { script: map(code, (items) => c.semantics.toBoolean(withoutNothing(worthOf(items, c)))) };
  }
  const isCaseSensitive = flags.includes('casesensitive');
  const prefix = isCaseSensitive ? '-c' : '-i';
  const { semantics } = c;
  const expected = c.expression(node);
  if (flags.includes('regex')) {
    return map(expected, (pattern) => (value: Value, frame: Frame) => {
      const { result, groups } = semantics.match(`${prefix}match`, semantics.toText(value), pattern);
      if (groups) frame.scope.put('Matches', groups);
      return semantics.toBoolean(result);
    });
  }
  const compare = semantics.binary(flags.includes('wildcard') ? `${prefix}like` : `${prefix}eq`);
  return map(expected, (other) => (value: Value) => {
    if (flags.includes('wildcard')) return semantics.toBoolean(compare!(semantics.toText(value), other));
    // A text on either side makes it a comparison of texts.
    if (typeof other === 'string' && typeof value !== 'string') {
      return semantics.toBoolean(compare!(semantics.toText(value), other));
    }
    return semantics.toBoolean(compare!(value, other));
  });
}
