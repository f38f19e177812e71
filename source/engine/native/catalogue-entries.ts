import type { CatalogueCmdlet, CatalogueParameter } from '../../domain/index.ts';
import type { CommandMetadata } from '../../psrp/index.ts';

type Parameter = CommandMetadata['parameters'][number];

/** Some times what Exchange has; a server that sends more shares less. */
const mostShared = 20_000;
/** Parameters of one name and type that are looked through; Exchange's differ in their aliases, if in anything. */
const mostOfName = 50;
/** Characters; a parameter that says more of itself is nobody else's. */
const longestShared = 1000;
/** By name and type: what is called Identity is of more than a hundred types. */
const shared = new Map<string, CatalogueParameter[]>();
let sharedCount = 0;

/** A cmdlet as the catalogue keeps it: nothing of it holds on to the message that it came in. */
export function cmdletOf({ name, parameters }: CommandMetadata): CatalogueCmdlet {
  return { name: copyOf(name), parameters: parameters.map(sharedParameter) };
}

/**
 * The same parameter has one object for all cmdlets of all sessions: of Exchange's tens of thousands most differ in
 * nothing, and every further session would keep them all again.
 */
function sharedParameter(parameter: Parameter): CatalogueParameter {
  const key = `${parameter.name} ${parameter.typeName}`;
  const alike = shared.get(key);
  const known = alike?.find((one) => isSame(one, parameter));
  if (known) return known;
  const { name, typeName, isSwitch, aliases } = parameter;
  const text = JSON.stringify({ name, typeName, isSwitch, aliases });
  const kept = JSON.parse(text) as CatalogueParameter;
  if (text.length > longestShared || (alike && alike.length >= mostOfName)) return kept;
  if (sharedCount >= mostShared) {
    shared.clear();
    sharedCount = 0;
  }
  const keptKey = `${kept.name} ${kept.typeName}`;
  shared.set(keptKey, [...(shared.get(keptKey) ?? []), kept]);
  sharedCount += 1;
  return kept;
}

function isSame(one: CatalogueParameter, { name, typeName, isSwitch, aliases }: Parameter): boolean {
  return (
    one.name === name &&
    one.typeName === typeName &&
    one.isSwitch === isSwitch &&
    one.aliases.length === aliases.length &&
    one.aliases.every((alias, index) => alias === aliases[index])
  );
}

/** Decoded strings may be slices, which keep their whole message in memory. */
function copyOf(text: string): string {
  return JSON.parse(JSON.stringify(text)) as string;
}
