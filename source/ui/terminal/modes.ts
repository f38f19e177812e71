/**
 * Modes of the terminal beside the alternate screen. `?7l`: a row that terminal and program count differently is cut at
 * the edge and does not push the screen. `?2004h`: a paste comes marked, so that its line ends run nothing.
 * `?1004h`: the terminal says when its window is left, so that what nobody sees can be told elsewhere.
 * `?1007l`: the wheel is no arrow keys, which would walk through the history.
 */
export const enterModes = '\x1b[?7l\x1b[?2004h\x1b[?1004h\x1b[?1007l';

/** Buttons and wheel are reported (`?1000`), without a bound to the columns (`?1006`). */
export const mouseOn = '\x1b[?1000h\x1b[?1006h';
export const mouseOff = '\x1b[?1006l\x1b[?1000l';

/** Top left. */
export const cursorHome = '\x1b[H';
/** Top left, and everything from there erased. */
export const eraseScreen = `${cursorHome}\x1b[J`;

/** The row of the cursor, which stays where it is. */
export const eraseRow = '\x1b[2K';

/** An empty screen of our own with its modes, without a cursor. */
export const ownScreen = `\x1b[?1049h\x1b[?25l${enterModes}${cursorHome}`;

/** The same for the first time; the window's title is put aside (XTWINOPS 22), and what the wheel does (XTSAVE). */
export const showScreen = `\x1b[22;2t\x1b[?1007s${ownScreen}`;

/**
 * Everything back, whatever was reached: attributes, modes, cursor, the screen and the title that were there before. Not
 * every terminal has kept what the wheel did: then it is what most begin with.
 */
export const restoreAll = `${mouseOff}\x1b[?1007h\x1b[?1007r\x1b[0m\x1b[?1004l\x1b[?2004l\x1b[?7h\x1b[?1049l\x1b[?25h\x1b[23;2t`;

/** Characters that terminals take at most for the clipboard, before base64; the beginning of a longer text says the most. */
export const longestCopy = 50_000;

/** Puts a text into the clipboard (OSC 52). */
export function clipboardOf(text: string): string {
  return `\x1b]52;c;${Buffer.from(text.slice(0, longestCopy)).toString('base64')}\x07`;
}
