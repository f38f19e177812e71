import {
  healthLine,
  messageRecord,
  type PipelineRecord,
  type RunOutcome,
  sessionsLine,
  type WatchRequest,
} from '../../domain/index.ts';
import { changesIn } from '../../language/text.ts';
import type { AppDeps } from '../deps.ts';
import { failureOf } from '../failing.ts';
import type { Results } from '../results/results.ts';
import { Watch, type WatchSource } from '../results/watch.ts';
import type { Grids } from './grids.ts';
import { listedShells } from './listed-shells.ts';
import type { LiveSession } from './live-session.ts';

export interface WatchesParts {
  readonly deps: AppDeps;
  readonly results: Results;
  readonly grids: Grids;
  readonly session: (name: string) => LiveSession | undefined;
}

/** Words of a watch that are answered here and run nothing. */
const ownLooks = [sessionsLine, healthLine];

/** Why a line is not watched, and what to do; undefined where it only looks. */
export function watchProblem(line: string): readonly [string, string] | undefined {
  const changes = ownLooks.includes(line.toLowerCase()) ? [] : changesIn(line);
  if (changes.length === 0) return undefined;
  return [`A watch only looks: ${changes.join(', ')} may change something.`, 'Run it by hand, without watch.'];
}

/** Starts watches, each in the pane of its connection or group. */
export class Watches {
  readonly #parts: WatchesParts;

  constructor(parts: WatchesParts) {
    this.#parts = parts;
  }

  /** @param source what is looked at; the line on the session of that connection where it is not given */
  start(name: string, { line, seconds }: WatchRequest, source?: WatchSource): void {
    const { deps, results, grids } = this.#parts;
    const title = `watch ${seconds} s · ${line}`;
    const empty = results.begin({ connection: name, line, at: deps.clock() });
    empty.title = title;
    const from = source ?? (line.toLowerCase() === sessionsLine ? this.#sessions(name) : this.#line(name, line));
    empty.source = from.column;
    const open = grids.show(name, empty, true);
    const watch = new Watch(name, line, seconds, {
      source: from,
      results,
      timers: deps.timers,
      clock: deps.clock,
      looked: (result) => {
        result.title = title;
        open.renew(result);
      },
      changed: () => open.touched(),
    });
    open.watch = watch;
    watch.start();
  }

  #line(name: string, line: string): WatchSource {
    const session = () => this.#parts.session(name);
    return {
      readiness: () => session()?.readiness ?? 'ended',
      run: (take, signal) => session()?.observe(line, take, signal),
      idle: () => session()?.idle ?? { allowed: undefined, since: 0 },
    };
  }

  /** Asking for shells is no use of one: it goes beside whatever runs, and keeps nothing alive. */
  #sessions(name: string): WatchSource {
    const { deps, session } = this.#parts;
    return {
      readiness: () => (session(name)?.driver.access ? 'ready' : 'ended'),
      run: (take, signal) => {
        const live = session(name);
        if (!live?.driver.access) return undefined;
        return list(live, take, signal).catch((error: unknown): RunOutcome => {
          take(messageRecord(failureOf(error).what));
          return { state: 'failed' };
        });
      },
      idle: () => ({ allowed: undefined, since: deps.clock() }),
    };
  }
}

async function list(
  live: LiveSession,
  take: (record: PipelineRecord) => void,
  signal: AbortSignal,
): Promise<RunOutcome> {
  for (const value of await listedShells(live, signal)) take({ stream: 'output', value });
  return { state: 'completed' };
}
