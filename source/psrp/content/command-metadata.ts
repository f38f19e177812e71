import { PsObject, PsText, type PsValue, properties, psDictionary, psList, psObject } from '../../objects/index.ts';
import { commandTypes, encodeEnum } from '../enums.ts';
import { PsrpError } from '../errors.ts';
import { displayText, Fields, integerOf, listOf, textOf, unwrap } from '../message/fields.ts';

/** GET_COMMAND_METADATA (MS-PSRP 2.2.2.14). */
export interface CommandMetadataRequest {
  /** Names or wildcards. */
  readonly names: readonly string[];
  /** Flags of `commandTypes`. */
  readonly commandTypes: number;
  /** Module or snap-in names; none means all. */
  readonly namespaces: readonly string[];
  /** What parameters that depend on arguments are computed with. */
  readonly argumentList: readonly PsValue[];
}

const stringArray = ['System.String[]', 'System.Array', 'System.Object'];

export function encodeCommandMetadataRequest(request: CommandMetadataRequest): PsObject {
  return psObject(
    {
      Name: psList(request.names, stringArray),
      CommandType: encodeEnum('System.Management.Automation.CommandTypes', commandTypes, request.commandTypes),
      Namespace: request.namespaces.length === 0 ? null : psList(request.namespaces, stringArray),
      ArgumentList:
        request.argumentList.length === 0
          ? null
          : psList(request.argumentList, ['System.Object[]', 'System.Array', 'System.Object']),
    },
    [],
  );
}

export function decodeCommandMetadataRequest(value: PsValue | undefined): CommandMetadataRequest {
  const fields = new Fields(value, 'GET_COMMAND_METADATA');
  return {
    names: fields.list('Name').map(displayText),
    commandTypes: fields.integer('CommandType'),
    namespaces: fields.list('Namespace').map(displayText),
    argumentList: fields.list('ArgumentList'),
  };
}

const measureInfo = [
  'Selected.Microsoft.PowerShell.Commands.GenericMeasureInfo',
  'System.Management.Automation.PSCustomObject',
  'System.Object',
];

/** CommandMetadataCount (MS-PSRP 2.2.3.21): the first output of a metadata pipeline. */
export function encodeCommandCount(count: number): PsObject {
  return psObject({ Count: count }, measureInfo);
}

export function decodeCommandCount(value: PsValue): number {
  const count = new Fields(value, 'CommandMetadataCount').integer('Count');
  if (count < 0) throw new PsrpError('content', `CommandMetadataCount is ${count}.`);
  return count;
}

/** CommandMetadata (MS-PSRP 2.2.3.22). */
export interface CommandMetadata {
  readonly name: string;
  readonly namespace: string;
  readonly helpUri: string;
  /** Flags of `commandTypes`. */
  readonly commandType: number;
  readonly outputTypes: readonly string[];
  readonly parameters: readonly ParameterMetadata[];
}

/** ParameterMetadata (MS-PSRP 2.2.3.23). */
export interface ParameterMetadata {
  readonly name: string;
  /** .NET type name, such as `System.String`. */
  readonly typeName: string;
  readonly aliases: readonly string[];
  readonly isSwitch: boolean;
  readonly isDynamic: boolean;
}

export function encodeCommandMetadata(metadata: CommandMetadata): PsObject {
  return psObject(
    {
      Name: metadata.name,
      Namespace: metadata.namespace,
      HelpUri: metadata.helpUri,
      CommandType: encodeEnum('System.Management.Automation.CommandTypes', commandTypes, metadata.commandType),
      ResolvedCommandName: null,
      OutputType: encodeOutputTypes(metadata.outputTypes),
      Parameters: psDictionary(
        metadata.parameters.map((parameter) => [parameter.name, encodeParameter(parameter)]),
        parameterDictionary,
      ),
    },
    [
      'Selected.System.Management.Automation.FunctionInfo',
      'System.Management.Automation.PSCustomObject',
      'System.Object',
    ],
  );
}

const parameterMetadata = 'System.Management.Automation.ParameterMetadata';
const parameterDictionary = [
  `System.Collections.Generic.Dictionary\`2[[System.String],[${parameterMetadata}]]`,
  'System.Object',
];
const textCollection = ['System.Collections.ObjectModel.Collection`1[[System.String]]', 'System.Object'];

