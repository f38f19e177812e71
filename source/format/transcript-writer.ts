import type { ErrorFacts, LineKind, PipelineRecord, TranscriptLine, ViewRequest } from '../domain/index.ts';
import { saidLines } from '../text/said-lines.ts';
import { errorText } from './error-text.ts';
import { withExcerpts } from './excerpt.ts';
import { createWriter, type LineRole, type Writer } from './writer.ts';

/** Lays out one line's records as transcript lines; a table goes on from record to record. */
export interface TranscriptWriter {
  write(record: PipelineRecord): readonly TranscriptLine[];
  /** What is held back to fit a table's columns, because no more comes for now. */
  flush(): readonly TranscriptLine[];
  end(): readonly TranscriptLine[];
}

const kinds: Readonly<Record<LineRole, LineKind>> = {
  heading: 'heading',
  row: 'output',
  text: 'output',
  blank: 'output',
  note: 'note',
};

/** Words before the lines of a stream, as PowerShell writes them: they are read without colour too. */
const words = { warning: 'WARNING: ', verbose: 'VERBOSE: ', debug: 'DEBUG: ', information: '' } as const;

export function createTranscriptWriter(width: number): TranscriptWriter {
  let lines: TranscriptLine[] = [];
  let open: { readonly writer: Writer; readonly view: ViewRequest | undefined } | undefined;
  const taken = () => {
    const result = lines;
    lines = [];
    return result;
  };
  const print = (kind: LineKind, text: string) => {
    for (const line of saidLines(text)) lines.push({ kind, text: line });
  };
  const writerFor = (view: ViewRequest | undefined): Writer => {
    if (open && open.view === view) return open.writer;
    if (open) {
      open.writer.end();
      lines.push({ kind: 'output', text: '' });
    }
    const emit = (text: string, role: LineRole) => lines.push({ kind: kinds[role], text });
    open = { writer: createWriter({ width, view, emit }), view };
    return open.writer;
  };
  return {
    write: (record) => {
      if (record.stream === 'output') {
        writerFor(record.view).write(record.value);
        return taken();
      }
      // Rows that wait for their columns came before this record, so they are shown before it.
      open?.writer.flush();
      if (record.stream === 'text') print('output', record.text);
      else if (record.stream === 'error') printError(record.error, width, print);
      else if (record.stream !== 'progress' && record.stream !== 'clear') {
        print(record.stream === 'debug' ? 'verbose' : record.stream, `${words[record.stream]}${record.text}`);
      }
      return taken();
    },
    flush: () => {
      open?.writer.flush();
      return taken();
    },
    end: () => {
      open?.writer.end();
      open = undefined;
      return taken();
    },
  };
}

function printError(error: ErrorFacts, width: number, print: (kind: LineKind, text: string) => void): void {
  const { message, kind, advice, id } = errorText(error);
  // Prose stands a cell away from its sign.
  print('error', `ERROR: ${withExcerpts(message, width - 1).join('\n')}`);
  // A terminating error's id is often its exception's name: once is enough.
  const facts = kind.includes(id) ? kind : [kind, id].filter((text) => text !== '').join(' · ');
  if (facts !== '') print('note', `  ${facts}`);
  if (advice !== '') print('note', `  → ${advice}`);
}
