/** One measured thing, beside what it is compared with. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** The same measurement in other units. */
  readonly also?: Readonly<Record<string, number>>;
  /** What was measured in the same rounds, in the same unit; NaN where it could not be. */
  readonly peer?: { readonly name: string; readonly value: number };
  /** Bounds of the ratio `value ÷ peer.value`. */
  readonly goal?: { readonly atMost: number } | { readonly atLeast: number };
  /** What the value itself is to be at most, where that is the goal. */
  readonly limit?: number;
}

export interface PartResult {
  readonly figures: readonly Figure[];
  /** What could not be measured, and why. */
  readonly notes: readonly string[];
}

/** What a part may use: the repository, and a temporary folder of its own. */
export interface PartContext {
  readonly root: string;
  readonly folder: string;
}

export type Part = (context: PartContext) => Promise<PartResult>;

export function ratioOf({ value, peer }: Figure): number | undefined {
  return peer && !Number.isNaN(peer.value) ? value / peer.value : undefined;
}

/** Undefined where there is no goal, or nothing to judge it by. */
export function isMet(figure: Figure): boolean | undefined {
  if (figure.limit !== undefined) return figure.value <= figure.limit;
  const ratio = ratioOf(figure);
  if (!figure.goal || ratio === undefined) return undefined;
  return 'atMost' in figure.goal ? ratio <= figure.goal.atMost : ratio >= figure.goal.atLeast;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = sorted.length >> 1;
  if (sorted.length === 0) return Number.NaN;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** The value that this share of all is not above. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

/** Milliseconds of processor that this thread has used: what others do on the machine is not in them. */
export function threadTime(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

export async function milliseconds(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/**
 * Measures several things in turns, so that whatever else the machine does meets all of them alike. Gives every
 * measured number by name; the first `warmUp` rounds are left out.
 */
export async function interleaved<Name extends string>(
  rounds: number,
  warmUp: number,
  measures: Readonly<Record<Name, () => Promise<number>>>,
): Promise<Readonly<Record<Name, readonly number[]>>> {
  const names = Object.keys(measures) as Name[];
  const results = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>;
  for (let round = -warmUp; round < rounds; round++) {
    // Every other round goes backwards: none is always the one that follows the same neighbour.
    for (const name of round % 2 === 0 ? names : names.toReversed()) {
      const measured = await measures[name]();
      if (round >= 0) results[name].push(measured);
    }
  }
  return results;
}
