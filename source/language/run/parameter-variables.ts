import { bindingFailure } from './binding-failure.ts';
import type { BodyCode } from './body.ts';
import { run } from './code.ts';
import type { Frame } from './frame.ts';
import { Collected } from './out.ts';
import type { ScriptParameter } from './parameters.ts';
import { Scope } from './scope.ts';
import type { ScriptBlock, Value } from './value.ts';
import type { Work } from './work.ts';

/**
 * Makes variables of the parameters that were given.
 * @param command names the function in errors
 */
export function* setGiven(
  parameters: readonly ScriptParameter[],
  values: ReadonlyMap<string, Value>,
  command: string,
  frame: Frame,
): Work<void> {
  for (const parameter of parameters) {
    const value = values.get(parameter.name.toLowerCase());
    if (value === undefined) continue;
    for (const script of parameter.scripts) yield* validate(parameter, script, value, command, frame);
    const variable = frame.scope.put(parameter.name, value);
    variable.constraint = parameter.constraint;
  }
}

/** Makes variables of those that were not: what they say for it, or what their type is without a value. */
export function* setDefaults(
  parameters: readonly ScriptParameter[],
  values: ReadonlyMap<string, Value>,
  frame: Frame,
): Work<void> {
  for (const parameter of parameters) {
    if (!values.has(parameter.name.toLowerCase())) yield* setDefault(parameter, frame);
  }
}

function* setDefault(parameter: ScriptParameter, frame: Frame): Work<void> {
  const { initial } = parameter;
  const out = new Collected();
  const value: Value = initial ? yield* run(initial, frame.with({ out })) : emptyOf(parameter);
  const isConverted = initial && parameter.type;
  const variable = frame.scope.put(
    parameter.name,
    isConverted ? frame.session.semantics.convert(value, parameter.type!) : value,
  );
  variable.constraint = parameter.constraint;
}

/** ValidateScript, item by item. */
function* validate(
  parameter: ScriptParameter,
  script: ScriptBlock,
  value: Value,
  command: string,
  frame: Frame,
): Work<void> {
  const { semantics } = frame.session;
  const body = script.code as BodyCode;
  for (const item of semantics.itemsOf(value) ?? [value]) {
    const scope = new Scope(frame.scope);
    scope.put('_', item);
    const out = new Collected();
    if (body.end) yield* run(body.end, frame.with({ scope, out, propagates: true, hasSlots: body.hasSlots }));
    const [only = null] = out.items;
    if (semantics.toBoolean(out.items.length > 1 ? true : only)) continue;
    const message = `The "${script.text}" validation script for the argument with value "${semantics.toText(item)}" did not return a result of True. Determine why the validation script failed, and then try the command again.`;
    throw bindingFailure(
      `Cannot validate argument on parameter '${parameter.name}'. ${message}`,
      'ParameterArgumentValidationError',
      command,
      'ParameterBindingValidationException',
    );
  }
}

const zero = /^System\.(?:S?Byte|U?Int(?:16|32|64)|Double|Single|Decimal)$/;

function emptyOf({ isSwitch, type }: ScriptParameter): Value {
  if (isSwitch || type?.fullName === 'System.Boolean') return false;
  if (type?.fullName === 'System.String') return '';
  return type && zero.test(type.fullName) ? 0 : null;
}
