/**
 * Modes of the terminal that Ink does not care for. `?7l`: a row that terminal and program count differently is cut at
 * the edge and does not push the screen. `?2004h`: a paste comes marked, so that its line ends run nothing.
 */
export const enterModes = '\x1b[?7l\x1b[?2004h';
export const leaveModes = '\x1b[?2004l\x1b[?7h';

/** Everything back, whatever was reached: attributes, cursor, and the screen that was there before. */
export const restoreAll = `\x1b[0m${leaveModes}\x1b[?25h`;

/** Top left, and everything from there erased. */
export const eraseScreen = '\x1b[H\x1b[J';
