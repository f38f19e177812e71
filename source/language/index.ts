/**
 * The PowerShell of the native REPL. A text goes through three steps:
 *
 * 1. `parse(text)` gives tokens, tree and every error; it never throws. It reads all of PowerShell's grammar, and serves
 *    whoever asks about a text: `isIncomplete(text)` whether it wants another line, `commandsNamed(text)` what it runs.
 * 2. `interpreter.read(text)` turns the tree into closures, for values at once where no command is in it. It throws
 *    LanguageError for what is no PowerShell and for what is not understood here, before anything runs.
 * 3. `interpreter.run(script, host)` runs them. What the text names goes to the functions of the session, the cmdlets of
 *    this side, or by the host's `remote` to the server: neighbouring commands of the server as one pipeline.
 *
 * An `Environment` is what a session keeps between its lines.
 */

export { type Problem, problemsOf } from './check-text.ts';
export {
  FileFailure,
  type FileInfo,
  type FilePort,
  type FileWriter,
  type ProgressText,
  type PromptPort,
  type SessionPorts,
} from './commands/command.ts';
export { commandsOf } from './complete/command-names.ts';
export type { ServerQuestion } from './complete/questions.ts';
export { type Completed, complete } from './complete.ts';
export { Environment } from './environment.ts';
export { LanguageError, type LanguageErrorKind, type Span } from './errors.ts';
export { type CommandInfo, type CommandLookup, commandLookup, noCommands, type ParameterInfo } from './lookup.ts';
export { makeRemoteException } from './run/exceptions.ts';
export { ErrorObject } from './run/failure.ts';
export { Interpreter, type LineEnd, type LineHost, type ReadScript } from './run/interpreter.ts';
export type { Out } from './run/out.ts';
export { notRun } from './run/reached.ts';
export type {
  RemoteCommand,
  RemoteEnd,
  RemoteEvent,
  RemoteParameter,
  RemotePort,
  RemoteRun,
} from './run/remote-port.ts';
export type { Semantics } from './run/semantics.ts';
export type { HostText, Streams } from './run/streams.ts';
export { toWire } from './run/to-wire.ts';
export { lineOf } from './run/unit.ts';
export { Formatted, type Value } from './run/value.ts';
export { type Work, waitFor } from './run/work.ts';
export { hasWildcard } from './scan/has-wildcard.ts';
export { showError } from './show.ts';
export * from './text.ts';
export type { StringPart, Token, TokenKind } from './tokens.ts';
export type * from './tree.ts';
export { type Surroundings, setSurroundings } from './types/environment.ts';
export { setCulture } from './values/culture.ts';
export { wildcard } from './values/wildcard.ts';
