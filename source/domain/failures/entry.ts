import type { DiagnosisStepId } from '../diagnosis-steps.ts';
import type { FailureFacts, FailureKind, FailureWord } from '../failure-facts.ts';

/** What the sentences of an entry may speak of. */
export interface Circumstances {
  /** `ex01.contoso.com`, or "the server" where it is not known. */
  readonly host: string;
  readonly port: number | undefined;
  /** The account as an argument of a PowerShell command, quoted where it must be. */
  readonly account: string;
  readonly facts: FailureFacts;
  /** The server's text without PowerShell's wrapper and Exchange's brackets. */
  readonly text: string;
}

type Sentence = string | ((circumstances: Circumstances) => string);

/** What follows from a failure, whatever it is called: the program goes by these, never by an id. */
export interface FailureTraits {
  /** True where the server may have a shell all the same, because the answer never came. */
  readonly mayLeaveShell?: boolean;
  /** True where the server has the session's shell no more. */
  readonly shellIsGone?: boolean;
  /** True where the user ended the session, by a line of PowerShell's: it is closed, as by a key. */
  readonly wasAsked?: boolean;
  /** True for what the catalogue has no words of its own for. */
  readonly isUnknown?: boolean;
  /** True where a request without credentials may be answered like this although a session can be opened. */
  readonly isOddOnly?: boolean;
  /** What a refusal of credentials says of the password: nothing where the account is refused whatever it is. */
  readonly verdict?: 'unknown';
  /** The doctor's step that it lies in, when it stops a session from being opened. */
  readonly step?: DiagnosisStepId;
  /** The doctor's steps that went well before a server answers like this. */
  readonly proves?: readonly DiagnosisStepId[];
  /** The doctor's step that it lies in, when the domain is asked for a ticket; the ticket itself where left out. */
  readonly ticketStep?: DiagnosisStepId;
}

/** One known failure: what it is recognised by, and what to say. */
export interface CatalogueEntry extends FailureTraits {
  readonly kind: FailureKind | ((circumstances: Circumstances) => FailureKind);
  readonly retryCanHelp: boolean;
  /** Exchange's FailureCategory values: the same in every language and more exact than a code. */
  readonly categories?: readonly string[];
  /** WSMan, Win32 or SSPI codes, unsigned. */
  readonly codes?: readonly number[];
  /** The part of the fully qualified error id that names the cause. */
  readonly errorIds?: readonly string[];
  /** What an engine calls a failure of the network, or Node's own code. */
  readonly networks?: readonly FailureWord[];
  /** Statuses that mean this where the answer says nothing else. */
  readonly statuses?: readonly number[];
  /** English texts, for when a failure comes without a code. */
  readonly texts?: readonly RegExp[];
  readonly what: Sentence;
  readonly why: Sentence;
  readonly next: Sentence;
}

/** By their ids. */
export type CatalogueEntries = Readonly<Record<string, CatalogueEntry>>;

/** What exterm says of a failure that it knows without looking: it met it itself. */
export interface OwnFailure {
  /** `local` where left out. */
  readonly kind?: FailureKind;
  /** False where left out. */
  readonly retryCanHelp?: boolean;
  readonly what: string;
  readonly why: string;
  readonly next: string;
}

/** By their ids; some are made from what only the place knows that meets them. */
export type OwnFailures = Readonly<Record<string, OwnFailure | ((values: never) => OwnFailure)>>;

export function say(sentence: Sentence, circumstances: Circumstances): string {
  return typeof sentence === 'string' ? sentence : sentence(circumstances);
}

/** The first number that the pattern's group holds; undefined for none. */
export function numberIn(text: string, pattern: RegExp): number | undefined {
  const found = pattern.exec(text)?.[1];
  return found === undefined ? undefined : Number(found);
}

export const enableRemotePowerShell = (c: Circumstances): string =>
  `Set-User ${c.account} -RemotePowerShellEnabled $true`;
