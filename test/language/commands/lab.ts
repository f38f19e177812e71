import { LocalFiles } from '../../../source/files/index.ts';
import type { CommandContext, SessionPorts } from '../../../source/language/commands/command.ts';
import { localCommands } from '../../../source/language/commands/index.ts';
import { TextLayout } from '../../../source/language/commands/layout/text-layout.ts';
import { LanguageError } from '../../../source/language/errors.ts';
import type { ErrorObject } from '../../../source/language/run/failure.ts';
import { Interpreter } from '../../../source/language/run/interpreter.ts';
import { Collected } from '../../../source/language/run/out.ts';
import type { Streams } from '../../../source/language/run/streams.ts';
import type { Value } from '../../../source/language/run/value.ts';
import { drive, type Work } from '../../../source/language/run/work.ts';
import { semantics } from '../../../source/language/types/index.ts';

export interface Said {
  readonly stream: string;
  readonly text: string;
  readonly id?: string;
  readonly category?: string;
}

/** All that a text gave here, in the shape of what a whole PowerShell answers. */
export interface Ran {
  readonly output: readonly Value[];
  readonly said: readonly Said[];
  /** What ended the text. */
  readonly failure?: Said;
  /** The output as Out-String lays it out. */
  readonly text: string;
}

export interface LabOptions {
  readonly location: string;
  readonly width?: number;
  readonly ports?: Partial<SessionPorts>;
  readonly signal?: AbortSignal;
}

const errorSaid = ({ message, id, category }: ErrorObject): Said => ({ stream: 'error', text: message, id, category });

/** Runs a text with all local cmdlets in a session of its own, without a server. */
export async function runText(text: string, { location, width = 80, ports: given, signal }: LabOptions): Promise<Ran> {
  const out = new Collected();
  const said: Said[] = [];
  const say = (stream: string) => (words: string) => {
    said.push({ stream, text: words });
  };
  const streams: Streams = {
    error: (error) => {
      said.push(errorSaid(error));
    },
    warning: say('warning'),
    verbose: say('verbose'),
    debug: say('debug'),
    information: (value) => say('information')(semantics.toText(value)),
    host: say('information'),
    progress: () => {},
    shown: () => {},
    waits: false,
    *drain() {},
  };
  const ports: SessionPorts = {
    clock: {
      now: () => Date.now(),
      sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
    },
    width,
    files: new LocalFiles(location),
    ...given,
  };
  const interpreter = new Interpreter({ semantics, locals: localCommands, processId: 1 });
  let failure: Said | undefined;
  try {
    const end = await interpreter.run(interpreter.read(text), { out, streams, ports, ...(signal && { signal }) });
    if (end.state === 'failed') failure = errorSaid(end.failure.error);
  } catch (error) {
    if (!(error instanceof LanguageError)) throw error;
    failure = {
      stream: 'error',
      text: `${error.message} ${error.next}`,
      id: `Language.${error.kind}`,
      category: 'ParserError',
    };
  }
  return { output: out.items, said, ...(failure && { failure }), text: await laidOut(out.items, interpreter, ports) };
}

async function laidOut(values: readonly Value[], interpreter: Interpreter, ports: SessionPorts): Promise<string> {
  const context = {
    semantics,
    session: ports,
    variables: { get: () => undefined },
    scripts: scriptsOf(interpreter, ports),
  };
  const layout = new TextLayout({ width: ports.width, context: context as unknown as CommandContext });
  const lines = await drive(
    (function* (): Work<readonly string[]> {
      const all: string[] = [];
      for (const value of values) all.push(...(yield* layout.add(value)));
      return [...all, ...layout.end()];
    })(),
  );
  return lines.map((line) => `${line}\n`).join('');
}

/** Script properties of what is laid out are run as the session would. */
function scriptsOf(_interpreter: Interpreter, _ports: SessionPorts): unknown {
  return {};
}
