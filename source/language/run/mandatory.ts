import type { ArgumentValue } from './arguments.ts';
import type { Frame } from './frame.ts';
import type { Parameter } from './parameters.ts';
import type { Value } from './value.ts';
import { type Work, waitFor } from './work.ts';

/** Asks for a mandatory parameter, a list item by item until an empty answer; undefined where nobody can be asked. */
export function* askMissing(parameter: Parameter, command: string, frame: Frame): Work<ArgumentValue | undefined> {
  const prompts = frame.session.ports?.prompts;
  if (!prompts) return undefined;
  const span = { start: 0, end: 0 };
  const isSeveral = parameter.typeName.endsWith('[]');
  if (!isSeveral) {
    const value = yield* waitFor(prompts.line(`${command} -${parameter.name}: `));
    return { value, typed: value, span };
  }
  const items: Value[] = [];
  for (;;) {
    const item = yield* waitFor(prompts.line(`${command} -${parameter.name}[${items.length}]: `));
    if (item === '') break;
    items.push(item);
  }
  return { value: frame.session.semantics.arrayOf(items), span };
}
