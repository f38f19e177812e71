import type { Failure } from '../../domain/index.ts';

export type RemovalOutcome =
  | { readonly result: 'removing' }
  | { readonly result: 'removed' | 'gone' | 'forgotten' }
  | { readonly result: 'failed'; readonly failure: Failure };
