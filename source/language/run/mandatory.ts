import { isUnanswered } from './answered.ts';
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
    const value = yield* answerTo(prompts.line(`${command} -${parameter.name}: `), frame);
    return value === undefined ? undefined : { value, typed: value, span };
  }
  const items: Value[] = [];
  for (;;) {
    const item = yield* answerTo(prompts.line(`${command} -${parameter.name}[${items.length}]: `), frame);
    if (item === undefined) return undefined;
    if (item === '') break;
    items.push(item);
  }
  return { value: frame.session.semantics.arrayOf(items), span };
}

/** Undefined where nobody answers. */
function* answerTo(answer: Promise<string>, { session }: Frame): Work<string | undefined> {
  try {
    return yield* waitFor(answer);
  } catch (error) {
    if (session.isStopping || !isUnanswered(error)) throw error;
    return undefined;
  }
}
