import {
  type Diagnosis,
  type DiagnosisStep,
  type DiagnosisStepId,
  diagnosisSteps,
  type Failure,
  type Finding,
  stepTitle,
} from '../../domain/index.ts';
import { neutralise } from '../../format/index.ts';
import { presentable } from '../output/presentable.ts';

export interface ExaminationPorts {
  /** Milliseconds since 1970 UTC. */
  readonly clock: () => number;
  readonly onChange: (diagnosis: Diagnosis) => void;
}

/** The steps of one examination and how far they are. Texts in it may go to a terminal. */
export class Examination {
  readonly #ports: ExaminationPorts;
  readonly #begun = new Map<DiagnosisStepId, number>();
  #diagnosis: Diagnosis;

  constructor(about: Omit<Diagnosis, 'steps'>, planned: (id: DiagnosisStepId) => boolean, ports: ExaminationPorts) {
    const steps = diagnosisSteps.filter(({ id }) => planned(id)).map(({ id }) => waiting(id));
    this.#diagnosis = { ...about, steps };
    this.#ports = ports;
  }

  get diagnosis(): Diagnosis {
    return this.#diagnosis;
  }

  get running(): DiagnosisStepId | undefined {
    return this.#diagnosis.steps.find(({ state }) => state === 'running')?.id;
  }

  step(id: DiagnosisStepId): DiagnosisStep | undefined {
    return this.#diagnosis.steps.find((step) => step.id === id);
  }

  /** It is part of this examination. */
  has(id: DiagnosisStepId): boolean {
    return this.step(id) !== undefined;
  }

  /** Why the step makes no sense any more; undefined while it does. */
  obstacle(id: DiagnosisStepId): string | undefined {
    const cause = this.#causeBefore(id);
    return cause && `Not tried, because of: ${stepTitle(cause)}.`;
  }

  /** The URL became known. */
  moveTo(url: string): void {
    this.#diagnosis = { ...this.#diagnosis, url };
  }

  begin(id: DiagnosisStepId): void {
    this.#begun.set(id, this.#ports.clock());
    this.#change(id, { state: 'running' });
  }

  end(id: DiagnosisStepId, { state, detail, failure }: Finding): void {
    const now = this.#ports.clock();
    const milliseconds = now - (this.#begun.get(id) ?? now);
    const shown = failure && presentable(failure);
    this.#change(id, { state, detail: neutralise(detail), failure: shown, milliseconds });
  }

  fail(id: DiagnosisStepId, failure: Failure): void {
    this.end(id, { state: 'failed', detail: failure.what, failure });
  }

  skip(id: DiagnosisStepId, why: string): void {
    if (this.step(id)?.state === 'waiting') this.#change(id, { state: 'skipped', detail: why });
  }

  /** It was under way when another one failed, and the answer does not tell how it stands. */
  leaveOpen(id: DiagnosisStepId, because: DiagnosisStepId): void {
    this.#change(id, { state: 'skipped', detail: `Not told apart from: ${stepTitle(because)}.` });
  }

  /** Takes the steps from there on back, for another try. */
  restartFrom(id: DiagnosisStepId): void {
    const first = this.#diagnosis.steps.findIndex((step) => step.id === id);
    const steps = this.#diagnosis.steps.map((step, index) => (index < first ? step : waiting(step.id)));
    this.#diagnosis = { ...this.#diagnosis, steps };
  }

  /** Marks what was not walked with the reason. */
  finish(): void {
    for (const { id, state } of this.#diagnosis.steps) {
      if (state === 'waiting') this.skip(id, this.obstacle(id) ?? 'Not reached.');
    }
  }

  /** The failed step at the beginning of the chain that this one hangs on. */
  #causeBefore(id: DiagnosisStepId): DiagnosisStepId | undefined {
    const needs: readonly DiagnosisStepId[] = diagnosisSteps.find((step) => step.id === id)?.needs ?? [];
    for (const need of needs) {
      const state = this.step(need)?.state;
      if (state === 'failed') return need;
      if (state === 'ok' || state === 'warning') continue;
      const cause = this.#causeBefore(need);
      if (cause !== undefined) return cause;
    }
    return undefined;
  }

  #change(id: DiagnosisStepId, change: Partial<DiagnosisStep>): void {
    const steps = this.#diagnosis.steps.map((step) => (step.id === id ? { ...step, ...change } : step));
    this.#diagnosis = { ...this.#diagnosis, steps };
    this.#ports.onChange(this.#diagnosis);
  }
}

function waiting(id: DiagnosisStepId): DiagnosisStep {
  return { id, title: stepTitle(id), state: 'waiting', milliseconds: undefined, detail: '', failure: undefined };
}
