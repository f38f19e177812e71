import type { Value } from './value.ts';

/** What leaves statements before their end. */
export interface Flow {
  readonly kind: 'break' | 'continue' | 'return' | 'exit';
  /** Lower case; undefined: the innermost loop. */
  readonly label?: string | undefined;
  /** The exit code. */
  readonly value?: Value;
}

/** A flow that crosses an expression or a command on its way out. No error: no catch takes it. */
export class FlowSignal {
  readonly flow: Flow;

  constructor(flow: Flow) {
    this.flow = flow;
  }
}

/** The line was stopped from outside. No error: no catch takes it, `finally` runs. */
export class Stopped {}

/** A command of a pipeline wants no more: what is before it ends. */
export class EnoughSignal {
  readonly stage: object;

  constructor(stage: object) {
    this.stage = stage;
  }
}

/** What a loop makes of a flow that came out of its body: go on, or end with what is to leave further. */
export function atLoop(flow: Flow, labels: string | undefined): 'continue' | 'break' | Flow {
  const isOurs = flow.label === undefined || flow.label === labels;
  if (isOurs && flow.kind === 'continue') return 'continue';
  if (isOurs && flow.kind === 'break') return 'break';
  return flow;
}
