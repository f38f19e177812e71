import type { StoreApi } from 'zustand/vanilla';
import { failureOf } from '../failing.ts';
import { transcriptPieces } from '../output/reading.ts';
import { fileOf, save, saveText } from '../results/save.ts';
import { type ExportRequest, exportCount, exportedText } from '../results/selection.ts';
import type { Dialogs } from './dialogs.ts';
import type { Feedback } from './feedback.ts';
import type { Grids } from './grids.ts';
import type { AppState } from './state.ts';
import { viewOf } from './store.ts';

/** Characters that are copied at most: more is a file. */
const mostCopied = 5_000_000;

export interface ExportsParts {
  readonly store: StoreApi<AppState>;
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

  async saveTranscript(name: string, typed: string): Promise<string | undefined> {
    const transcript = viewOf(this.#parts.store.getState(), name)?.transcript;
    if (!transcript) return 'The connection is not there any more.';
    const lines = transcript.end - transcript.start;
    const pieces = () => inPieces(transcriptPieces(transcript, transcript.start, transcript.end));
    const write = (file: string, replace: boolean) => saveText(file, pieces(), replace);
    return await this.#write(name, typed, write, `${lines.toLocaleString('en-US')} ${lines === 1 ? 'line' : 'lines'}`);
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
    const open = this.#parts.grids.of(name);
    if (!open) return 'The grid is not open any more.';
    const count = exportCount(open, request.scope);
    const rows = count === 1 ? '1 row' : `${count.toLocaleString('en-US')} rows`;
    const write = (file: string, replace: boolean) => save(open, file, request, replace);
    return await this.#write(name, typed, write, `${rows} as ${request.format}`);
  }

  async #write(
    name: string,
    typed: string,
    write: (file: string, replace: boolean) => Promise<'saved' | 'exists'>,
    what: string,
  ): Promise<string | undefined> {
    const { dialogs, feedback } = this.#parts;
    if (typed.trim() === '') return 'It needs the name of a file.';
    const file = fileOf(typed);
    try {
      let saved = await write(file, false);
      if (saved === 'exists') {
        const question = { title: 'Replace the file', text: `${file} is there already.`, confirmLabel: 'Replace' };
        if (!(await dialogs.confirm({ ...question, danger: true })))
          return 'That file is there already: give it another name.';
        saved = await write(file, true);
      }
      feedback.flash('info', `Saved ${what} in ${file}.`, '', name);
      return undefined;
    } catch (error) {
      const { what, why } = failureOf(error);
      return `${what} ${why}`;
    }
  }
}

async function* inPieces(pieces: Iterable<string>): AsyncGenerator<string> {
  yield* pieces;
}
