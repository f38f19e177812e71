import type { Failure, FailureFacts } from '../failure.ts';

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

/** One known failure: what it is recognised by, and what to say. */
export interface CatalogueEntry {
  readonly id: string;
  readonly kind: Failure['kind'];
  readonly retryCanHelp: boolean;
  /** Exchange's FailureCategory values: the same in every language and more exact than a code. */
  readonly categories?: readonly string[];
  /** WSMan, Win32 or SSPI codes, unsigned. */
  readonly codes?: readonly number[];
  /** The part of the fully qualified error id that names the cause. */
  readonly errorIds?: readonly string[];
  /** What an engine calls a failure of the network, or Node's own code. */
  readonly networks?: readonly string[];
  /** Statuses that mean this where the answer says nothing else. */
  readonly statuses?: readonly number[];
  /** English texts, for when a failure comes without a code. */
  readonly texts?: readonly RegExp[];
  /** True where the server may have a shell all the same, because the answer never came. */
  readonly mayLeaveShell?: boolean;
  readonly what: Sentence;
  readonly why: Sentence;
  readonly next: Sentence;
}

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
