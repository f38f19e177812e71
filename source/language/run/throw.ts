import { makeException } from './exceptions.ts';
import { ErrorObject, fail, RuntimeFailure } from './failure.ts';
import type { Frame } from './frame.ts';
import type { Place } from './unit.ts';
import { LiveObject, nothing, type Worth } from './value.ts';

const runtime = 'System.Management.Automation.RuntimeException';

/** What `throw` throws: a record as it is, an exception in one, anything else as a message. */
export function thrown(worth: Worth, frame: Frame, place: Place): RuntimeFailure {
  if (worth instanceof ErrorObject) return located(new RuntimeFailure(worth, true), place);
  if (worth === nothing) {
    const current = frame.scope.find('_')?.value;
    if (current instanceof ErrorObject && frame.isCatching) return new RuntimeFailure(current, true);
    return located(fail({ message: 'ScriptHalted', id: 'ScriptHalted', category: 'OperationStopped' }, true), place);
  }
  const { semantics } = frame.session;
  if (worth instanceof LiveObject && worth.typeNames.includes('System.Exception')) {
    const message = semantics.toText(worth.properties.get('message')?.value ?? '');
    return located(fail({ message, id: message, category: 'OperationStopped', exception: worth }, true), place);
  }
  const message = semantics.toText(worth);
  const exception = makeException(runtime, message);
  return located(fail({ message, id: message, category: 'OperationStopped', exception, target: worth }, true), place);
}

function located(failure: RuntimeFailure, place: Place): RuntimeFailure {
  failure.error.locate(place);
  return failure;
}
