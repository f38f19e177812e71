import { type Parameter, placeIn } from './parameters.ts';
import type { Value } from './value.ts';

/** What has its value already. */
type Given = ReadonlyMap<Parameter, unknown>;

/**
 * The parameter that an argument without a name is for. Of those at the lowest open place the default set's come first, and
 * before all that which can be given the value.
 * @param sets those that are still possible, in lower case
 */
export function nextPositional(
  value: Value,
  to: { readonly parameters: readonly Parameter[]; readonly defaultSet: string | undefined },
  sets: readonly string[],
  given: Given,
): Parameter | undefined {
  const only = onlyPositional(to.parameters, sets, given);
  if (only) return only;
  const open = to.parameters.flatMap((parameter) => {
    if (given.has(parameter)) return [];
    const places = sets.flatMap((set) => {
      const position = placeIn(parameter, set)?.position;
      return position === undefined ? [] : [{ set, position }];
    });
    if (places.length === 0) return [];
    return [{ parameter, position: Math.min(...places.map(({ position }) => position)), places }];
  });
  const lowest = Math.min(...open.map(({ position }) => position));
  const next = open.filter(({ position }) => position === lowest);
  const defaultSet = to.defaultSet?.toLowerCase();
  const ofDefault = next.filter(({ places }) => places.some(({ set }) => set === defaultSet));
  const ordered = [...ofDefault, ...next.filter((one) => !ofDefault.includes(one))];
  const fitting = ordered.length > 1 ? ordered.filter(({ parameter }) => accepts(parameter, value)) : ordered;
  return (fitting.find(({ parameter }) => parameter.isOfType(value)) ?? fitting[0] ?? ordered[0])?.parameter;
}

/** The first open one where there is no choice: one set, and no other at its place. What most calls come to. */
function onlyPositional(
  parameters: readonly Parameter[],
  sets: readonly string[],
  given: Given,
): Parameter | undefined {
  const [set, another] = sets;
  if (set === undefined || another !== undefined) return undefined;
  let first: Parameter | undefined;
  let lowest = Number.POSITIVE_INFINITY;
  let isShared = false;
  for (const parameter of parameters) {
    const position = placeIn(parameter, set)?.position;
    if (position === undefined || position > lowest || given.has(parameter)) continue;
    isShared = position === lowest;
    lowest = position;
    first = parameter;
  }
  return isShared ? undefined : first;
}

/** Of several parameters at one place the one counts that can be given the value. */
function accepts(parameter: Parameter, value: Value): boolean {
  try {
    parameter.accept(value);
    return true;
  } catch {
    return false;
  }
}
