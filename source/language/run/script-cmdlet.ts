import type { Bindable } from './bind.ts';
import type { BodyCode } from './body.ts';
import { CmdletObject } from './cmdlet-object.ts';
import { CommandStreams } from './command-streams.ts';
import { ErrorObject, RuntimeFailure } from './failure.ts';
import type { Frame } from './frame.ts';
import { confirmed, shouldProcess } from './should-process.ts';
import { nothing, type Value } from './value.ts';
import type { Work } from './work.ts';

export interface ScriptCmdletParts {
  readonly body: BodyCode;
  readonly bindable: Bindable;
  /** Common parameters by their full name in lower case. */
  readonly common: ReadonlyMap<string, Value>;
  /** The parameter set that counts, in lower case. */
  readonly set: string;
  readonly frame: Frame;
}

/** `$PSCmdlet` in an advanced function: which parameter set counts, and what it may ask and write. */
export function scriptCmdlet(parts: ScriptCmdletParts): CmdletObject {
  const { body, bindable, set, frame } = parts;
  const setName = bindable.parameters.flatMap(({ sets }) => [...sets.keys()]).find((one) => one === set);
  // As it was spelled.
  const spelled = () => body.setNames.find((name) => name.toLowerCase() === set) ?? set;
  return new CmdletObject(
    [
      ['ParameterSetName', setName === undefined || set === '*' ? '__AllParameterSets' : spelled()],
      ['MyInvocation', (frame.scope.variables.get('myinvocation')?.value ?? null) as Value],
    ],
    (self, name, args) => called(parts, self, name, args),
  );
}

function called(
  { body, bindable, common, frame }: ScriptCmdletParts,
  self: CmdletObject,
  name: string,
  args: readonly Value[],
): Work<Value> | undefined {
  const { toText } = frame.session.semantics;
  const streams = new CommandStreams(new Map(), frame, frame.streams, bindable.name);
  const [first = null, second = null] = args;
  switch (name.toLowerCase()) {
    case 'shouldprocess': {
      const [target, action] = [toText(first), args.length > 1 ? toText(second) : bindable.name];
      const parts = { target, action, impact: body.confirmImpact, common, memory: self.memory };
      const described = args.length >= 3 ? { ...parts, description: target } : parts;
      return shouldProcess(described, frame, streams);
    }
    case 'shouldcontinue':
      return confirmed(toText(second), toText(first), self.memory, frame);
    case 'throwterminatingerror':
      throw new RuntimeFailure(recordOf(first, bindable.name, frame));
    default:
      return written(name.toLowerCase(), first, bindable.name, streams, frame);
  }
}

/** What is told is an error of the function. */
function recordOf(value: Value, command: string, frame: Frame): ErrorObject {
  const text = frame.session.semantics.toText(value);
  const record = value instanceof ErrorObject ? value : new ErrorObject({ message: text, id: text });
  return record.becomeOf(command);
}

function written(
  name: string,
  value: Value,
  command: string,
  streams: CommandStreams,
  frame: Frame,
): Work<Value> | undefined {
  const text = frame.session.semantics.toText(value);
  switch (name) {
    case 'writeerror':
      streams.error(recordOf(value, command, frame));
      break;
    case 'writewarning':
      streams.warning(text);
      break;
    case 'writeverbose':
      streams.verbose(text);
      break;
    case 'writedebug':
      streams.debug(text);
      break;
    case 'writeobject':
      frame.out.write(value);
      break;
    default:
      return undefined;
  }
  return drained(frame);
}

function* drained(frame: Frame): Work<Value> {
  if (frame.streams.waits) yield* frame.streams.drain();
  if (frame.out.waits) yield* frame.out.drain();
  return nothing as never;
}
