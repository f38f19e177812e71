import type { AttributeNode, BodyNode, ParameterDeclaration } from '../../tree.ts';
import { TypeFailure } from '../../types/type.ts';
import { attributeName, constantOf, constraintOf, validatorsOf } from '../attributes.ts';
import type { BodyCode } from '../body.ts';
import { everySet, type ScriptParameter, type SetPlace } from '../parameters.ts';
import { variableKey } from '../scope.ts';
import type { LiveType, Value } from '../value.ts';
import { ScriptBlock } from '../value.ts';
import type { Compiler } from './compiler.ts';
import { typeNamed } from './expressions.ts';

const textTypes = /^System\.String(?:\[\])?$/;

export function compileParameter(node: ParameterDeclaration, c: Compiler): ScriptParameter {
  const types = node.attributes.filter((one) => one.kind === 'type');
  const attributes = node.attributes.filter((one) => one.kind === 'attribute');
  const named = (name: string) => attributes.filter((one) => attributeName(one) === name);
  const typeName = types.at(-1)?.name ?? '';
  const isSwitch = /^(?:system\.management\.automation\.)?switch(?:parameter)?$/i.test(typeName);
  const type = typeName === '' || isSwitch ? undefined : c.semantics.findType(typeName);
  const validators = validatorsOf(node.attributes, c);
  const scripts = named('validatescript').flatMap((one) => {
    const script = constantOf(one.positional[0], c);
    return script instanceof ScriptBlock ? [script] : [];
  });
  const convert = isSwitch
    ? toSwitch(c)
    : (value: Value) => (typeName === '' ? value : c.semantics.convert(value, type ?? typeNamed(typeName, c)));
  const has = (name: string) => named(name).length > 0;
  return {
    name: node.variable.name,
    key: variableKey(node.variable.name),
    aliases: named('alias').flatMap(({ positional }) =>
      positional.map((one) => c.semantics.toText(constantOf(one, c))),
    ),
    isSwitch,
    sets: setsOf(named('parameter'), c),
    typeName: isSwitch ? 'System.Management.Automation.SwitchParameter' : (type?.fullName ?? 'System.Object'),
    isList: typeName === '' || (type?.fullName.endsWith('[]') ?? false) || type?.fullName === 'System.Object',
    keepsTyped: typeName === '' || type?.fullName === 'System.Object',
    isText: type !== undefined && textTypes.test(type.fullName),
    type: type as LiveType | undefined,
    isOfType: (value) => (type ? c.semantics.isOfType(value, type) : true),
    accept(value) {
      const converted = convert(value);
      for (const validate of validators) validate(converted);
      return converted;
    },
    allowsNull: has('allownull'),
    allowsEmpty: has('allowemptystring') || has('allowemptycollection'),
    help: helpOf(named('parameter'), c),
    values: named('validateset').flatMap(({ positional }) =>
      positional.map((one) => c.semantics.toText(constantOf(one, c))),
    ),
    refused: undefined,
    span: node.span,
    initial: node.initial && c.expression(node.initial),
    constraint: typeName === '' && validators.length === 0 ? undefined : constraintOf(node.attributes, c),
    scripts,
    setNames: named('parameter').flatMap((one) => {
      const name = namedValue(one, 'parametersetname', c);
      return name === undefined ? [] : [c.semantics.toText(name)];
    }),
  };
}

const toSwitch =
  (c: Compiler) =>
  (value: Value): Value => {
    if (typeof value === 'boolean') return value;
    if (typeof value === 'string') {
      throw new TypeFailure(
        `Cannot convert value "${value}" to type "System.Management.Automation.SwitchParameter". Boolean parameters accept only Boolean values and numbers, such as $True, $False, 1 or 0.`,
        'System.Management.Automation.PSInvalidCastException',
        'InvalidCast',
      );
    }
    return c.semantics.toBoolean(value);
  };

const namedValue = (attribute: AttributeNode, name: string, c: Compiler): Value | undefined => {
  const found = attribute.named.find((one) => one.name.toLowerCase() === name);
  return found && constantOf(found.value, c);
};

function setsOf(attributes: readonly AttributeNode[], c: Compiler): ReadonlyMap<string, SetPlace> {
  const sets = new Map<string, SetPlace>();
  for (const attribute of attributes) {
    const name = namedValue(attribute, 'parametersetname', c);
    const position = namedValue(attribute, 'position', c);
    const isOn = (key: string) => c.semantics.toBoolean(namedValue(attribute, key, c) ?? false);
    sets.set(name === undefined ? everySet : c.semantics.toText(name).toLowerCase(), {
      isMandatory: isOn('mandatory'),
      position: typeof position === 'number' ? position : undefined,
      fromPipeline: isOn('valuefrompipeline'),
      fromPipelineByPropertyName: isOn('valuefrompipelinebypropertyname'),
      takesRemaining: isOn('valuefromremainingarguments'),
    });
  }
  if (sets.size === 0) sets.set(everySet, plain);
  return sets;
}

const plain: SetPlace = {
  isMandatory: false,
  position: undefined,
  fromPipeline: false,
  fromPipelineByPropertyName: false,
  takesRemaining: false,
};

function helpOf(attributes: readonly AttributeNode[], c: Compiler): string {
  const [help] = attributes.flatMap((one) => namedValue(one, 'helpmessage', c) ?? []);
  return help === undefined ? '' : c.semantics.toText(help);
}

type Binding = Pick<
  BodyCode,
  'isAdvanced' | 'supportsShouldProcess' | 'confirmImpact' | 'defaultSet' | 'positionalBinding' | 'hasParamBlock'
>;

/** What `[CmdletBinding(…)]` says, and whether a parameter's attribute says as much. */
export function bindingOf(node: BodyNode, declared: readonly ParameterDeclaration[], c: Compiler): Binding {
  const block = node.parameters;
  const attributes = block?.attributes.filter((one) => one.kind === 'attribute') ?? [];
  const binding = attributes.find((one) => attributeName(one) === 'cmdletbinding');
  const value = (name: string) => (binding ? namedValue(binding, name, c) : undefined);
  const set = value('defaultparametersetname');
  const impact = c.semantics.toText(value('confirmimpact') ?? 'medium').toLowerCase();
  return {
    hasParamBlock: block !== undefined || declared.length > 0,
    isAdvanced:
      binding !== undefined ||
      declared.some((one) =>
        one.attributes.some((each) => each.kind === 'attribute' && attributeName(each) === 'parameter'),
      ),
    supportsShouldProcess: c.semantics.toBoolean(value('supportsshouldprocess') ?? false),
    confirmImpact: impact === 'none' || impact === 'low' || impact === 'high' ? impact : 'medium',
    defaultSet: set === undefined ? undefined : c.semantics.toText(set),
    positionalBinding: c.semantics.toBoolean(value('positionalbinding') ?? true),
  };
}
