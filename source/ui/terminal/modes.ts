/**
 * Modes of the terminal that Ink does not care for. `?7l`: a row that terminal and program count differently is cut at
 * the edge and does not push the screen. `?2004h`: a paste comes marked, so that its line ends run nothing.
 */
export const enterModes = '\x1b[?7l\x1b[?2004h';
export const leaveModes = '\x1b[?2004l\x1b[?7h';

/** Everything back, whatever was reached: attributes, cursor, and the screen that was there before. */
export const restoreAll = `\x1b[0m${leaveModes}\x1b[?25h`;

/** Characters that terminals take at most for the clipboard, before base64; the beginning of a longer text says the most. */
const longestCopy = 50_000;

/** Puts a text into the clipboard (OSC 52). */
export function clipboardOf(text: string): string {
  return `\x1b]52;c;${Buffer.from(text.slice(0, longestCopy)).toString('base64')}\x07`;
}

/** Top left, and everything from there erased. */
export const eraseScreen = '\x1b[H\x1b[J';
