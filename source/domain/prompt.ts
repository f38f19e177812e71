import type { PsValue } from '../objects/index.ts';
import type { Credential, Secret } from './secret.ts';

/**
 * What a server asks the person while a pipeline runs (MS-PSRP 2.2.3.17, host methods). All texts come from the server:
 * the screen neutralises them.
 */
export type HostPrompt = Question & {
  /**
   * Who else asks in the same way: a command of the line that runs on this computer, or a PowerShell, which passes on
   * what the server asks as if it were its own. Absent: the server.
   */
  readonly asker?: 'line' | 'powershell';
};

type Question =
  | {
      readonly kind: 'choice';
      readonly caption: string;
      readonly message: string;
      readonly choices: readonly { readonly label: string; readonly help: string }[];
      /** Index of the default choice, -1 for none. */
      readonly defaultChoice: number;
    }
  | {
      readonly kind: 'fields';
      readonly caption: string;
      readonly message: string;
      readonly fields: readonly PromptField[];
      /**
       * exterm itself asks, before a change on this connection: its name in the one field confirms it. No question of a
       * server has this.
       */
      readonly confirms?: string;
    }
  /** `words`: what is asked, where the host was not given it to write before. */
  | { readonly kind: 'line'; readonly secret: boolean; readonly words?: string }
  | { readonly kind: 'credential'; readonly caption: string; readonly message: string; readonly user: string };

export interface PromptField {
  readonly name: string;
  readonly label: string;
  readonly typeName: string;
  readonly help: string;
  readonly secret: boolean;
  readonly defaultValue: PsValue | undefined;
}

export type HostAnswer =
  | { readonly kind: 'choice'; readonly index: number }
  | { readonly kind: 'fields'; readonly values: ReadonlyMap<string, string | Secret> }
  | { readonly kind: 'line'; readonly text: string | Secret }
  | { readonly kind: 'credential'; readonly credential: Credential };

/** Where an engine takes a server's questions. Rejects with an AbortError when nobody answers: the pipeline stops. */
export interface HostPrompts {
  ask(prompt: HostPrompt, signal: AbortSignal): Promise<HostAnswer>;
}

/** A label of a choice or a field as people read it: `&Yes`, `Yes to &All` and `はい(&Y)` without the mark of the letter. */
export function plainLabel(label: string): string {
  return label
    .replace(/\(&.\)/u, '')
    .replace('&', '')
    .trim();
}

/** The letter that selects a choice, upper case; empty where its label marks none. */
export function labelLetter(label: string): string {
  return /&(\S)/u.exec(label)?.[1]?.toUpperCase() ?? '';
}
