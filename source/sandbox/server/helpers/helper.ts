import { PsObject, type PsValue } from '../../../objects/index.ts';
import type { BoundableCommand } from '../../catalogue/commands.ts';
import type { ParameterKind } from '../../catalogue/parameter-kinds.ts';
import type { CmdletError } from '../../cmdlets/types.ts';
import type { HelperContext } from '../pipeline/endpoint.ts';

interface HelperParameter {
  readonly kind: ParameterKind;
  readonly position?: number;
  readonly aliases?: readonly string[];
}

/** Describes a helper as the catalogue describes its cmdlets. */
export function helperCommand(
  name: string,
  synopsis: string,
  parameters: Readonly<Record<string, HelperParameter>>,
): BoundableCommand {
  const [verb = '', noun = ''] = name.split('-');
  const entries = Object.entries(parameters);
  return {
    name,
    verb,
    noun,
    commandType: 'Function',
    defaultParameterSet: '__AllParameterSets',
    parameters: entries.map(([parameter, { kind, position, aliases }]) => ({
      name: parameter,
      typeName: kind.typeName,
      isSwitch: kind.kind === 'switch',
      mandatory: false,
      position,
      aliases: aliases ?? [],
      fromPipeline: parameter === 'InputObject',
      fromPipelineByPropertyName: false,
    })),
    outputTypes: [],
    supportsShouldProcess: false,
    confirmImpact: 'Low',
    simulated: true,
    synopsis,
    parameterKinds: new Map(entries.map(([parameter, { kind }]) => [parameter, kind])),
  };
}

/** What is piped in, or what -InputObject gives; lists as their items. */
export async function* inputOf(context: HelperContext): AsyncGenerator<PsValue> {
  if (context.input) {
    yield* context.input;
    return;
  }
  const given = context.bound.get('inputobject');
  if (given === undefined) return;
  if (given instanceof PsObject && given.collection && given.collection.kind !== 'dictionary') {
    yield* given.collection.items;
  } else yield given;
}

/** The texts of a list-like argument; none where it was not given. */
export function textsOf(value: PsValue | undefined): readonly string[] {
  if (value === undefined || value === null) return [];
  if (value instanceof PsObject && value.collection && value.collection.kind !== 'dictionary') {
    return value.collection.items.flatMap((item) => textsOf(item));
  }
  if (value instanceof PsObject) return [value.text ?? (typeof value.base === 'string' ? value.base : '')];
  return [String(value)];
}

/** A PowerShell wildcard (`*`, `?`, `[a-z]`) as a test on names, any case. */
export function wildcard(pattern: string): (name: string) => boolean {
  // Stars in a row mean one, and cost one.
  const source = pattern.replace(/\*+/g, '*').replace(/\[[^\]]+\]|[\s\S]/g, (part) => {
    if (part === '*') return '.*';
    if (part === '?') return '.';
    return part.length > 1
      ? `[${part.slice(1, -1).replace(/[\\^]/g, '\\$&')}]`
      : part.replace(/[\\^$.|+(){}[\]]/g, '\\$&');
  });
  const expression = new RegExp(`^${source}$`, 'is');
  return (name) => expression.test(name);
}

export function isWildcard(pattern: string): boolean {
  return /[*?[]/.test(pattern);
}

/** A property of a value as a pipeline's commands see it; undefined where it has none of that name. */
export function propertyOf(value: PsValue, name: string): PsValue | undefined {
  if (value instanceof PsObject) {
    const found = value.get(name);
    if (found !== undefined) return found;
    if (/^count$/i.test(name) && value.collection) {
      return value.collection.kind === 'dictionary' ? value.collection.entries.length : value.collection.items.length;
    }
    return undefined;
  }
  return typeof value === 'string' && /^length$/i.test(name) ? value.length : undefined;
}

/** An error of one of PowerShell's own commands. */
export function helperError(
  className: string,
  activity: string,
  parts: Pick<CmdletError, 'message' | 'category'> & { readonly id: string; readonly target?: PsValue },
): CmdletError {
  const exceptionType = 'System.Management.Automation.PSArgumentException';
  return {
    message: parts.message,
    exceptionType,
    category: parts.category,
    fullyQualifiedErrorId: `${parts.id},Microsoft.PowerShell.Commands.${className}`,
    activity,
    reason: 'PSArgumentException',
    targetName: textsOf(parts.target).join(' '),
    targetType: typeof parts.target === 'string' ? 'String' : '',
    targetObject: parts.target ?? null,
  };
}
