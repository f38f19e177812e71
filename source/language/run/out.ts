import type { Value } from './value.ts';
import type { Work } from './work.ts';

/** Where values go: the next command of a pipeline, a variable, the screen. */
export interface Out {
  write(value: Value): void;
  /** Something was written that is to be taken on before much more is. */
  readonly waits: boolean;
  drain(): Work<void>;
}

/** PowerShell would hold as many in memory at most. */
const mostItems = 50_000_000;

export class Collected implements Out {
  readonly items: Value[] = [];
  readonly waits = false;

  write(value: Value): void {
    if (this.items.length >= mostItems) throw new RangeError('Array dimensions exceeded supported range.');
    this.items.push(value);
  }

  *drain(): Work<void> {}
}
