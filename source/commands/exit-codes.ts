/** What the program's exit code says. */
export const exitCodes = {
  done: 0,
  /** The command had errors. */
  commandErrors: 1,
  usage: 2,
  noConnection: 3,
  credentialsRefused: 4,
  interrupted: 130,
} as const;

/** Ends a command with a code and, where there is something to say, sentences for standard error. */
export class CommandExit extends Error {
  readonly code: number;
  constructor(code: number, message = '') {
    super(message);
    this.name = 'CommandExit';
    this.code = code;
  }
}
