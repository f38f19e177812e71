import { TypeFailure } from '../types/type.ts';
import { dictionaryOf } from '../values/convert.ts';
import { type ArgumentValue, asTyped, withTyped } from './arguments.ts';
import { bindingFailure, type Named } from './binding-failure.ts';
import type { Parameter } from './parameters.ts';
import type { Semantics } from './semantics.ts';
import type { Value } from './value.ts';

/** An argument as its parameter takes it: converted and validated. Throws with PowerShell's words. */
export function acceptArgument(
  parameter: Parameter,
  given: ArgumentValue,
  command: Named,
  semantics: Semantics,
): Value {
  const value = parameter.isText
    ? asTyped(given, semantics)
    : parameter.keepsTyped
      ? withTyped(given, semantics)
      : given.value;
  const isMandatory = [...parameter.sets.values()].some((place) => place.isMandatory);
  let accepted: Value;
  try {
    // A cast makes no list of a dictionary, binding does.
    const isOne = parameter.typeName.endsWith('[]') && dictionaryOf(value) !== undefined;
    accepted = parameter.accept(isOne ? semantics.arrayOf([value]) : value);
  } catch (error) {
    if (!(error instanceof TypeFailure)) throw error;
    throw error.exceptionType.endsWith('ValidationMetadataException')
      ? bindingFailure(
          `Cannot validate argument on parameter '${parameter.name}'. ${error.message}`,
          'ParameterArgumentValidationError',
          command,
          'ParameterBindingValidationException',
        )
      : command.idName !== undefined
        ? bindingFailure(
            `Cannot bind parameter '${parameter.name}'. ${error.message}`,
            'CannotConvertArgumentNoMessage',
            command,
          )
        : bindingFailure(
            `Cannot process argument transformation on parameter '${parameter.name}'. ${error.message}`,
            'ParameterArgumentTransformationError',
            command,
            'ParameterBindingArgumentTransformationException',
          );
  }
  // Behind what its attributes say, as PowerShell does.
  if (isMandatory) refuseEmpty(parameter, accepted, command, semantics);
  return accepted;
}

function refuseEmpty(parameter: Parameter, value: Value, command: Named, semantics: Semantics): void {
  const refuse = (what: string, id: string) =>
    bindingFailure(
      `Cannot bind argument to parameter '${parameter.name}' because it is ${what}.`,
      `ParameterArgumentValidationError${id}NotAllowed`,
      command,
      'ParameterBindingValidationException',
    );
  if (value === null && !parameter.allowsNull) throw refuse('null', 'Null');
  if (parameter.allowsEmpty || parameter.allowsNull) return;
  if (value === '' && parameter.isText) throw refuse('an empty string', 'EmptyString');
  const items = parameter.isList && parameter.typeName.endsWith('[]') ? semantics.itemsOf(value) : undefined;
  if (items?.length === 0) throw refuse('an empty array', 'EmptyArray');
  if (items?.includes(null)) throw refuse('null', 'Null');
  if (items?.includes('') && parameter.isText) throw refuse('an empty string', 'EmptyString');
}
