import type { BodyNode, CommandNode, ParameterDeclaration } from '../../tree.ts';
import { walk } from '../../walk.ts';
import type { BodyCode } from '../body.ts';
import type { ScriptParameter, SetPlace } from '../parameters.ts';
import type { Compiler, StatementCode } from './compiler.ts';
import { bindingOf, compileParameter } from './parameters.ts';

/** What a script block, a function or a file runs. `filter` is one that runs for each object. */
export function compileBody(
  node: BodyNode,
  outside: readonly ParameterDeclaration[],
  c: Compiler,
  isFilter = false,
): BodyCode {
  const declared = [...outside, ...(node.parameters?.parameters ?? [])];
  const binding = bindingOf(node, declared, c);
  const parameters = withPositions(
    declared.map((one) => compileParameter(one, c)),
    binding.positionalBinding,
  );
  const blocks = new Map<string, StatementCode>();
  for (const block of node.blocks) blocks.set(block.keyword.source.toLowerCase(), c.statements(block.statements));
  if (node.statements.length > 0) blocks.set(isFilter ? 'process' : 'end', c.statements(node.statements));
  const [begin, process, end, clean] = ['begin', 'process', 'end', 'clean'].map((name) => blocks.get(name));
  return {
    unit: c.unit,
    parameters,
    ...binding,
    setNames: [
      ...(binding.defaultSet === undefined ? [] : [binding.defaultSet]),
      ...parameters.flatMap(({ setNames }) => setNames),
    ],
    hasSlots: !setsByName(node),
    ...(begin && { begin }),
    ...(process && { process }),
    ...(end && { end }),
    ...(clean && { clean }),
  };
}

const setters = /^(?:.*\\)?(?:set-variable|sv|set|new-variable|nv|remove-variable|rv)$/i;

/** Whether a body itself, not the blocks in it, runs something in its own scope, or a command that changes variables. */
function setsByName(body: BodyNode): boolean {
  for (const { node } of walk(body, ({ kind }) => kind !== 'scriptBlock' && kind !== 'function')) {
    if (node.kind !== 'command') continue;
    const { invocation, name } = node as CommandNode;
    if (invocation?.source === '.' || setters.test(name)) return true;
  }
  return false;
}

/** Where no parameter says its position, they have the places in which they stand. */
function withPositions(parameters: readonly ScriptParameter[], isPositional: boolean): readonly ScriptParameter[] {
  const places = parameters.flatMap(({ sets }) => [...sets.values()]);
  if (!isPositional || places.some(({ position }) => position !== undefined)) return parameters;
  let next = 0;
  return parameters.map((parameter) => {
    if (parameter.isSwitch) return parameter;
    const position = next++;
    const sets = new Map<string, SetPlace>();
    for (const [name, place] of parameter.sets) sets.set(name, place.takesRemaining ? place : { ...place, position });
    if (sets.size === 0) return parameter;
    return { ...parameter, sets };
  });
}
