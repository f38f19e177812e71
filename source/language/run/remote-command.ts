import type { PsValue } from '../../objects/index.ts';
import { findParameter, type ParameterInfo } from '../lookup.ts';
import type { Seal } from '../types/secure.ts';
import { type Argument, type ArgumentValue, asTyped } from './arguments.ts';
import { bindingFailure } from './binding-failure.ts';
import { commonParameters } from './common-parameters.ts';
import { defaultArguments } from './default-parameters.ts';
import { filterText } from './filter-text.ts';
import type { Frame } from './frame.ts';
import type { RemoteCommand, RemoteParameter } from './remote-port.ts';
import { Sealing } from './sealing.ts';
import { toWire } from './to-wire.ts';
import { ScriptBlock, type Value } from './value.ts';
import type { Work } from './work.ts';

/** Common parameters that this side keeps: a server that allows no variables would refuse the whole command. */
const kept = new Set([
  'errorvariable',
  'warningvariable',
  'informationvariable',
  'outvariable',
  'pipelinevariable',
  'outbuffer',
]);

/** Error actions under which a command goes on. */
const goesOn = /^(?:silentlycontinue|ignore|continue|0|2|4)$/i;

export interface PreparedRemote {
  readonly command: RemoteCommand;
  /** What this side keeps of its streams, by the common parameter's name in lower case. */
  readonly common: ReadonlyMap<string, Value>;
  /** `-ErrorAction Stop` and its like were given: what the server ends the pipeline with ends what runs here. */
  readonly stops: boolean;
  /** The command as it is sent where it runs by itself: then its error action is this side's, for $Error and $?. */
  readonly alone?: PreparedRemote;
}

/** What is sent of a command, with its arguments as values of the wire. */
export function prepareRemote(name: string, args: readonly Argument[], frame: Frame): Work<PreparedRemote> {
  return new Sealing(frame.session, name).values((seal) => prepared(name, args, frame, seal));
}

function prepared(name: string, given: readonly Argument[], frame: Frame, seal: Seal): PreparedRemote {
  const wire = (given: ArgumentValue, info: ParameterInfo | undefined) => wireValueOf(given, info, frame, seal);
  const known = frame.session.commands.find(name);
  const args = [...given, ...defaultArguments(name, known?.parameters ?? [], given, frame)];
  const common = new Map<string, Value>();
  const parameters: RemoteParameter[] = [];
  let stops = false;
  let action: { readonly value: Value; readonly from: number; readonly count: number } | undefined;
  for (let at = 0; at < args.length; at++) {
    const argument = args[at]!;
    if (argument.kind === 'value') {
      parameters.push({ name: undefined, value: wire(argument.given, undefined) });
      continue;
    }
    const next = args[at + 1];
    const behind = next?.kind === 'value' ? next.given : undefined;
    const keptName = keptParameter(argument.name);
    if (keptName) {
      const given = argument.given ?? behind;
      common.set(keptName.toLowerCase(), variableName(keptName, given, name, frame));
      if (!argument.given) at++;
      continue;
    }
    const info = known && findParameter(known.parameters, argument.name);
    const asked = isErrorAction(argument.name) ? (argument.given ?? behind) : undefined;
    stops ||= asked !== undefined && !goesOn.test(frame.session.semantics.toText(asked.value));
    if (asked && !stops) {
      action = { value: asked.value, from: parameters.length, count: argument.given ? 1 : 2 };
    }
    if (argument.given) {
      parameters.push({ name: info?.name ?? `-${argument.name}:`, value: wire(argument.given, info) });
    } else if (info?.isSwitch === undefined) parameters.push({ name: `-${argument.name}`, value: null });
    else if (info.isSwitch) parameters.push({ name: info.name, value: true });
    else {
      if (!behind) throw missingArgument(info, name);
      parameters.push({ name: info.name, value: wire(behind, info) });
      at++;
    }
  }
  if (!action) return { command: { name, parameters }, common, stops };
  const others = parameters.toSpliced(action.from, action.count);
  const alone = {
    command: { name, parameters: others },
    common: new Map(common).set('erroraction', action.value),
    stops,
  };
  return { command: { name, parameters }, common, stops, alone };
}

const isErrorAction = (typed: string): boolean => /^(?:ea|errora(?:c(?:t(?:i(?:o(?:n)?)?)?)?)?)$/i.test(typed);

const missingArgument = (info: ParameterInfo, command: string) =>
  bindingFailure(
    `Missing an argument for parameter '${info.name}'. Specify a parameter of type '${info.typeName ?? 'System.Object'}' and try again.`,
    'MissingArgument',
    command,
  );

/** By name, by alias, or by a beginning that no other common parameter has: `-ErrorV`. */
function keptParameter(typed: string): string | undefined {
  const lower = typed.toLowerCase();
  return commonParameters.find(([name, alias]) => {
    if (!kept.has(name.toLowerCase())) return false;
    const shortest = name.length - 'ariable'.length;
    return (
      lower === alias ||
      lower === name.toLowerCase() ||
      (lower.length >= shortest && name.toLowerCase().startsWith(lower))
    );
  })?.[0];
}

function variableName(parameter: string, given: ArgumentValue | undefined, command: string, frame: Frame): string {
  const text = given === undefined ? '' : frame.session.semantics.toText(given.value);
  if (/^\+?(?:(?:script|global|local):)?[\p{L}\p{N}_]+$/u.test(text) && !/^\+?(?:true|false|null)$/i.test(text))
    return text;
  throw bindingFailure(
    `-${parameter} wants the name of a variable, without $: -${parameter} kept.`,
    'InvalidVariableName',
    command,
  );
}

/** Types of .NET that a number is to be sent to as it is. */
const numeric =
  /^System\.(?:Nullable`1\[\[?System\.)?(?:S?Byte|U?Int(?:16|32|64)|Double|Single|Decimal|Object|Boolean)\b/;

/**
 * A text parameter gets a number as it was typed. Where the catalogue does not say what the parameter takes, a number that
 * is not written as PowerShell would write it (00123, 1.50, 1GB) goes as text as well: a parameter that takes a number
 * reads the same number from it.
 */
function wireValueOf(given: ArgumentValue, info: ParameterInfo | undefined, frame: Frame, seal: Seal): PsValue {
  const { semantics } = frame.session;
  const toServer = (value: Value) => toWire(value, semantics, seal);
  if (given.value instanceof ScriptBlock && info?.name.toLowerCase() !== 'scriptblock') {
    return filterText(given.value, info, frame);
  }
  if (given.typed === undefined) return toServer(given.value);
  const type = info?.typeName;
  if (type !== undefined && numeric.test(type)) return toServer(given.value);
  const isText =
    type !== undefined && /(?:^System\.String|IdParameter|Unlimited|ByteQuantifiedSize|MultiValuedProperty)/.test(type);
  if (isText) return toServer(asTyped(given, semantics));
  const items = semantics.itemsOf(given.value);
  const typed = asTyped(given, semantics);
  if (!items) return toServer(semantics.toText(given.value) === given.typed ? given.value : typed);
  const texts = semantics.itemsOf(typed) ?? [];
  const mixed = items.map((item, index) => (semantics.toText(item) === texts[index] ? item : (texts[index] ?? item)));
  return toServer(semantics.arrayOf(mixed));
}
