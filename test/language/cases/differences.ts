/** Texts of the cases on which this language differs from PowerShell on purpose, each with the reason. */
export const differences: ReadonlyMap<string, string> = new Map([]);
