// biome-ignore lint/suspicious/noExplicitAny: each event has its own values, as `process` itself types them
export type Listener = (...values: any[]) => void;

/** What of `process` the screen listens to and does; tests give their own. */
export interface ProcessEvents {
  on(event: string, listener: Listener): unknown;
  off(event: string, listener: Listener): unknown;
  /** Stops the job that the program is part of, as Ctrl+Z in a shell does; returns once it goes on, or at once. */
  stopJob(): void;
  /** Milliseconds that the system leaves a program whose terminal is gone; undefined: as many as it takes. */
  readonly hangUpLimit?: number | undefined;
}

/** Signals that ask a program to end. SIGBREAK is Ctrl+Break of Windows, where closing the window is SIGHUP. */
export const endingSignals = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGBREAK'] as const;
export type EndingSignal = (typeof endingSignals)[number];

export const realProcess: ProcessEvents = {
  on: (event, listener) => process.on(event, listener),
  off: (event, listener) => process.off(event, listener),
  // The whole group: a starter such as npm, left running, would keep the terminal from the shell.
  stopJob: () => process.kill(0, 'SIGTSTP'),
  // Windows ends whoever is still there 5 s after its window was closed (SetConsoleCtrlHandler).
  hangUpLimit: process.platform === 'win32' ? 4000 : undefined,
};
