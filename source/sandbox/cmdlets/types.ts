import type { PsValue } from '../../objects/index.ts';

/** One Exchange server as its clients name it. */
export interface ServerIdentity {
  /** NetBIOS name in capitals, as Exchange writes it: `EX01`. */
  readonly name: string;
  /** `ex01.contoso.com`. */
  readonly fqdn: string;
}

export const roleGroups = [
  'Organization Management',
  'Recipient Management',
  'View-Only Organization Management',
  'Help Desk',
] as const;
export type RoleGroup = (typeof roleGroups)[number];

/** A person who may sign in to an endpoint. `remotePowerShellEnabled` follows Set-User at once. */
export interface OrganisationUser {
  readonly userPrincipalName: string;
  /** `contoso.com/Users/Mira Castellanos`, as the account is called now. */
  readonly canonicalName: string;
  readonly displayName: string;
  readonly roleGroups: readonly RoleGroup[];
  readonly remotePowerShellEnabled: boolean;
}

/** The parts of an ErrorRecord (MS-PSRP 2.2.3.15) that a cmdlet decides. */
export interface CmdletError {
  readonly message: string;
  /** Full .NET type name; more base types than System.Exception are not kept. */
  readonly exceptionType: string;
  readonly category: ErrorCategory;
  /** Whole, with Exchange's `[Server=…]` part where there is one, and the activity behind the comma. */
  readonly fullyQualifiedErrorId: string;
  /** CategoryInfo's four texts. Activity is the cmdlet's name, reason the exception's short type name. */
  readonly activity: string;
  readonly reason: string;
  readonly targetName: string;
  readonly targetType: string;
  readonly targetObject: PsValue;
}

/** Numbers of System.Management.Automation.ErrorCategory; only the ones in use here. */
export const errorCategories = {
  NotSpecified: 0,
  InvalidArgument: 5,
  InvalidData: 6,
  InvalidOperation: 7,
  NotImplemented: 11,
  ObjectNotFound: 13,
  ResourceExists: 20,
  LimitsExceeded: 29,
} as const;
export type ErrorCategory = keyof typeof errorCategories;

/** Ends the pipeline: what PSRP carries as pipeline state Failed (5) with this record. */
export class CmdletFailure extends Error {
  readonly error: CmdletError;
  constructor(error: CmdletError) {
    super(error.message);
    this.name = 'CmdletFailure';
    this.error = error;
  }
}

export interface ProgressRecord {
  readonly activityId: number;
  readonly parentActivityId?: number;
  readonly activity: string;
  readonly status: string;
  readonly currentOperation?: string;
  /** 0 to 100; -1 where it is not known. */
  readonly percentComplete: number;
  readonly secondsRemaining?: number;
  readonly completed?: boolean;
}

export interface Choice {
  /** With `&` before the hot key, as PromptForChoice carries it. */
  readonly label: string;
  readonly help: string;
}

export interface ClientConsole {
  /** Cells of a line. */
  readonly width: number;
  /** Has the client leave the session that it has entered (MS-PSRP 2.2.3.17, PopRunspace). */
  leave(): void;
}

/** What an endpoint gives a running cmdlet: its streams, its host, its time. The server glue implements it. */
export interface CmdletHost {
  writeOutput(value: PsValue): Promise<void> | void;
  writeError(error: CmdletError): Promise<void> | void;
  writeWarning(text: string): void;
  writeVerbose(text: string): void;
  writeInformation(text: string): void;
  writeProgress(progress: ProgressRecord): void;
  /** Host UI's WriteLine: where `What if:` lines go. */
  writeHostLine(text: string): Promise<void> | void;
  /** The client's console, where it has one. */
  readonly console?: ClientConsole;
  /** Host UI's PromptForChoice; the index chosen. Undefined where the client's host cannot ask. */
  readonly promptForChoice:
    | ((prompt: {
        readonly caption: string;
        readonly message: string;
        readonly choices: readonly Choice[];
        readonly defaultChoice: number;
      }) => Promise<number>)
    | undefined;
  /** Milliseconds since 1970. */
  now(): number;
  /** How a cmdlet takes its time. Rejects when the signal aborts. */
  pause(milliseconds: number): Promise<void>;
  readonly signal: AbortSignal;
}

