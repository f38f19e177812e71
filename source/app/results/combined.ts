import { ServerLayout, withoutSession } from '../../format/index.ts';
import { itemsOf, PsObject, type PsValue } from '../../objects/index.ts';
import type { OutputRecord } from '../output/pump.ts';
import type { Result, ResultOrigin } from './result.ts';
import type { Results } from './results.ts';

/** The property that says where an object came from, as PowerShell's own remoting calls it. */
export const serverProperty = 'PSComputerName';

/** What several servers give to one line, as one result whose objects say where each came from. */
export class CombinedResult {
  readonly result: Result;
  readonly #results: Results;
  readonly #layouts = new Map<string, ServerLayout>();

  constructor(results: Results, origin: ResultOrigin) {
    this.#results = results;
    this.result = results.begin(origin);
    this.result.source = serverProperty;
  }

  take(server: string, { value, view }: OutputRecord): void {
    this.result.view ??= view;
    for (const item of itemsOf(value)) this.#add(server, item);
  }

  #add(server: string, value: PsValue): void {
    if (value === null) return;
    let layout = this.#layouts.get(server);
    if (!layout) {
      layout = new ServerLayout();
      this.#layouts.set(server, layout);
    }
    const laid = value instanceof PsObject ? layout.accept(value) : undefined;
    if (!laid) this.#results.add(this.result, ofServer(server, withoutSession(value)));
    else if (laid.kind === 'object') {
      const names = laid.view.columns.map(({ label, property }) => label || property);
      const cells = new PsObject({ extended: { names, values: laid.value.extended.values } });
      this.#results.add(this.result, ofServer(server, cells));
    }
  }

  get facts(): { readonly result?: { readonly id: number; readonly count: number } } {
    const { id, length, left } = this.result;
    return length > 0 ? { result: { id, count: length + left } } : {};
  }
}

/** The objects of a value, each with the server that it came from. */
export function itemsOfServer(server: string, value: PsValue): readonly PsObject[] {
  return itemsOf(value).flatMap((item) => (item === null ? [] : [ofServer(server, item)]));
}

/** A value with the server that it came from. What is no object is one with a value then. */
function ofServer(server: string, value: PsValue): PsObject {
  const isPlain = !(value instanceof PsObject) || value.propertyNames.length === 0;
  const { names, values } = isPlain ? { names: ['Value'], values: [value] } : value.extended;
  const extended = { names: [serverProperty, ...names], values: [server, ...values] };
  return isPlain ? new PsObject({ extended }) : new PsObject({ ...value, extended });
}
