/** How much of a peer's CLIXML is read before it is refused. */
export interface ClixmlLimits {
  /** Size of one message or document: bytes, or UTF-16 code units where it comes as a string. */
  readonly size: number;
  /** Objects inside objects. PowerShell itself stops at about 50. Beyond it a message is refused, a reference cut. */
  readonly depth: number;
  /** Values, dictionary entries and type names in one message. Beyond it a message is refused; where only references repeat that many, they are cut. */
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
