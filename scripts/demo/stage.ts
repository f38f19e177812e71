import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Terminal } from '@xterm/headless';
import type { AppDeps } from '../../source/app/deps.ts';
import { createApp, type ExtermApp } from '../../source/app/screen/create-app.ts';
import { type Connection, type SavedCommand, Secret } from '../../source/domain/index.ts';
import { openDeps } from '../../source/main/wiring.ts';
import { ManualClock, type Sandbox, startSandbox } from '../../source/sandbox/index.ts';
import { TestScreen } from '../../test/support/screen.ts';

/** Takes a picture of what the terminal shows; `seconds` is how long an animation shows it. */
export type Shoot = (terminal: Terminal, seconds: number) => void;

interface StageParts {
  readonly size: { readonly columns: number; readonly rows: number };
  readonly shoot: Shoot;
  readonly sandbox: Sandbox;
  readonly sandboxClock: ManualClock;
  readonly folder: string;
  readonly deps: AppDeps;
}

/** Milliseconds. */
const heldFor = 60_000;

/**
 * The whole program on a terminal emulator, against a sandbox in this process. All clocks stand still but for `pass`, so
 * that what is recorded is the same each time.
 */
export class Stage {
  readonly screen: TestScreen;
  readonly sandbox: Sandbox;
  readonly #app: ExtermApp;
  readonly #sandboxClock: ManualClock;
  readonly #folder: string;
  #now = Date.UTC(2026, 0, 5, 7, 0, 0);
  readonly #ticks = new Set<() => void>();
  readonly #shoot: Shoot;
  /** Answers that were to be kept back. */
  #held = 0;
  #ids = 0;

  /** @param saved connections that are saved before the program starts; none: the sandbox's are offered */
  static async begin(
    size: { readonly columns: number; readonly rows: number },
    shoot: Shoot,
    saved: readonly Connection[] = [],
  ): Promise<Stage> {
    const sandboxClock = new ManualClock();
    const sandbox = await startSandbox({ leftOpen: 0, endAfter: 0 }, { clock: sandboxClock });
    const folder = mkdtempSync(join(tmpdir(), 'exterm-demo-'));
    const deps = openDeps(folder, { command: process.execPath, args: [] });
    for (const connection of saved) await deps.settings.save(connection);
    const stage = new Stage({ size, shoot, sandbox, sandboxClock, folder, deps });
    await stage.#app.start();
    await stage.screen.idle();
    return stage;
  }

  private constructor({ size, shoot, sandbox, sandboxClock, folder, deps }: StageParts) {
    this.#shoot = shoot;
    this.sandbox = sandbox;
    this.#sandboxClock = sandboxClock;
    this.#folder = folder;
    const access = async (name: string) => {
      const server = sandbox.servers.find((one) => one.name === name)!;
      return { url: server.url, credential: { user: server.user, password: Secret.fromText(server.password) } };
    };
    this.#app = createApp({
      ...deps,
      sandbox: { open: access, find: access },
      clock: () => this.#now,
      newId: () => `5E55104E-0000-4000-8000-${String(++this.#ids).padStart(12, '0')}`,
      timers: { after: (milliseconds, callback) => this.#after(milliseconds, callback) },
    });
    this.screen = new TestScreen(this.#app, size);
  }

  /**
   * Waits of a frame are over at once; what ticks waits for `pass`, and so does a table for more rows: which of them have
   * come when a moment is over is different on each computer, and so would the widths of its columns be.
   */
  #after(milliseconds: number, callback: () => void): () => void {
    if (milliseconds >= 300) {
      this.#ticks.add(callback);
      return () => this.#ticks.delete(callback);
    }
    const soon = setImmediate(callback);
    return () => clearImmediate(soon);
  }

  async shows(wanted: RegExp): Promise<void> {
    while (!wanted.test(await this.screen.text())) await new Promise((resolve) => setImmediate(resolve));
  }

  /** Time goes by, here and on the servers. */
  async pass(milliseconds: number): Promise<void> {
    this.#now += milliseconds;
    this.#sandboxClock.advance(milliseconds);
    for (const tick of [...this.#ticks]) {
      this.#ticks.delete(tick);
      tick();
    }
    await this.screen.idle();
  }

  /** A server keeps an answer back, after so many others, until time has passed. */
  hold(server: string, after = 0): void {
    const fault = { kind: 'slow', milliseconds: heldFor } as const;
    this.sandbox.faults.add({ at: 'pipeline-receive', server, after, fault });
    this.#held += 1;
  }

  /** Once it keeps them back. */
  async held(): Promise<void> {
    while (this.sandbox.faults.struck < this.#held) await new Promise((resolve) => setImmediate(resolve));
    await new Promise((resolve) => setImmediate(resolve));
    await this.screen.idle();
  }

  /** What a server has kept back comes, and no time has passed here. */
  async answer(): Promise<void> {
    await this.held();
    this.#sandboxClock.advance(heldFor);
  }

  /** The line that was entered has come to its end: the prompt stands there as soon as it was entered. */
  async answered(server: string): Promise<void> {
    while (this.#app.store.getState().sessions[server]?.state !== 'ready') {
      await new Promise((resolve) => setImmediate(resolve));
    }
    await this.screen.idle();
  }

  /** The Receive that was open when a session became ready runs out, once it has reached the server. */
  async settle(): Promise<void> {
    await this.sandbox.idle();
    await this.screen.idle();
    this.#sandboxClock.advance(21_000);
    await this.sandbox.idle();
    await this.screen.idle();
  }

  /** A command that somebody has saved before. */
  async save(command: SavedCommand): Promise<void> {
    const refused = await this.#app.saveCommand(command);
    if (refused !== undefined) throw new Error(refused);
  }

  /** Shows what stands there for so long. */
  async shoot(seconds: number): Promise<void> {
    await this.screen.idle();
    this.#shoot(this.screen.terminal.emulator, seconds);
  }

  /** Types as a person would look at it. */
  async type(text: string): Promise<void> {
    for (let at = 0; at < text.length; at += 2) {
      await this.screen.type(text.slice(at, at + 2));
      await this.shoot(0.07);
    }
  }

  async end(): Promise<void> {
    await this.screen.close();
    await this.sandbox.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
