import type { Value } from '../../run/value.ts';
import type { Bound, CommandContext } from '../command.ts';
import { several } from '../lib/items.ts';

/** Which of the objects Select-Object takes. */
interface Pick {
  /** What can be given now that this one has come. */
  take(value: Value): readonly Value[];
  /** What waited for the end. */
  rest(): readonly Value[];
  /** None of those to come will be taken. */
  readonly isSatisfied: boolean;
}

export function pickOf(bound: Bound, context: CommandContext): Pick {
  const places = (name: string) =>
    new Set(several(bound.get(name)).map((one) => Number(context.semantics.toText(one))));
  if (bound.has('Index')) return byIndex(places('Index'), true);
  if (bound.has('SkipIndex')) return byIndex(places('SkipIndex'), false);
  const skip = bound.number('Skip') ?? 0;
  if (bound.has('SkipLast')) return withoutLast(skip, bound.number('SkipLast') ?? 0);
  const [first, last] = [bound.number('First'), bound.number('Last')];
  if (last !== undefined && first === undefined) return fromEnd(skip, last);
  return fromBeginning(skip, first, last ?? 0);
}

function byIndex(places: ReadonlySet<number>, isWanted: boolean): Pick {
  let at = 0;
  const highest = Math.max(...places);
  return {
    take: (value) => (places.has(at++) === isWanted ? [value] : []),
    rest: () => [],
    get isSatisfied() {
      return isWanted && at > highest;
    },
  };
}

function withoutLast(skip: number, skipLast: number): Pick {
  const queue: Value[] = [];
  let skipped = 0;
  return {
    take(value) {
      if (skipped < skip) {
        skipped++;
        return [];
      }
      queue.push(value);
      return queue.length > skipLast ? [queue.shift()!] : [];
    },
    rest: () => [],
    isSatisfied: false,
  };
}

/** -Skip leaves out at the end where only -Last is asked for. */
function fromEnd(skip: number, last: number): Pick {
  const queue: Value[] = [];
  return {
    take(value) {
      if (last === 0) return [];
      queue.push(value);
      if (queue.length > last + skip) queue.shift();
      return [];
    },
    rest: () => queue.slice(0, Math.max(0, queue.length - skip)),
    isSatisfied: last === 0,
  };
}

function fromBeginning(skip: number, first: number | undefined, last: number): Pick {
  const tail: Value[] = [];
  let seen = 0;
  let given = 0;
  return {
    take(value) {
      if (seen++ < skip) return [];
      if (first === undefined || given < first) {
        given++;
        return [value];
      }
      if (last > 0) {
        tail.push(value);
        if (tail.length > last) tail.shift();
      }
      return [];
    },
    rest: () => tail,
    get isSatisfied() {
      return first !== undefined && given >= first && last === 0;
    },
  };
}
