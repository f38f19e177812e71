import type { Credential, HostAnswer } from '../../domain/index.ts';

export type DialogAnswer =
  /**
   * `keepForRun`: use it for every connection of that account until exterm ends; otherwise it goes with its session.
   * `remember`: the same, and put it into the key ring once the server has accepted it.
   */
  | {
      readonly kind: 'credential';
      readonly credential: Credential;
      readonly keepForRun?: boolean;
      readonly remember?: boolean;
    }
  | { readonly kind: 'hostPrompt'; readonly answer: HostAnswer }
  | { readonly kind: 'confirm'; readonly yes: boolean };
