import type { PsObject, PsValue } from '../../objects/index.ts';
import { passes, propertiesOf } from '../directory/opath/evaluate.ts';
import { type Filter, parseFilter } from '../directory/opath/parse.ts';
import { FilterError } from '../directory/opath/tokens.ts';
import { compareValues } from '../directory/order.ts';
import { bindingFailures } from './failures.ts';
import { parameterValue, textParameter } from './parameters.ts';
import type { CmdletContext } from './types.ts';

const defaultResultSize = 1000;

/**
 * Writes objects as Get- cmdlets do: those that pass -Filter, in the order of -SortBy, as many as -ResultSize allows,
 * with a warning where that leaves some out. `objects` gives them anew each time, and only as far as they are needed.
 */
export async function writeSelection(context: CmdletContext, objects: () => Iterable<PsObject>): Promise<void> {
  const filter = filterParameter(context, objects);
  const wanted = filter ? filtered(objects(), filter) : objects();
  const sortBy = textParameter(context, 'SortBy');
  await writeLimited(context, sortBy ? sorted(wanted, sortBy) : wanted);
}

/** Writes objects up to -ResultSize, and warns where there are more. */
export async function writeLimited(context: CmdletContext, objects: Iterable<PsObject>): Promise<void> {
  const asked = parameterValue(context, 'ResultSize');
  const limit =
    asked === 'Unlimited' ? Number.POSITIVE_INFINITY : typeof asked === 'number' ? asked : defaultResultSize;
  let written = 0;
  for (const object of objects) {
    if (written >= limit) {
      context.writeWarning(
        typeof asked === 'number'
          ? `There are more results than the ${asked} asked for. Raise -ResultSize to see them.`
          : `Only the first ${defaultResultSize} results are shown. Use -ResultSize Unlimited to see all; on a large organisation that can take long.`,
      );
      return;
    }
    await context.writeOutput(object);
    written += 1;
  }
}

/** The parsed -Filter; throws CmdletFailure for one that cannot be read or names a property the objects do not have. */
export function filterParameter(context: CmdletContext, objects: () => Iterable<PsObject>): Filter | undefined {
  const text = textParameter(context, 'Filter');
  if (text === undefined) return undefined;
  try {
    const filter = parseFilter(text);
    const [sample] = objects();
    const unknown = sample && propertiesOf(filter).find((property) => sample.get(property) === undefined);
    if (unknown) throw new FilterError(`"${unknown}" is not a property that can be filtered by.`);
    return filter;
  } catch (failure) {
    if (failure instanceof FilterError) throw bindingFailures.badFilter(context.command, 'Filter', failure.message);
    throw failure;
  }
}

export function* filtered(objects: Iterable<PsObject>, filter: Filter): Generator<PsObject> {
  for (const object of objects) if (passes(filter, (property) => object.get(property))) yield object;
}

function sorted(objects: Iterable<PsObject>, property: string): PsObject[] {
  const keyed = [...objects].map((object): [PsValue, PsObject] => [object.get(property) ?? null, object]);
  return keyed.sort(([left], [right]) => compareValues(left, right)).map(([, object]) => object);
}
