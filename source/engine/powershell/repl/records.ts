import type { ErrorFacts, PipelineRecord, ProgressFacts, ViewRequest } from '../../../domain/index.ts';
import type { PsValue } from '../../../objects/index.ts';
import { decodeErrorRecord, type ErrorRecord } from '../../../psrp/index.ts';
import { errorFacts } from '../../records.ts';
import type { AgentMessage } from '../link/message.ts';

/**
 * What a message of a running line is to the user, apart from text; undefined for one that is not shown. Errors of a
 * text of several lines say in which of them they arose.
 */
export function recordOf(message: AgentMessage, isBlock: boolean, grids: GridViews): PipelineRecord | undefined {
  switch (message.op) {
    case 'output':
      return outputOf(message.value(), grids.of(message));
    case 'error':
    case 'failure':
      return { stream: 'error', error: errorOf(decodeErrorRecord(message.object()), isBlock) };
    case 'warning':
    case 'verbose':
    case 'debug':
    case 'information':
      return { stream: message.op, text: message.text('text') };
    case 'clear':
      return { stream: 'clear' };
    case 'progress':
      return { stream: 'progress', progress: progressFacts(message) };
    default:
      return undefined;
  }
}

const outputOf = (value: PsValue, view: ViewRequest | undefined): PipelineRecord =>
  view ? { stream: 'output', value, view } : { stream: 'output', value };

/** The grids of a line: what one Out-GridView shows has one view in common. */
export class GridViews {
  #last: { readonly id: string; readonly view: ViewRequest } | undefined;

  /** Undefined for what is in none. */
  of(message: AgentMessage): ViewRequest | undefined {
    const id = message.word('grid');
    if (id === '') return undefined;
    if (this.#last?.id !== id) {
      const title = message.text('title');
      this.#last = { id, view: { shape: 'grid', ...(title === '' ? {} : { title }) } };
    }
    return this.#last.view;
  }
}

function errorOf(record: ErrorRecord, isBlock: boolean): ErrorFacts {
  const facts = errorFacts(record);
  const { line = 0, scriptName = '' } = record.position ?? {};
  // In a script's file the line is that file's.
  return isBlock && line > 0 && scriptName === '' ? { ...facts, line } : facts;
}

export function progressFacts(message: AgentMessage): ProgressFacts {
  return {
    id: message.number('activity'),
    parentId: message.number('parent'),
    activity: message.text('title'),
    status: message.text('status'),
    currentOperation: message.text('current'),
    percent: message.number('percent'),
    secondsRemaining: message.number('seconds'),
    completed: message.number('completed') === 1,
  };
}
