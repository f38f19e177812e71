/** Taking apart what PowerShell and Exchange wrap around an error's text. */

export interface StrippedText {
  /** The text itself, without wrappers and brackets. */
  readonly text: string;
  /** Characters behind what is looked at at all. */
  readonly leftOut: number;
  /** What stood in Exchange's brackets: RequestId, ClientAccessServer, FailureCategory, … */
  readonly details: Readonly<Record<string, string>>;
}

const longest = 64 * 1024;
const mostDetails = 32;

const wrappers = [
  /^\[[^\]=\r\n]{1,255}\]\s+(?=Connecting to|Processing data|Starting a command|Sending data)/i,
  /^Connecting to remote server (?:\S{1,255} )?failed with the following error message\s*:\s*/i,
  /^Processing data from remote server (?:\S{1,255} )?failed(?: with the following error message)?\s*:\s*/i,
  /^Starting a command on the remote server failed(?: with the following error message)?\s*:\s*/i,
  /^Sending data to a remote command failed(?: with the following error message)?\s*:\s*/i,
];

/** PowerShell's advice to read its own help; of no use outside it. */
const trailer = /For more information,? see the about_Remote_Troubleshooting Help topic\.?$/i;

/** Group in brackets whose content is a list of name=value. */
const bracketed = /\[([A-Za-z][\w-]{0,63}=[^[\]]{0,2000})\]\s*/g;

/** Of what a server said at most so much is shown: more would scroll everything else away. */
export const mostSaid = { characters: 4000, lines: 40 };

/**
 * The beginning of a text, and how much of it is missing where it is cut. `leftOut` counts characters that were cut
 * from its end before.
 */
export function shortened(text: string, most: { characters: number; lines?: number }, leftOut = 0): string {
  const lines = /\r\n|\r|\n/g;
  let end = Math.min(text.length, most.characters);
  for (let left = most.lines ?? 0; left > 0; left--) {
    const found = lines.exec(text);
    if (!found || found.index >= end) break;
    if (left === 1) end = found.index;
  }
  const missing = text.length - end + leftOut;
  if (missing === 0) return text;
  // Half of a character would be shown as damage.
  const kept = text.slice(0, end).replace(/[\ud800-\udbff]$/, '');
  return `${kept}… (${missing} more ${missing === 1 ? 'character' : 'characters'})`;
}

/** What the other side said, where the sentences of the failure do not say it already. */
export function ownWords(failure: {
  readonly what: string;
  readonly why: string;
  readonly original?: string;
}): string | undefined {
  const { what, why, original } = failure;
  if (original === undefined) return undefined;
  const oneLine = (text: string) => text.replaceAll(/\s+/g, ' ').trim();
  return oneLine(`${what} ${why}`).includes(oneLine(stripWrappers(original).text)) ? undefined : original;
}

/** Removes the wrappers in whatever nesting they come. Text beyond 64 Ki characters is left out. */
export function stripWrappers(original: string): StrippedText {
  const details: [string, string][] = [];
  let text = original.slice(0, longest).replace(bracketed, (_whole, list: string) => {
    for (const pair of list.split(/,(?=\s*[A-Za-z][\w-]{0,63}=)/)) {
      const at = pair.indexOf('=');
      if (details.length < mostDetails) details.push([pair.slice(0, at).trim(), pair.slice(at + 1).trim()]);
    }
    return '';
  });
  for (let round = 0; round < wrappers.length; round++) {
    const before = text;
    text = text.trimStart();
    for (const wrapper of wrappers) text = text.replace(wrapper, '');
    if (text === before) break;
  }
  return {
    text: text.trim().replace(trailer, '').trimEnd(),
    leftOut: Math.max(0, original.length - longest),
    details: Object.fromEntries(details),
  };
}
