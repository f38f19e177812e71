/** Whether a text may stand for several: of what it fits `values/wildcard.ts` knows. */
export const hasWildcard = (text: string): boolean => /[*?[]/.test(text);
