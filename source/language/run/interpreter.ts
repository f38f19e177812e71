import type { SessionPorts } from '../commands/command.ts';
import { LanguageError } from '../errors.ts';
import { type ParseResult, parse } from '../parse.ts';
import { type BodyCode, scriptBlock } from './body.ts';
import { checkScript } from './check/index.ts';
import { run } from './code.ts';
import { compileScript } from './compile/index.ts';
import { fail, type RuntimeFailure } from './failure.ts';
import { FlowSignal, Stopped } from './flow.ts';
import { Frame } from './frame.ts';
import type { Out } from './out.ts';
import type { RemotePort } from './remote-port.ts';
import { UnmetRequirement, unmetRequirement } from './requires.ts';
import { ScriptStage } from './script-stage.ts';
import { ScriptsRun } from './scripted.ts';
import { Session, type SessionParts } from './session.ts';
import { runStages } from './stage.ts';
import type { Streams } from './streams.ts';
import { toFailure } from './to-failure.ts';
import type { Value } from './value.ts';
import { drive, type Work } from './work.ts';

/** What a text reaches the world through while it runs. */
export interface LineHost {
  readonly out: Out;
  readonly streams: Streams;
  readonly remote?: RemotePort;
  readonly ports?: SessionPorts;
  /** Ctrl+C. */
  readonly signal?: AbortSignal;
}

export type LineEnd =
  | { readonly state: 'completed' }
  | { readonly state: 'stopped' }
  /** `exit` */
  | { readonly state: 'exited'; readonly code: Value }
  /** It ended in an error that nothing caught. */
  | { readonly state: 'failed'; readonly failure: RuntimeFailure };

/** A text that was read and found to be understood. */
export interface ReadScript {
  readonly result: ParseResult;
  readonly body: BodyCode;
}

/** The language of a session: reads texts, keeps what they leave behind, runs them one at a time. */
export class Interpreter {
  readonly session: Session;
  #membersWait = false;

  constructor(parts: SessionParts) {
    this.session = new Session(parts);
    this.session.compileText = (text, scope, file) =>
      readable(text, file, () => scriptBlock(text, this.read(text, file, scope).body));
  }

  /** Throws the first LanguageError of the text: what is no PowerShell, then what is not understood here. */
  read(text: string, file?: string, scope = this.session.global): ReadScript {
    const result = parse(text);
    const [error] = result.errors;
    if (error) throw error;
    const missing = file === undefined ? undefined : unmetRequirement(result, file);
    if (missing) throw missing;
    checkScript(result.tree, this.session, scope);
    // A property that is a script is made by a text that says so, and read by any text behind it.
    this.#membersWait ||= /ScriptProperty/i.test(text);
    const unit = { text, file, membersWait: this.#membersWait };
    return { result, body: compileScript(result.tree, unit, this.session.semantics) };
  }

  /** Runs what was read. Rejects with what is no error of the script: a session that was lost, a fault of this program. */
  async run({ body }: ReadScript, host: LineHost): Promise<LineEnd> {
    const { session } = this;
    session.isStopping = false;
    session.reached = undefined;
    session.remote = host.remote;
    session.ports = host.ports;
    session.screen = host.out;
    const stop = new AbortController();
    const onAbort = () => {
      session.isStopping = true;
      stop.abort(new Stopped());
    };
    host.signal?.addEventListener('abort', onAbort, { once: true });
    if (host.signal?.aborted) onAbort();
    try {
      await drive(this.#work(body, host), stop.signal);
      return session.isStopping ? { state: 'stopped' } : { state: 'completed' };
    } catch (error) {
      return endOf(error);
    } finally {
      host.signal?.removeEventListener('abort', onAbort);
      session.remote = undefined;
      session.screen = undefined;
    }
  }

  *#work(body: BodyCode, { out: given, streams }: LineHost): Work<void> {
    const outer = new Frame({
      session: this.session,
      scope: this.session.global,
      out: given,
      streams,
      propagates: false,
      depth: 0,
      name: '',
      unit: body.unit,
    });
    const out = new ScriptsRun(given, outer);
    const frame = outer.with({ out });
    if (body.hasParamBlock) {
      const script = scriptBlock(body.unit.text, body);
      const given = { script, args: [], name: '', isDotted: true, hasInput: false, caller: frame, out };
      yield* runStages({ stages: [new ScriptStage(given)], outs: [out] }, undefined, frame);
      return;
    }
    for (const code of [body.begin, body.process, body.end, body.clean]) {
      if (!code) continue;
      const flow = yield* run(code, frame);
      if (out.waits) yield* out.drain();
      if (flow) throw new FlowSignal(flow);
    }
  }
}

/** What cannot be read while a text runs is an error of that text's; what is not understood in it ends what runs. */
function readable<Result>(text: string, file: string | undefined, read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof LanguageError)) throw error;
    const { message, next, kind, span } = error;
    const unmet = error instanceof UnmetRequirement ? error : undefined;
    const isRefused = kind === 'unsupported' && !unmet;
    const failure = fail(
      {
        message,
        id: unmet?.id ?? (isRefused ? 'NotSupported' : 'ParseError'),
        category: unmet?.category ?? 'ParserError',
        exception: `System.Management.Automation.${unmet ? 'ScriptRequires' : 'Parse'}Exception`,
        recommendedAction: next,
      },
      isRefused,
    );
    failure.error.locate({ unit: { text, file }, span });
    throw failure;
  }
}

function endOf(error: unknown): LineEnd {
  if (error instanceof Stopped) return { state: 'stopped' };
  if (error instanceof FlowSignal) {
    return error.flow.kind === 'exit' ? { state: 'exited', code: error.flow.value ?? 0 } : { state: 'completed' };
  }
  const failure = toFailure(error);
  if (!failure) throw error;
  return { state: 'failed', failure };
}
