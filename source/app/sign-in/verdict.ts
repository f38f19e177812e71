import { type Failure, traitsOf } from '../../domain/index.ts';

/** What came of credentials that were tried. `unknown`: the attempt ended before the server had judged them. */
export type Verdict = 'accepted' | 'refused' | 'unknown';

/** What an attempt that failed says of them. */
export const verdictOf = (failure: Failure): Verdict =>
  failure.kind === 'credentials' ? (traitsOf(failure).verdict ?? 'refused') : 'unknown';
