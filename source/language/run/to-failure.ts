import { type CommandFailure, CommandStopped, FileFailure } from '../commands/command.ts';
import { TypeFailure } from '../types/type.ts';
import { EndlessError, ValueError } from '../values/errors.ts';
import { makeException } from './exceptions.ts';
import { type ErrorParts, fail, RuntimeFailure } from './failure.ts';
import { LiveObject } from './value.ts';

const prefix = 'System.Management.Automation.';

/**
 * What a thrown thing is to a script: an error that a catch may take; undefined for what is none (a flow, a stop, a session
 * that is gone, a fault of this program).
 */
export function toFailure(thrown: unknown): RuntimeFailure | undefined {
  if (thrown instanceof RuntimeFailure) return thrown;
  if (thrown instanceof CommandStopped) return fail(partsOf(thrown.failure));
  if (thrown instanceof EndlessError) {
    const { message, next } = thrown;
    return fail({ message, id: 'Line.endless', category: 'OperationTimeout', recommendedAction: next }, true);
  }
  if (thrown instanceof TypeFailure) return fromType(thrown);
  if (thrown instanceof FileFailure) {
    return fail({
      message: thrown.message,
      id: 'FileFailure',
      category: 'OpenError',
      exception: 'System.IO.IOException',
    });
  }
  if (thrown instanceof RangeError) return fromRange(thrown);
  return undefined;
}

/** A command's failure as the parts of an error record. */
export function partsOf(failure: CommandFailure): ErrorParts {
  const { message, id, category, target, exceptionType, exception, recommendedAction } = failure;
  return {
    message,
    id,
    category,
    ...(target !== undefined && { target }),
    ...(exceptionType !== undefined && { exception: exceptionType }),
    ...(exception instanceof LiveObject && { exception }),
    ...(recommendedAction !== undefined && { recommendedAction }),
  };
}

function fromType(failure: TypeFailure): RuntimeFailure {
  const { message, exceptionType, id, category, inner } = failure;
  const advice = failure instanceof ValueError && { recommendedAction: failure.next };
  // What .NET throws where PowerShell has no error of its own goes as it is.
  if (id === undefined && !exceptionType.startsWith(prefix)) {
    return fail({ message, id: exceptionType, category: 'OperationStopped', exception: exceptionType, ...advice });
  }
  const parts = { message, id: id ?? 'RuntimeException', category: category ?? 'NotSpecified', ...advice };
  if (inner) {
    const within = makeException(inner.exceptionType, inner.message);
    return fail({ ...parts, exception: makeException(exceptionType, message, within) });
  }
  // A cast's exception alone is none that a script may see.
  if (exceptionType.startsWith(prefix) && exceptionType !== `${prefix}PSInvalidCastException`)
    return fail({ ...parts, exception: exceptionType });
  return fail({ ...parts, exception: wrapped(`${prefix}RuntimeException`, message, exceptionType) });
}

function wrapped(type: string, message: string, inner: string): LiveObject {
  return makeException(type, message, makeException(inner, message));
}

/** What V8 says of a stack or a text that would be too large. */
function fromRange(error: RangeError): RuntimeFailure {
  if (/call stack/i.test(error.message)) return tooDeep();
  return fail({
    message: /string length/i.test(error.message) ? 'Insufficient memory to continue the execution.' : error.message,
    id: 'System.OutOfMemoryException',
    category: 'OperationStopped',
    exception: 'System.OutOfMemoryException',
  });
}

export const tooDeep = (): RuntimeFailure =>
  fail(
    {
      message: 'The script failed due to call depth overflow.',
      id: 'CallDepthOverflow',
      category: 'InvalidOperation',
      exception: `${prefix}ScriptCallDepthException`,
    },
    true,
  );
