import { type ConnectStage, connectStages } from '../../domain/index.ts';
import type { StageEvent } from '../../http/index.ts';

/** Reports each stage once, in order: one that the connection does not show begins when a later one does. */
export class Stages {
  readonly #report: (stage: ConnectStage) => void;
  #next = 0;

  constructor(report: (stage: ConnectStage) => void) {
    this.#report = report;
  }

  begin(stage: ConnectStage): void {
    for (const last = connectStages.indexOf(stage); this.#next <= last; this.#next++) {
      this.#report(connectStages[this.#next]!);
    }
  }

  /** A connection is being made. Basic authentication proves itself with the request that opens the shell. */
  onConnection({ stage, state }: StageEvent): void {
    if (stage === 'tls') return;
    if (state === 'begun') this.begin(stage);
    else if (stage === 'authenticate' && state === 'done') this.begin('open');
  }
}
