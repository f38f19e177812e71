/** What came of credentials that were tried. `unknown`: the attempt ended before the server had judged them. */
export type Verdict = 'accepted' | 'refused' | 'unknown';
