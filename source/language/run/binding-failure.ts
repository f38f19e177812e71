import { fail, type RuntimeFailure } from './failure.ts';

/** How errors name a command: in their text, and behind the comma of their id. */
export interface Named {
  readonly name: string;
  /** The class of a cmdlet; else the name. */
  readonly idName?: string;
}

const prefix = 'System.Management.Automation.';

export function bindingFailure(
  message: string,
  id: string,
  command: string | Named,
  exception = 'ParameterBindingException',
): RuntimeFailure {
  const category = exception === 'ParameterBindingException' ? 'InvalidArgument' : 'InvalidData';
  const { name, idName = name } = typeof command === 'string' ? { name: command } : command;
  return fail({ message, id: `${id},${idName}`, category, exception: `${prefix}${exception}`, activity: name });
}

export const ambiguousSet = (command: Named): RuntimeFailure =>
  bindingFailure(
    'Parameter set cannot be resolved using the specified named parameters. One or more parameters issued cannot be used together or an insufficient number of parameters were provided.',
    'AmbiguousParameterSet',
    command,
  );
