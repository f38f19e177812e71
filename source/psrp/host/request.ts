import type { PsValue } from '../../objects/index.ts';
import type { ProgressRecord } from '../record/progress.ts';

export interface ChoiceDescription {
  /** An `&` stands before the letter that chooses it. */
  readonly label: string;
  readonly helpMessage: string;
}

/** A field that Prompt asks for (MS-PSRP 2.2.6.2, FieldDescription). */
export interface FieldDescription {
  readonly name: string;
  readonly label: string;
  readonly helpMessage: string;
  readonly isMandatory: boolean;
  readonly parameterTypeName: string;
  readonly parameterTypeFullName: string;
  readonly defaultValue: PsValue;
}

/** A host call's parameters by what they ask for (MS-PSRP 2.2.3.17). Methods without a form here are `other`. */
export type HostRequest =
  | {
      readonly kind: 'prompt';
      readonly caption: string;
      readonly message: string;
      readonly fields: readonly FieldDescription[];
    }
  | {
      readonly kind: 'promptForChoice';
      readonly caption: string;
      readonly message: string;
      readonly choices: readonly ChoiceDescription[];
      /** Index, -1 for none. */
      readonly defaultChoice: number;
    }
  | {
      readonly kind: 'promptForChoices';
      readonly caption: string;
      readonly message: string;
      readonly choices: readonly ChoiceDescription[];
      readonly defaultChoices: readonly number[];
    }
  | {
      readonly kind: 'promptForCredential';
      readonly caption: string;
      readonly message: string;
      readonly userName: string;
      readonly targetName: string;
    }
  | { readonly kind: 'readLine'; readonly secure: boolean }
  | {
      readonly kind: 'write';
      readonly text: string;
      readonly newLine: boolean;
      /** ConsoleColor numbers where the call gave them. */
      readonly foregroundColor?: number;
      readonly backgroundColor?: number;
    }
  | { readonly kind: 'writeStream'; readonly stream: 'error' | 'debug' | 'verbose' | 'warning'; readonly text: string }
  | { readonly kind: 'writeProgress'; readonly sourceId: bigint; readonly progress: ProgressRecord }
  | { readonly kind: 'setShouldExit'; readonly exitCode: number }
  | { readonly kind: 'setWindowTitle'; readonly title: string }
  | { readonly kind: 'readKey'; readonly options: number }
  | { readonly kind: 'other' };
