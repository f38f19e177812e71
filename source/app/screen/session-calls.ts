import { type WatchRequest, watchRequest } from '../../domain/index.ts';
import type { AppDeps } from '../deps.ts';
import type { Feedback } from './feedback.ts';
import { completed, type PlaceCalls } from './groups/calls.ts';
import type { Readings } from './readings.ts';
import type { LiveSessions } from './sessions.ts';
import { type Watches, watchProblem } from './watches.ts';

export interface SessionCallsParts {
  readonly deps: AppDeps;
  readonly sessions: LiveSessions;
  readonly feedback: Feedback;
  readonly watches: Watches;
  readonly readings: Readings;
  readonly background: (work: Promise<unknown> | undefined) => void;
  readonly closePane: (name: string) => void;
}

/** What is done to the session of one connection. */
export function sessionCalls(parts: SessionCallsParts): PlaceCalls {
  const { deps, sessions, feedback, watches, readings, background, closePane } = parts;
  const watch = (name: string, request: WatchRequest) => {
    if (sessions.of(name)?.readiness === 'ended') {
      feedback.flash('warning', `${name} is not open: nothing is watched.`, 'F5 connects it.', name);
      return;
    }
    const problem = watchProblem(request.line);
    if (problem) {
      feedback.flash('warning', ...problem, name);
      return;
    }
    readings.end(name);
    watches.start(name, request);
  };
  const live = (name: string) => sessions.of(name);
  return {
    connect: (name) => background(live(name)?.connect()),
    disconnect: (name) => background(live(name)?.close()),
    reconnect: (name) => background(live(name)?.reconnect()),
    keepAlive: (name, milliseconds) =>
      live(name)?.keepAlive(milliseconds === undefined ? undefined : deps.clock() + milliseconds),

    submit: (name, text, width) => {
      const asked = watchRequest(text);
      if (asked === undefined) background(live(name)?.submit(text, width));
      else if (typeof asked === 'string') feedback.flash('warning', 'That is not watched.', asked, name);
      else {
        live(name)?.remember(text);
        watch(name, asked);
      }
    },
    watch,
    stop: (name) => background(live(name)?.stop()),
    fit: (name, width) => sessions.existing(name)?.fit(width),
    takeBack: (name) => live(name)?.takeBack(),
    complete: (name, text, cursor, signal) => completed(live(name)?.driver.language, text, cursor, signal),
    isComplete: (name, text) => live(name)?.driver.language?.isComplete(text) ?? true,
    clearTranscript: (name) => {
      if (readings.of(name)) closePane(name);
      live(name)?.clearTranscript();
    },
  };
}
