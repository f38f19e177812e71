import { expect, onTestFinished } from 'vitest';
import type { AppDeps, DiagnosisDeps } from '../../source/app/deps.ts';
import { createHeadless } from '../../source/app/headless/create-headless.ts';
import type { CredentialSource, HeadlessDoctor } from '../../source/app/headless/port.ts';
import {
  type Connection,
  classify,
  type Diagnosis,
  type DiagnosisStep,
  type DiagnosisStepId,
  type EngineDiagnosis,
  FailureError,
  type FailureFacts,
  holds,
  Secret,
} from '../../source/domain/index.ts';
import { createEndpointProbe, type EndpointProbeOptions } from '../../source/engine/diagnosis/index.ts';
import { NativeEngine } from '../../source/engine/native/index.ts';
import {
  type Sandbox,
  type SandboxOptions,
  type SandboxSurroundings,
  sandboxUser,
  startSandbox,
} from '../../source/sandbox/index.ts';
import { type Harness, harness, type MemoryLedger } from './app-harness.ts';

export interface DoctorLabOptions {
  readonly sandbox?: Partial<SandboxOptions>;
  readonly surroundings?: SandboxSurroundings;
  readonly probe?: EndpointProbeOptions;
  readonly native?: EngineDiagnosis;
  readonly powershell?: EngineDiagnosis;
  readonly change?: Partial<AppDeps>;
}

/** The doctor with the real engine and the real probe on a sandbox of one server. */
export class DoctorLab {
  readonly sandbox: Sandbox;
  readonly harness: Harness;
  readonly deps: AppDeps;
  readonly ledger: MemoryLedger;
  readonly signal = new AbortController();
  /** States of the steps in the order in which they changed: `resolve running`. */
  readonly changes: string[] = [];
  readonly notices: string[] = [];
  asked = 0;

  private constructor(sandbox: Sandbox, options: DoctorLabOptions) {
    this.sandbox = sandbox;
    this.harness = harness([]);
    this.ledger = this.harness.ledger;
    const diagnosis: DiagnosisDeps = {
      endpoint: createEndpointProbe({ timeout: 60_000, ...options.probe }),
      engines: {
        ...(options.native ? { native: options.native } : {}),
        ...(options.powershell ? { powershell: options.powershell } : {}),
      },
    };
    const engine = new NativeEngine({ timeouts: { connect: 60_000, close: 60_000, stop: 60_000 } });
    this.deps = {
      ...this.harness.deps,
      engines: { native: engine },
      clock: Date.now,
      timers: {
        after: (milliseconds, callback) => {
          const timer = setTimeout(callback, milliseconds);
          return () => clearTimeout(timer);
        },
      },
      newId: () => crypto.randomUUID().toUpperCase(),
      diagnosis,
      ...options.change,
    };
    this.save({});
  }

  /** It stops when the test has finished. */
  static async start(options: DoctorLabOptions = {}): Promise<DoctorLab> {
    const defaults = { servers: 1, mailboxes: 20, leftOpen: 0, endAfter: 0 };
    const sandbox = await startSandbox({ ...defaults, ...options.sandbox }, options.surroundings);
    onTestFinished(() => sandbox.stop());
    return new DoctorLab(sandbox, options);
  }

  /** The connection `ex01`, with these changes to what the sandbox would have. */
  save(change: Partial<Connection>): void {
    this.harness.saved.length = 0;
    this.harness.saved.push({
      name: 'ex01',
      url: this.sandbox.servers[0]!.url,
      configurationName: 'Microsoft.Exchange',
      authentication: 'Basic',
      user: sandboxUser,
      engine: 'native',
      ...change,
    });
  }

  password(text = this.sandbox.servers[0]!.password): CredentialSource {
    return async (_connection, user = sandboxUser) => {
      this.asked += 1;
      return { user, password: Secret.fromText(text) };
    };
  }

  examine(change: Partial<HeadlessDoctor> = {}): Promise<Diagnosis> {
    return createHeadless(this.deps).doctor({
      name: 'ex01',
      credentials: this.password(),
      signal: this.signal.signal,
      onNotice: (what) => this.notices.push(what),
      onChange: ({ steps }) => this.#note(steps),
      ...change,
    });
  }

  #note(steps: readonly DiagnosisStep[]): void {
    for (const { id, state } of steps) {
      const line = `${id} ${state}`;
      const last = this.changes.findLast((one) => one.startsWith(`${id} `));
      if (state !== 'waiting' && last !== line) this.changes.push(line);
    }
  }

  get shells(): number {
    return this.sandbox.shells('ex01').filter(({ isLeftOpen }) => !isLeftOpen).length;
  }
}

/** A call that fails with what the catalogue makes of these facts. */
export const refuse = (facts: FailureFacts) => () =>
  Promise.reject(new FailureError(classify({ host: 'ex01.contoso.com', ...facts })));

/** What a failing step has to say, whatever it is: one cause with its remedy, and reasons for all that was not tried. */
export function expectOneCause(diagnosis: Diagnosis, step: DiagnosisStepId, failure: string): void {
  expect(inState(diagnosis, 'failed')).toEqual([step]);
  expect(stepOf(diagnosis, step).failure).toMatchObject({ id: failure });
  expect(stepOf(diagnosis, step).failure!.next).not.toBe('');
  expect(inState(diagnosis, 'waiting')).toEqual([]);
  expect(inState(diagnosis, 'running')).toEqual([]);
  for (const { state, detail } of diagnosis.steps) if (state === 'skipped') expect(detail).not.toBe('');
  expect(holds(diagnosis)).toBe(false);
}

/** `id state` of each step. */
export function statesOf({ steps }: Diagnosis): readonly string[] {
  return steps.map(({ id, state }) => `${id} ${state}`);
}

/** The ids of the steps in that state. */
export function inState(diagnosis: Diagnosis, wanted: DiagnosisStep['state']): readonly DiagnosisStepId[] {
  return diagnosis.steps.filter(({ state }) => state === wanted).map(({ id }) => id);
}

export function stepOf({ steps }: Diagnosis, id: DiagnosisStepId): DiagnosisStep {
  const found = steps.find((step) => step.id === id);
  if (!found) throw new Error(`The examination has no step ${id}.`);
  return found;
}
