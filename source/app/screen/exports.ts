import { failureOf } from '../failing.ts';
import { fileOf, save } from '../results/save.ts';
import { type ExportRequest, exportCount, exportedText } from '../results/selection.ts';
import type { Dialogs } from './dialogs.ts';
import type { Feedback } from './feedback.ts';
import type { Grids } from './grids.ts';

/** Characters that are copied at most: more is a file. */
const mostCopied = 5_000_000;

export interface ExportsParts {
  readonly grids: Grids;
  readonly dialogs: Dialogs;
  readonly feedback: Feedback;
}

/** Takes parts of open grids to the clipboard and to files. */
export class Exports {
  readonly #parts: ExportsParts;

  constructor(parts: ExportsParts) {
    this.#parts = parts;
  }

  async text(name: string, request: ExportRequest): Promise<{ text: string; isCut: boolean } | undefined> {
    const open = this.#parts.grids.of(name);
    try {
      return open && (await exportedText(open, request, mostCopied));
    } catch (error) {
      this.#parts.feedback.failed(failureOf(error), name);
      return undefined;
    }
  }

  async save(name: string, typed: string, request: ExportRequest): Promise<string | undefined> {
    const { grids, dialogs, feedback } = this.#parts;
    const open = grids.of(name);
    if (!open) return 'The grid is not open any more.';
    if (typed.trim() === '') return 'It needs the name of a file.';
    const file = fileOf(typed);
    const count = exportCount(open, request.scope);
    try {
      let saved = await save(open, file, request, false);
      if (saved === 'exists') {
        const question = { title: 'Replace the file', text: `${file} is there already.`, confirmLabel: 'Replace' };
        if (!(await dialogs.confirm({ ...question, danger: true })))
          return 'That file is there already: give it another name.';
        saved = await save(open, file, request, true);
      }
      const rows = count === 1 ? '1 row' : `${count.toLocaleString('en-US')} rows`;
      feedback.flash('info', `Saved ${rows} as ${request.format} in ${file}.`, '', name);
      return undefined;
    } catch (error) {
      const { what, why } = failureOf(error);
      return `${what} ${why}`;
    }
  }
}
