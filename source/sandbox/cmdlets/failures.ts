import type { PsValue } from '../../objects/index.ts';
import { CmdletFailure, type ErrorCategory } from './types.ts';

const engine = 'System.Management.Automation';

function failure(parts: {
  activity: string;
  message: string;
  exceptionType: string;
  category: ErrorCategory;
  id: string;
  target?: PsValue;
  targetName?: string;
}): CmdletFailure {
  return new CmdletFailure({
    message: parts.message,
    exceptionType: parts.exceptionType,
    category: parts.category,
    fullyQualifiedErrorId: parts.id,
    activity: parts.activity,
    reason: parts.exceptionType.slice(parts.exceptionType.lastIndexOf('.') + 1),
    targetName: parts.targetName ?? '',
    targetType: parts.targetName ? 'String' : '',
    targetObject: parts.target ?? parts.targetName ?? null,
  });
}

/** The command is not there, or the user's roles hide it: the same answer for both. */
export function commandNotFound(name: string): CmdletFailure {
  return failure({
    activity: name,
    message: `The term '${name}' is not recognized as the name of a cmdlet that this session offers. Check the spelling, or ask for the role that grants it.`,
    exceptionType: `${engine}.CommandNotFoundException`,
    category: 'ObjectNotFound',
    id: 'CommandNotFoundException',
    targetName: name,
  });
}

function binding(command: string, id: string, message: string, exception = 'ParameterBindingException'): CmdletFailure {
  return failure({
    activity: command,
    message,
    exceptionType: `${engine}.${exception}`,
    category: 'InvalidArgument',
    id: `${id},${command}`,
  });
}

export const bindingFailures = {
  unknownParameter: (command: string, parameter: string) =>
    binding(
      command,
      'NamedParameterNotFound',
      `A parameter cannot be found that matches parameter name '${parameter}'.`,
    ),
  ambiguousParameter: (command: string, parameter: string, matches: readonly string[]) =>
    binding(
      command,
      'AmbiguousParameter',
      `Parameter name '${parameter}' is ambiguous. Possible matches: ${matches.map((name) => `-${name}`).join(' ')}.`,
    ),
  boundTwice: (command: string, parameter: string) =>
    binding(command, 'ParameterAlreadyBound', `Parameter '${parameter}' is given more than once.`),
  missingArgument: (command: string, parameter: string) =>
    binding(command, 'MissingArgument', `Missing an argument for parameter '${parameter}'.`),
  extraArgument: (command: string, shown: string) =>
    binding(
      command,
      'PositionalParameterNotFound',
      `A positional parameter cannot be found that accepts argument '${shown}'.`,
    ),
  missingMandatory: (command: string, names: readonly string[]) =>
    binding(
      command,
      'MissingMandatoryParameter',
      `Cannot process command because of one or more missing mandatory parameters: ${names.join(' ')}.`,
    ),
  emptyMandatory: (command: string, parameter: string, isNull: boolean) =>
    failure({
      activity: command,
      message: `Cannot bind argument to parameter '${parameter}' because it is ${isNull ? 'null' : 'an empty string'}.`,
      exceptionType: `${engine}.ParameterBindingValidationException`,
      category: 'InvalidData',
      id: `ParameterArgumentValidationError${isNull ? 'Null' : 'EmptyString'}NotAllowed,${command}`,
    }),
  conversion: (command: string, parameter: string, reason: string) =>
    failure({
      activity: command,
      message: `Cannot process argument transformation on parameter '${parameter}'. ${reason}`,
      exceptionType: `${engine}.ParameterBindingArgumentTransformationException`,
      category: 'InvalidData',
      id: `ParameterArgumentTransformationError,${command}`,
    }),
  badFilter: (command: string, parameter: string, reason: string) =>
    binding(command, 'ParameterBindingFailed', `Cannot bind parameter '${parameter}' to the target. ${reason}`),
  inputNotBound: (command: string, input: PsValue) =>
    failure({
      activity: command,
      message:
        'The piped object cannot be bound: it fits none of the parameters that take pipeline input, or they are taken.',
      exceptionType: `${engine}.ParameterBindingException`,
      category: 'InvalidArgument',
      id: `InputObjectNotBound,${command}`,
      target: input,
    }),
  cannotAsk: (command: string) =>
    failure({
      activity: command,
      message: `${command} has to ask before it goes on, and this host cannot prompt. Say -Confirm:$false to go on without being asked.`,
      exceptionType: `${engine}.PSInvalidOperationException`,
      category: 'InvalidOperation',
      id: `InvalidOperation,${command}`,
    }),
};

/** For cmdlets that exist in Exchange and do nothing here. `near` are simulated ones with the same noun. */
export function notSimulated(command: string, near: readonly string[]): CmdletFailure {
  return failure({
    activity: command,
    message:
      `${command} is not simulated by the sandbox; nothing was changed. Get-Help <cmdlet> says of each cmdlet ` +
      `whether it is.${near.length > 0 ? ` Simulated with the same noun: ${near.join(', ')}.` : ''}`,
    exceptionType: 'System.NotImplementedException',
    category: 'NotImplemented',
    id: `NotSimulated,${command}`,
    targetName: command,
  });
}