function encodeOutputTypes(names: readonly string[]): PsObject {
  return psList(names, [
    'System.Collections.ObjectModel.ReadOnlyCollection`1[[System.Management.Automation.PSTypeName]]',
    'System.Object',
  ]);
}

/** PowerShell serializes no parameter sets: nothing of it says which parameter is mandatory. */
function encodeParameter(parameter: ParameterMetadata): PsObject {
  return new PsObject({
    typeNames: [parameterMetadata, 'System.Object'],
    text: parameterMetadata,
    adapted: properties({
      Name: parameter.name,
      ParameterType: parameter.typeName,
      Aliases: psList(parameter.aliases, textCollection),
      IsDynamic: parameter.isDynamic,
      SwitchParameter: parameter.isSwitch,
    }),
  });
}

const functionInfo = [
  'System.Management.Automation.FunctionInfo',
  'System.Management.Automation.CommandInfo',
  'System.Object',
];

/** A FunctionInfo as a pipeline of Get-Command gives it: a parameter is its type's name there, its depth being over. */
export function encodeCommandInfo(
  metadata: CommandMetadata & { readonly defaultParameterSet: string | null },
): PsObject {
  const [verb = '', noun = ''] = metadata.name.split('-', 2);
  return new PsObject({
    typeNames: functionInfo,
    text: metadata.name,
    adapted: properties({
      ScriptBlock: new PsText('ScriptBlock', ''),
      CmdletBinding: true,
      DefaultParameterSet: metadata.defaultParameterSet,
      Definition: '',
      Options: 'None',
      Description: null,
      Verb: verb,
      Noun: noun,
      HelpFile: null,
      OutputType: encodeOutputTypes(metadata.outputTypes),
      Name: metadata.name,
      CommandType: 'Function',
      Source: metadata.namespace,
      Version: null,
      Visibility: 'Public',
      ModuleName: metadata.namespace,
      Module: null,
      RemotingCapability: 'PowerShell',
      Parameters: psDictionary(
        metadata.parameters.map(({ name }) => [name, parameterMetadata]),
        parameterDictionary,
      ),
      ParameterSets: psList(
        [],
        [
          'System.Collections.ObjectModel.ReadOnlyCollection`1[[System.Management.Automation.CommandParameterSetInfo]]',
          'System.Object',
        ],
      ),
    }),
    extended: properties({ Namespace: metadata.namespace, HelpUri: metadata.helpUri }),
  });
}

/**
 * Metadata of one command, as GET_COMMAND_METADATA gives it or as a pipeline of Get-Command gives its CommandInfo.
 * Lenient about a parameter's details, which depend on how deep the server serializes.
 */
export function decodeCommandMetadata(value: PsValue): CommandMetadata {
  const fields = new Fields(value, 'CommandMetadata');
  const text = (name: string) => textOf(fields.value(name)) ?? '';
  return {
    name: fields.string('Name'),
    namespace: text('Namespace') || text('ModuleName'),
    helpUri: text('HelpUri'),
    commandType: commandTypeOf(fields.value('CommandType')),
    outputTypes: (listOf(fields.value('OutputType')) ?? []).map(displayText),
    parameters: entries(fields.value('Parameters')).map(([name, parameter]) => decodeParameter(name, parameter)),
  };
}

function decodeParameter(key: PsValue, value: PsValue): ParameterMetadata {
  const part = (name: string): PsValue => (value instanceof PsObject ? (value.get(name) ?? null) : null);
  const typeName = textOf(part('ParameterType')) ?? '';
  return {
    name: textOf(part('Name')) ?? displayText(key),
    typeName,
    aliases: (listOf(part('Aliases')) ?? []).map(displayText),
    isSwitch: part('SwitchParameter') === true || /^System\.Management\.Automation\.SwitchParameter\b/.test(typeName),
    isDynamic: part('IsDynamic') === true,
  };
}

function entries(value: PsValue): readonly (readonly [PsValue, PsValue])[] {
  return value instanceof PsObject && value.collection?.kind === 'dictionary' ? value.collection.entries : [];
}

function commandTypeOf(value: PsValue): number {
  const number = integerOf(value);
  if (number !== undefined) return number;
  const name = unwrap(value);
  return typeof name === 'string' && Object.hasOwn(commandTypes, name)
    ? commandTypes[name as keyof typeof commandTypes]
    : 0;
}
