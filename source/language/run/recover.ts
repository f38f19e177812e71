import { RuntimeFailure } from './failure.ts';
import type { Frame } from './frame.ts';
import { toFailure } from './to-failure.ts';
import type { Place } from './unit.ts';

/** The error that a statement ended in, with its place; throws on what is none. */
export function failureAt(thrown: unknown, frame: Frame, place: Place | undefined): RuntimeFailure {
  const failure = toFailure(thrown);
  if (!failure) throw thrown;
  failure.error.locate(place);
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
  return typeof value === 'string' ? value.toLowerCase() : (numbered[Number(value)] ?? 'continue');
}

const numbered = ['silentlycontinue', 'stop', 'continue', 'inquire', 'ignore'];
