/** How much of a peer's CLIXML is read before it is refused. */
export interface ClixmlLimits {
  /** Size of one message or document: bytes, or UTF-16 code units where it comes as a string. */
  readonly size: number;
  /** Values inside values, those that references repeat included. PowerShell itself stops at about 50. */
  readonly depth: number;
  /** Values, dictionary entries and type names in one message, those that references repeat counted again. */
  readonly elements: number;
  /** Properties and types whose shape a decoder remembers. Beyond that it forgets all of them and learns anew. */
  readonly shapes: number;
}

export const defaultClixmlLimits: ClixmlLimits = {
  size: 64 * 1024 * 1024,
  depth: 50,
  elements: 1_000_000,
  shapes: 20_000,
};
