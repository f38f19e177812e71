/** A line of the table, which both engines run as it stands. */
export interface Case {
  readonly line: string;
  /** What the user answers, in order. */
  readonly answers?: readonly string[];
}

const text = (value: string) => `'${value.replaceAll("'", "''")}'`;
/** A command of the server that does what the script says. */
export const body = (script: string, tail = ''): Case => ({
  line: `Test-Body ${text(script)}${tail === '' ? '' : ` ${tail}`}`,
});
export const asking = (script: string, ...answers: readonly string[]): Case => ({ ...body(script), answers });
export const line = (one: string): Case => ({ line: one });
