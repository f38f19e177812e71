import type { CatalogueCmdlet, CatalogueParameter } from '../../domain/index.ts';
import type { CommandMetadata } from '../../psrp/index.ts';

/** Some times what Exchange has; a server that sends more shares less. */
const mostShared = 20_000;
/** Characters; a parameter that says more of itself is nobody else's. */
const longestShared = 1000;
const shared = new Map<string, CatalogueParameter>();

/** A cmdlet as the catalogue keeps it: nothing of it holds on to the message that it came in. */
export function cmdletOf({ name, parameters }: CommandMetadata): CatalogueCmdlet {
  return { name: copyOf(name), parameters: parameters.map(sharedParameter) };
}

/**
 * The same parameter has one object for all cmdlets of all sessions: of Exchange's tens of thousands most differ in
 * nothing, and every further session would keep them all again.
 */
function sharedParameter(parameter: CommandMetadata['parameters'][number]): CatalogueParameter {
  const { name, typeName, isSwitch, aliases } = parameter;
  const key = JSON.stringify({ name, typeName, isSwitch, aliases });
  const known = shared.get(key);
  if (known) return known;
  const kept = JSON.parse(key) as CatalogueParameter;
  if (key.length > longestShared) return kept;
  if (shared.size >= mostShared) shared.clear();
  shared.set(key, kept);
  return kept;
}

/** Decoded strings may be slices, which keep their whole message in memory. */
function copyOf(text: string): string {
  return JSON.parse(JSON.stringify(text)) as string;
}
