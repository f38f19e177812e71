import type { CommandDeclaration, CommandParameter } from '../commands/command.ts';
import { hasWildcard } from '../scan/has-wildcard.ts';
import { TypeFailure } from '../types/type.ts';
import { wildcard } from '../values/wildcard.ts';
import type { Bindable } from './bind.ts';
import { everySet, type Parameter, type SetPlace } from './parameters.ts';
import type { Semantics } from './semantics.ts';
import { inRange, inSet, notEmpty, type Validator } from './validation.ts';
import { ScriptBlock, type Value } from './value.ts';

/** The class that PowerShell names behind the comma of an error's id. */
export const commandClass = (name: string): string => `Microsoft.PowerShell.Commands.${name.replace('-', '')}Command`;

const known = new WeakMap<CommandDeclaration, Bindable>();

/** A declared command as the binder sees it. */
export function bindableOf(declaration: CommandDeclaration, semantics: Semantics): Bindable {
  let bindable = known.get(declaration);
  if (!bindable) {
    bindable = {
      name: declaration.name,
      idName: commandClass(declaration.name),
      parameters: declaration.parameters.map((one) => parameterOf(one, semantics)),
      defaultSet: declaration.defaultSet,
      isStrict: true,
      hasCommon: true,
      hasShouldProcess: declaration.supportsShouldProcess ?? false,
    };
    known.set(declaration, bindable);
  }
  return bindable;
}

function parameterOf(declared: CommandParameter, semantics: Semantics): Parameter {
  const type = declared.type.toLowerCase().replace(/^system\.management\.automation\./, '');
  const isSwitch = type === 'switch' || type === 'switchparameter';
  const isAny = /^(?:system\.)?object$|^psobject$/.test(type);
  const live = isSwitch || isAny ? undefined : semantics.findType(declared.type);
  const validators: Validator[] = [];
  const each =
    (check: (item: Value) => void): Validator =>
    (value) => {
      for (const item of semantics.itemsOf(value) ?? [value]) check(item);
    };
  const { values, takesWildcards } = declared;
  if (values) {
    const check = inSet(values, true, semantics);
    const isPattern = (item: Value) => {
      const text = semantics.toText(item);
      return hasWildcard(text) && values.some(wildcard(text));
    };
    validators.push(each(takesWildcards ? (item) => isPattern(item) || check(item) : check));
  }
  if (declared.range) validators.push(each(inRange(declared.range[0], declared.range[1], semantics)));
  // What PowerShell has in a PSObject is no empty text to it.
  const isText = !declared.type.startsWith('psobject');
  if (declared.notNullOrEmpty) validators.push(notEmpty(semantics, (text) => isText && text === ''));
  return {
    name: declared.name,
    aliases: declared.aliases ?? [],
    isSwitch,
    sets: setsOf(declared),
    typeName: isSwitch ? 'System.Management.Automation.SwitchParameter' : (live?.fullName ?? 'System.Object'),
    isList: isAny || type.endsWith('[]') || live === undefined,
    keepsTyped: declared.keepsTyped ?? false,
    isText: /^(?:system\.)?string(?:\[\])?$/.test(type),
    isOfType: (value) => isOfDeclared(value, type, () => live === undefined || semantics.isOfType(value, live)),
    accept(value) {
      const converted = isSwitch ? toSwitch(value, semantics) : live ? semantics.convert(value, live) : value;
      for (const validate of validators) validate(converted);
      return converted;
    },
    allowsNull: declared.allowsNull ?? false,
    allowsEmpty: declared.allowsEmpty ?? declared.allowsNull ?? false,
    help: declared.what,
    values: declared.values ?? [],
    offered: declared.offered,
    refused: declared.refused,
  };
}

function isOfDeclared(value: Value, type: string, other: () => boolean): boolean {
  if (type.startsWith('scriptblock')) return value instanceof ScriptBlock;
  return other();
}

function toSwitch(value: Value, { toBoolean }: Semantics): Value {
  if (typeof value !== 'string') return toBoolean(value);
  throw new TypeFailure(
    `Cannot convert value "${value}" to type "System.Management.Automation.SwitchParameter". Boolean parameters accept only Boolean values and numbers, such as $True, $False, 1 or 0.`,
    'System.Management.Automation.PSInvalidCastException',
  );
}

function setsOf(declared: CommandParameter): ReadonlyMap<string, SetPlace> {
  const place: SetPlace = {
    isMandatory: declared.isMandatory ?? false,
    position: declared.position,
    fromPipeline: declared.fromPipeline ?? false,
    fromPipelineByPropertyName: declared.fromPipelineByPropertyName ?? false,
    takesRemaining: declared.takesRemaining ?? false,
  };
  const optional = new Set((declared.optionalIn ?? []).map((set) => set.toLowerCase()));
  const names = (declared.sets ?? [everySet]).map((set) => set.toLowerCase());
  return new Map(names.map((set) => [set, optional.has(set) ? { ...place, isMandatory: false } : place]));
}
