import { Environment, type Streams } from '../../source/language/index.ts';
import { Collected } from '../../source/language/run/out.ts';
import type { LineTaken } from './powershell-prompt.ts';

/** A session of the native REPL's language, without a server. */
export class LanguageLines {
  readonly #environment = new Environment();

  /** Runs a line to its end, which is to be `wanted`. */
  async run(text: string, wanted: 'completed' | 'stopped' = 'completed', signal?: AbortSignal): Promise<LineTaken> {
    const { interpreter } = this.#environment;
    const out = new Collected();
    const before = process.cpuUsage();
    const end = await interpreter.run(interpreter.read(text), { out, streams, ...(signal && { signal }) });
    const { user, system } = process.cpuUsage(before);
    if (end.state !== wanted) throw new Error(`It ${end.state} instead of being ${wanted}: ${text}`);
    return { work: (user + system) / 1000, value: out.items.map(interpreter.session.semantics.toText).join(' ') };
  }
}

const streams: Streams = {
  error: (error) => {
    throw new Error(error.message);
  },
  warning: () => {},
  verbose: () => {},
  debug: () => {},
  information: () => {},
  host: () => {},
  progress: () => {},
  shown: () => {},
  waits: false,
  *drain() {},
};