/**
 * An argument as CREATE_PIPELINE carries it (MS-PSRP 2.2.3.13): positional ones have no name. A name with a dash, without
 * a colon and with a null value is bare: a switch, or a parameter whose value is the next argument without a name.
 */
export interface CommandArgument {
  readonly name?: string | undefined;
  readonly value: PsValue;
}

/** One command of a pipeline on one endpoint. */
export interface Invocation {
  readonly name: string;
  readonly arguments: readonly CommandArgument[];
  /** Objects from the command before, or from the client; undefined where nothing is piped in. */
  readonly input?: AsyncIterable<PsValue> | Iterable<PsValue> | undefined;
  readonly server: ServerIdentity;
  readonly user: OrganisationUser;
}

/** What the body of one working cmdlet sees, once for each record that is bound. */
export interface CmdletContext {
  /** The cmdlet's name. */
  readonly command: string;
  /** Lower-cased full names to converted values; switches are booleans. */
  readonly parameters: ReadonlyMap<string, PsValue>;
  readonly server: ServerIdentity;
  readonly user: OrganisationUser;
  readonly signal: AbortSignal;
  now(): number;
  pause(milliseconds: number): Promise<void>;
  writeOutput(value: PsValue): Promise<void>;
  /** Reports a failure and lets the cmdlet go on; with -ErrorAction Stop it throws CmdletFailure. */
  writeError(error: CmdletError): Promise<void>;
  writeWarning(text: string): void;
  writeVerbose(text: string): void;
  writeProgress(progress: ProgressRecord): void;
  /**
   * Whether to go on. `description` is a sentence such as `Removing the mailbox "Adele Vance".`; it is what -WhatIf
   * shows and -Confirm asks about.
   */
  shouldProcess(description: string): Promise<boolean>;
}

/** One parameter as the endpoint's command metadata describes it (MS-PSRP 2.2.3.22). */
export interface CatalogueParameter {
  readonly name: string;
  /** Full .NET name: `System.String`, `System.Management.Automation.SwitchParameter`, … */
  readonly typeName: string;
  readonly isSwitch: boolean;
  readonly mandatory: boolean;
  /** Undefined: by name only. */
  readonly position: number | undefined;
  readonly aliases: readonly string[];
  readonly fromPipeline: boolean;
  readonly fromPipelineByPropertyName: boolean;
  /** The names that a value may have, where the type is an enumeration that is known here. */
  readonly values?: readonly string[] | undefined;
}

/** The parameters that must be given unless one of those that choose another parameter set is. */
export interface UsualSet {
  readonly mandatory: readonly string[];
  readonly unless: readonly string[];
}

/** One command as the endpoint's command metadata describes it. */
export interface CatalogueCommand {
  readonly name: string;
  readonly verb: string;
  readonly noun: string;
  readonly commandType: 'Function';
  readonly defaultParameterSet: string;
  readonly usual?: UsualSet | undefined;
  /** In alphabetical order; PowerShell's common parameters (-Verbose, -ErrorAction …) are not listed. */
  readonly parameters: readonly CatalogueParameter[];
  readonly outputTypes: readonly string[];
  readonly supportsShouldProcess: boolean;
  readonly confirmImpact: 'Low' | 'Medium' | 'High';
  /** Whether the sandbox really does it. The others answer with an error record NotSimulated. */
  readonly simulated: boolean;
  readonly synopsis: string;
}

export interface ViewColumn {
  readonly property: string;
  readonly label: string;
  /** Characters; undefined leaves it to the client. */
  readonly width?: number | undefined;
  readonly alignment: 'Left' | 'Right';
}

/** The default view of a type, as Get-FormatData would give it. */
export type ViewDefinition = { readonly name: string; readonly typeName: string } & (
  | { readonly kind: 'table'; readonly columns: readonly ViewColumn[] }
  | { readonly kind: 'list'; readonly properties: readonly string[] }
);
