import type { CompletionCandidate, CompletionResult } from '../../../domain/index.ts';
import type { RequestListener } from '../link/agent.ts';
import type { AgentMessage } from '../link/message.ts';

/** More than anybody reads. */
const mostCandidates = 1000;

/** PowerShell's CompletionResultType as the screen's kinds; what is not here is a value. */
const kinds: Readonly<Record<string, CompletionCandidate['kind']>> = {
  Command: 'cmdlet',
  ParameterName: 'parameter',
  Variable: 'variable',
  Property: 'property',
  Method: 'property',
};

/** Collects what CompleteInput found. */
export class CompletionListener implements RequestListener {
  readonly #candidates: CompletionCandidate[] = [];
  #start: number;
  #end: number;

  constructor(cursor: number) {
    this.#start = cursor;
    this.#end = cursor;
  }

  accept(message: AgentMessage): void {
    if (message.op === 'completions') {
      this.#start = message.number('start');
      this.#end = this.#start + message.number('length');
    } else if (message.op === 'completion' && this.#candidates.length < mostCandidates) {
      const text = message.text('text');
      const hint =
        message
          .text('hint')
          .split(/\r?\n/)
          .find((line) => line.trim() !== '')
          ?.trim() ?? '';
      this.#candidates.push({ text, kind: kinds[message.word('kind')] ?? 'value', hint: hint === text ? '' : hint });
    }
  }

  get result(): CompletionResult {
    return { start: this.#start, end: this.#end, candidates: this.#candidates };
  }
}
