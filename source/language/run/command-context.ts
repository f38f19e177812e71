import type {
  CommandContext,
  CommandDirectory,
  CommandFailure,
  ProgressText,
  SessionPorts,
  VariableStore,
} from '../commands/command.ts';
import type { Span } from '../errors.ts';
import type { Argument } from './arguments.ts';
import { commandClass } from './declared.ts';
import { directoryOf } from './directory.ts';
import { ErrorObject, idWithin } from './failure.ts';
import type { Frame } from './frame.ts';
import type { Out } from './out.ts';
import { prepareRemote } from './remote-command.ts';
import { RemoteStage } from './remote-stage.ts';
import { scopeNamed, splitName, variableKey } from './scope.ts';
import type { ScriptCaller } from './script-caller.ts';
import { scriptsOf } from './script-calls.ts';
import type { Semantics } from './semantics.ts';
import { type ConfirmMemory, shouldProcess } from './should-process.ts';
import { runStages } from './stage.ts';
import type { HostText, Streams } from './streams.ts';
import { partsOf } from './to-failure.ts';
import type { Place } from './unit.ts';
import { type Value, withoutNothing } from './value.ts';
import { setIn } from './variables.ts';
import type { Work } from './work.ts';

export interface ContextParts {
  readonly name: string;
  readonly frame: Frame;
  readonly out: Out;
  readonly streams: Streams;
  readonly place: Place;
  readonly impact: 'low' | 'medium' | 'high';
  readonly common: ReadonlyMap<string, Value>;
}

/** What a declared command reaches the world through. */
export class RunningContext implements CommandContext {
  readonly span: Span;
  readonly pass: Out;
  readonly semantics: Semantics;
  readonly scripts: ScriptCaller;
  readonly variables: VariableStore;
  readonly #parts: ContextParts;
  readonly #memory: ConfirmMemory = {};

  constructor(parts: ContextParts) {
    this.#parts = parts;
    this.span = parts.place.span;
    this.pass = parts.out;
    this.semantics = parts.frame.session.semantics;
    this.scripts = scriptsOf(parts.frame);
    this.variables = new FrameVariables(parts.frame);
  }

  get commands(): CommandDirectory {
    return directoryOf(this.#parts.frame);
  }

  get session(): SessionPorts {
    return this.#parts.frame.session.ports ?? noPorts;
  }

  *out(value: Value): Work<void> {
    const { out } = this.#parts;
    out.write(value);
    if (out.waits) yield* out.drain();
  }

  *error(failure: CommandFailure): Work<void> {
    const { name, place, frame } = this.#parts;
    const { id, isOfCaller } = failure;
    const error = new ErrorObject({
      ...partsOf(failure),
      id: id.includes(',') ? id : idWithin(id, isOfCaller ? frame.name : commandClass(name)),
      activity: name,
    });
    this.#parts.streams.error(error.locate(place).trace(frame));
    yield* this.#drained();
  }

  *warning(text: string): Work<void> {
    this.#parts.streams.warning(text);
    yield* this.#drained();
  }

  *verbose(text: string): Work<void> {
    this.#parts.streams.verbose(text);
    yield* this.#drained();
  }

  *debug(text: string): Work<void> {
    this.#parts.streams.debug(text);
    yield* this.#drained();
  }

  *information(value: Value, tags: readonly string[] = []): Work<void> {
    this.#parts.streams.information(value, tags);
    yield* this.#drained();
  }

  *host(text: string, options: HostText = {}): Work<void> {
    this.#parts.streams.host(text, options);
    yield* this.#drained();
  }

  *progress(record: ProgressText): Work<void> {
    this.#parts.streams.progress(record);
    yield* this.#drained();
  }

  *show(value: Value): Work<void> {
    const { screen } = this.#parts.frame.session;
    if (!screen) {
      yield* this.out(value);
      return;
    }
    screen.write(value);
    if (screen.waits) yield* screen.drain();
  }

  *server(name: string, parameters: readonly (readonly [name: string, value: Value])[]): Work<void> {
    const { frame, out, place } = this.#parts;
    const args = parameters.map(
      ([parameter, value]): Argument => ({
        kind: 'parameter',
        name: parameter,
        span: place.span,
        given: { value, span: place.span },
      }),
    );
    const stage = new RemoteStage([yield* prepareRemote(name, args, frame)], frame, out, place);
    yield* runStages({ stages: [stage], outs: [out] }, undefined, frame);
  }

  shouldProcess(target: string, action: string): Work<boolean> {
    const { frame, streams, impact, common } = this.#parts;
    return shouldProcess({ target, action, impact, common, memory: this.#memory }, frame, streams);
  }

  *#drained(): Work<void> {
    const { streams } = this.#parts;
    if (streams.waits) yield* streams.drain();
  }
}

const noPorts: SessionPorts = {
  clock: {
    now: () => Date.now(),
    sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
  },
  width: 120,
};

class FrameVariables implements VariableStore {
  readonly #frame: Frame;

  constructor(frame: Frame) {
    this.#frame = frame;
  }

  get names(): readonly string[] {
    const names = new Map<string, string>();
    for (let scope: Frame['scope'] | undefined = this.#frame.scope; scope; scope = scope.parent) {
      for (const [key, { name }] of scope.variables) if (!names.has(key)) names.set(key, name);
    }
    return [...names.values()];
  }

  get(name: string): Value | undefined {
    const { prefix, rest } = splitName(name);
    const scope = scopeNamed(this.#frame.scope, prefix);
    const key = variableKey(rest);
    const found = prefix === undefined ? scope?.find(key) : scope?.variables.get(key);
    return found && withoutNothing(found.value);
  }

  set(name: string, value: Value, scope?: string): void {
    const { prefix, rest } = splitName(name);
    const where = scopeNamed(this.#frame.scope, scope?.toLowerCase() ?? prefix) ?? this.#frame.scope;
    setIn(where, rest, value);
  }

  remove(name: string, scope?: string): boolean {
    const { prefix, rest } = splitName(name);
    const where = scopeNamed(this.#frame.scope, scope?.toLowerCase() ?? prefix);
    return where?.remove(variableKey(rest)) ?? false;
  }
}
