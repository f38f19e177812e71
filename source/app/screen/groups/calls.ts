import { type CompletionResult, type EngineSession, isGroupPlace } from '../../../domain/index.ts';
import type { App } from '../port.ts';

/** What is done to a connection's session, and alike to a group as a whole. */
export type PlaceCalls = Pick<
  App,
  | 'connect'
  | 'disconnect'
  | 'reconnect'
  | 'keepAlive'
  | 'submit'
  | 'watch'
  | 'stop'
  | 'fit'
  | 'takeBack'
  | 'complete'
  | 'isComplete'
  | 'clearTranscript'
>;

/** Nobody misses candidates that could not be had: the line can be typed without. */
export async function completed(
  language: Pick<EngineSession, 'complete'> | undefined,
  text: string,
  cursor: number,
  signal: AbortSignal,
): Promise<CompletionResult> {
  const none = { start: cursor, end: cursor, candidates: [] };
  if (!language) return { ...none, help: 'Tab completes once a session is open.' };
  return await language.complete(text, cursor, signal).catch(() => none);
}

/** Each call goes to whom its place belongs: a connection or a group. */
export function byPlace(connections: PlaceCalls, groups: PlaceCalls): PlaceCalls {
  const at = (place: string) => (isGroupPlace(place) ? groups : connections);
  return {
    connect: (place) => at(place).connect(place),
    disconnect: (place) => at(place).disconnect(place),
    reconnect: (place) => at(place).reconnect(place),
    keepAlive: (place, milliseconds) => at(place).keepAlive(place, milliseconds),
    submit: (place, text, width) => at(place).submit(place, text, width),
    watch: (place, request) => at(place).watch(place, request),
    stop: (place) => at(place).stop(place),
    fit: (place, width) => at(place).fit(place, width),
    takeBack: (place) => at(place).takeBack(place),
    complete: (place, text, cursor, signal) => at(place).complete(place, text, cursor, signal),
    isComplete: (place, text) => at(place).isComplete(place, text),
    clearTranscript: (place) => at(place).clearTranscript(place),
  };
}
