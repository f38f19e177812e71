import { RuntimeFailure } from './failure.ts';
import type { Frame } from './frame.ts';
import { toFailure } from './to-failure.ts';
import type { Place } from './unit.ts';

/** The error that a statement ended in, with its place; throws on what is none. */
export function failureAt(thrown: unknown, frame: Frame, place: Place | undefined): RuntimeFailure {
  const failure = toFailure(thrown);
  if (!failure) throw thrown;
  failure.error.locate(place).trace(frame);
  if (!failure.isTold) {
    failure.isTold = true;
    if (preference(frame, 'ErrorActionPreference') !== 'ignore') frame.session.addError(failure.error);
  }
  frame.session.succeeded = false;
  return failure;
}

/**
 * After an error that ended a statement: tells of it, so that the next one follows, or throws it on where something is to
 * catch it, where it was thrown by the script itself, or where errors are to stop.
 */
export function recover(thrown: unknown, frame: Frame, place: Place): undefined {
  const failure = failureAt(thrown, frame, place);
  if (failure.endsScript || frame.propagates) throw failure;
  const action = preference(frame, 'ErrorActionPreference');
  if (action === 'stop') throw new RuntimeFailure(failure.error, true);
  if (action === 'silentlycontinue' || action === 'ignore') return undefined;
  frame.streams.error(failure.error);
  return undefined;
}

/** A preference variable's value, lower case. */
export function preference(frame: Frame, name: string): string {
  const value = frame.scope.find(name.toLowerCase())?.value;
  if (typeof value === 'string') return value.toLowerCase();
  return numbered[Number(value)] ?? unset[name.toLowerCase()] ?? 'continue';
}

/** What counts where nothing was set. */
const unset: Readonly<Record<string, string>> = {
  verbosepreference: 'silentlycontinue',
  debugpreference: 'silentlycontinue',
  informationpreference: 'silentlycontinue',
  confirmpreference: 'high',
};

const numbered = ['silentlycontinue', 'stop', 'continue', 'inquire', 'ignore'];
