import type { ErrorObject } from '../../source/language/run/failure.ts';
import { Interpreter } from '../../source/language/run/interpreter.ts';
import { Collected } from '../../source/language/run/out.ts';
import type { Streams } from '../../source/language/run/streams.ts';
import type { Value } from '../../source/language/run/value.ts';
import { semantics } from '../../source/language/types/index.ts';

/** What a text gives here, with the first error that it comes to. */
export interface Evaluated {
  readonly output: readonly Value[];
  readonly error?: ErrorObject;
}

const quiet = { waits: false, *drain() {} };

/** A text without a server and without commands, in a session of its own. */
export async function evaluateText(text: string): Promise<Evaluated> {
  const out = new Collected();
  let first: ErrorObject | undefined;
  const ignored = () => {};
  const streams: Streams = {
    ...quiet,
    error: (error) => {
      first ??= error;
    },
    warning: ignored,
    verbose: ignored,
    debug: ignored,
    information: ignored,
    host: ignored,
    progress: ignored,
    shown: ignored,
  };
  const interpreter = new Interpreter({ semantics, locals: [] });
  const end = await interpreter.run(interpreter.read(text), { out, streams });
  if (end.state === 'failed') first ??= end.failure.error;
  return { output: out.items, ...(first && { error: first }) };
}
