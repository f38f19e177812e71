import type { AppDeps } from '../app/deps.ts';
import type { Headless } from '../app/headless/port.ts';
import type { Installation } from '../app/installation.ts';
import type { Connection, LoggedLine, Preferences } from '../domain/index.ts';
import type { CommandIo } from './io.ts';

/** What a command works with. Services are made when a command first asks, so that `--help` opens no file. */
export interface CommandContext {
  readonly io: CommandIo;
  readonly program: ProgramFacts;
  services(): Promise<CommandServices>;
  /** Only these of them, without what reaches a server. */
  connections(): Promise<SavedConnections>;
  /** Lines under a name. */
  savedCommands(): Promise<SavedCommandsFile>;
  /** How the program is set. */
  preferences(): Promise<SavedPreferences>;
  /** What is installed here, and where it keeps things. */
  installation(): Promise<Installation>;
  /** What was found damaged on disk so far, and the file that keeps what stood there. */
  notices(): readonly { readonly what: string; readonly kept: string }[];
}

export type SavedCommandsFile = NonNullable<AppDeps['savedCommands']>;

export interface ProgramFacts {
  readonly version: string;
  /** Folder of the ledger and of the sandbox. */
  readonly folder: string;
  /** What runs exterm itself, for a process of its own. */
  readonly self: { readonly command: string; readonly args: readonly string[] };
}

export interface CommandServices {
  readonly headless: Headless;
  readonly connections: SavedConnections;
  readonly record: KeptRecord;
}

export interface SavedPreferences {
  preferences(): Preferences;
  savePreferences(change: Partial<Preferences>): Promise<void>;
}

/** The lines that were run, as they are kept on disk. */
export interface KeptRecord {
  readonly isKept: boolean;
  read(): readonly LoggedLine[];
  keep(keep: boolean): Promise<void>;
  /** Takes what is kept from the disk. */
  forget(): void;
}

/** The URL of a sandbox connection is known only while the sandbox runs. */
export type LocatedConnection = Omit<Connection, 'url'> & Partial<Pick<Connection, 'url'>>;

export interface SavedConnections {
  /** Those that are saved; without any, the sandbox's servers that exterm offers instead. */
  list(): readonly Connection[];
  /** The same with the URLs that sandbox connections have now: none while the sandbox does not run. */
  located(): Promise<readonly LocatedConnection[]>;
  /** Whether anything is saved, or `list` only offers the sandbox. */
  readonly areSaved: boolean;
  /** Adds it, or replaces the one named `existing`. */
  save(connection: Connection, existing?: string): Promise<void>;
  /** Puts those of these names, in this order, into the places that they have now. */
  arrange(names: readonly string[]): Promise<void>;
  /** False where there was none of that name. */
  remove(name: string): Promise<boolean>;
}

/** What the words beside the names say of the screen. */
export interface ScreenChoices {
  /** The user's profile does not run before a session's first line. */
  readonly skipsProfile?: boolean;
  /** The connection or the group (`@prod`) that is shown first. */
  readonly front?: string;
}

/** Opens the screen, and these connections at once; the exit code when it was left. */
export type OpenScreen = (names: readonly string[], choices?: ScreenChoices) => Promise<number>;
