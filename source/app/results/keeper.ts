import { ServerLayout } from '../../format/index.ts';
import { itemsOf, PsObject, type PsValue } from '../../objects/index.ts';
import type { OutputRecord } from '../output/pump.ts';
import type { Result, ResultOrigin } from './result.ts';
import type { Results } from './results.ts';

/** Keeps the objects that a line gives: a result, or one for each way that its statements asked them to be laid out. */
export class ResultKeeper {
  readonly #results: Results;
  readonly #origin: ResultOrigin;
  readonly #layout = new ServerLayout();
  readonly #made: Result[] = [];

  constructor(results: Results, origin: ResultOrigin) {
    this.#results = results;
    this.#origin = origin;
  }

  /** Gives what to wait for before the next one; undefined where there is room. */
  keep({ value, view }: OutputRecord): Promise<void> | undefined {
    let result = this.#made.at(-1);
    if (!result || result.view !== view) {
      if (result) result.isGrowing = false;
      result = this.#results.begin(this.#origin);
      result.view = view;
      result.title = view?.title;
      this.#made.push(result);
    }
    for (const item of itemsOf(value)) this.#add(result, item);
    return this.#results.room();
  }

  #add(result: Result, value: PsValue): void {
    if (value === null) return;
    const laid = value instanceof PsObject ? this.#layout.accept(value) : undefined;
    if (!laid) this.#results.add(result, value);
    else if (laid.kind === 'object') {
      // A server's Format-Table gives cells by their place: their labels are what they are called.
      const names = laid.view.columns.map(({ label, property }) => label || property);
      this.#results.add(result, new PsObject({ extended: { names, values: laid.value.extended.values } }));
    }
  }

  /** For the session's view: the last result that has something. */
  get facts(): { readonly result?: { readonly id: number; readonly count: number } } {
    const last = this.#made.findLast(({ length }) => length > 0);
    return last ? { result: { id: last.id, count: last.length + last.left } } : {};
  }

  /** No more comes. Gives the results that are to be opened. */
  end(): readonly number[] {
    for (const result of this.#made) result.isGrowing = false;
    return this.#made.flatMap(({ id, view, length }) => (view?.shape === 'grid' && length > 0 ? [id] : []));
  }
}
