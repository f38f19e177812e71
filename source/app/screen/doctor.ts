import type { StoreApi } from 'zustand/vanilla';
import { isAbort } from '../../async/abort.ts';
import type { Connection, Diagnosis } from '../../domain/index.ts';
import type { AppDeps } from '../deps.ts';
import { diagnose } from '../doctor/diagnose.ts';
import type { CredentialFlow } from '../sign-in/credentials.ts';
import type { Dialogs } from './dialogs.ts';
import type { AppState } from './state.ts';

export interface ScreenDoctorPorts {
  readonly deps: AppDeps;
  readonly store: StoreApi<AppState>;
  readonly dialogs: Dialogs;
  /** Asks right above the dialog of that id. */
  readonly flow: (above: number) => CredentialFlow;
  readonly claims: () => ReadonlySet<string>;
  /** Aborts when exterm ends. */
  readonly signal: AbortSignal;
}

/** The doctor behind its dialog: one examination at a time, which ends with the dialog. */
export class ScreenDoctor {
  readonly #ports: ScreenDoctorPorts;
  #current: { readonly dialog: number; readonly abort: AbortController } | undefined;
  #work: Promise<void> = Promise.resolve();

  constructor(ports: ScreenDoctorPorts) {
    this.#ports = ports;
  }

  /** Rejects with what nobody threw on purpose. */
  async examine(connection: Connection): Promise<void> {
    const { dialogs, store } = this.#ports;
    if (this.#current) dialogs.close(this.#current.dialog);
    this.#current?.abort.abort();
    const abort = new AbortController();
    store.setState({ doctor: undefined });
    const dialog = dialogs.open({ kind: 'doctor', connection: connection.name });
    this.#current = { dialog, abort };
    const before = this.#work;
    const work = before.then(() => this.#run(connection, dialog, abort.signal));
    this.#work = work.catch(() => {});
    await work;
  }

  /** That dialog was closed. */
  closed(dialog: number): void {
    if (this.#current?.dialog !== dialog) return;
    this.#current.abort.abort();
    this.#current = undefined;
  }

  /** Resolves when no examination has anything open any more. */
  async idle(): Promise<void> {
    await this.#work;
  }

  async #run(connection: Connection, dialog: number, own: AbortSignal): Promise<void> {
    const { deps, store, flow, claims } = this.#ports;
    const signal = AbortSignal.any([own, this.#ports.signal]);
    if (signal.aborted) return;
    const show = (diagnosis: Diagnosis, isRunning: boolean) => {
      if (!signal.aborted) store.setState({ doctor: { diagnosis, isRunning } });
    };
    try {
      const onChange = (diagnosis: Diagnosis) => show(diagnosis, true);
      show(await diagnose({ connection, deps, flow: flow(dialog), claims, signal, onChange }), false);
    } catch (error) {
      if (!isAbort(error)) throw error;
    }
  }
}
