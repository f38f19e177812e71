/**
 * The PowerShell of the native REPL. A text goes through four steps:
 *
 * 1. `parse(text)` gives tokens, tree and every error; it never throws. It reads all of PowerShell's grammar, and serves
 *    whoever asks about a text: `isIncomplete(text)` whether it wants another line, `commandsNamed(text)` what it runs.
 * 2. `plan(result, context)` gives for each statement a source (remote commands or an expression), local stages, a view
 *    to print with and the variable that takes the output. It throws LanguageError for what is valid but
 *    not understood here (`firstRefusal`) and for what cannot be run, before anything is.
 * 3. For each statement in turn: `remoteCommands(statement, environment)` are the commands to send, Cmd and Args of one
 *    NoLanguage pipeline; `sourceValues` the values where there is nothing to send. `createPipeline` takes what comes
 *    back value by value, and hands on what the local stages let through; its `done` says that no more is wanted.
 * 4. `assignedValue(statement, environment, values)` is what `$x = …` keeps; `viewOf` how to print what is not assigned.
 */

export {
  FileFailure,
  type FileInfo,
  type FilePort,
  type FileWriter,
  type PromptPort,
  type SessionPorts,
} from './commands/command.ts';
export { complete } from './complete.ts';
export { Environment } from './environment.ts';
export { LanguageError, type LanguageErrorKind, type Span } from './errors.ts';
export { type HighlightSpan, type HighlightStyle, highlight } from './highlight.ts';
export { type KeptStream, keepStream } from './kept-streams.ts';
export { type CommandInfo, type CommandLookup, commandLookup, noCommands, type ParameterInfo } from './lookup.ts';
export { commandsNamed, type NamedCommands } from './named.ts';
export { isIncomplete, type ParseResult, parse } from './parse.ts';
export { createPipeline, type LocalPipeline, type Sink } from './pipeline.ts';
export {
  assignedValue,
  type Plan,
  type PlanContext,
  plan,
  type RemoteCommand,
  type RemoteParameter,
  remoteCommands,
  type StatementPlan,
  sourceValues,
  viewOf,
} from './plan.ts';
export { showError } from './show.ts';
export type { StringPart, Token, TokenKind } from './tokens.ts';
export type * from './tree.ts';
export { hasWildcard, wildcard } from './values/wildcard.ts';
