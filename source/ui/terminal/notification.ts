import type { Preferences } from '../../domain/index.ts';
import { clean } from '../../text/clean.ts';

type Environment = Readonly<Record<string, string | undefined>>;
type Sequence = 'osc9' | 'osc777';

/** Terminals that print an operating system command instead of taking it, or may: old consoles, and what says nothing. */
const bare = /^(?:linux|dumb|unknown|cons\d|vt\d|ansi|eterm)/;

/** Whether the terminal takes operating system commands (OSC) or at least swallows those that it does not know. */
export function takesOsc({ TERM = '' }: Environment): boolean {
  return !bare.test(TERM);
}

/** Those whose documents name the sequence, by what they put into the environment; TERM comes along over ssh. */
const known: readonly (readonly [Sequence, (environment: Environment) => boolean])[] = [
  ['osc9', ({ TERM_PROGRAM, LC_TERMINAL }) => TERM_PROGRAM === 'iTerm.app' || LC_TERMINAL === 'iTerm2'],
  ['osc9', ({ TERM, KITTY_WINDOW_ID }) => TERM === 'xterm-kitty' || KITTY_WINDOW_ID !== undefined],
  ['osc9', ({ TERM_PROGRAM }) => TERM_PROGRAM === 'WarpTerminal'],
  ['osc777', ({ TERM, TERM_PROGRAM }) => TERM_PROGRAM === 'ghostty' || TERM === 'xterm-ghostty'],
  ['osc777', ({ TERM, TERM_PROGRAM }) => TERM_PROGRAM === 'WezTerm' || TERM === 'wezterm'],
  ['osc777', ({ TERM = '' }) => /^(?:foot|rxvt-unicode|contour)/.test(TERM)],
  ['osc777', ({ KONSOLE_VERSION }) => KONSOLE_VERSION !== undefined],
  // Before 0.46 VTE printed what it did not know.
  ['osc777', ({ VTE_VERSION }) => Number(VTE_VERSION) >= 4600],
];

/** Whether another program draws the terminal: what is known of the one around it may be long out of date. */
const isWithin = ({ TERM = '', TMUX, STY }: Environment) =>
  TMUX !== undefined || STY !== undefined || /^(?:tmux|screen)/.test(TERM);

/** Characters of a notification: some desktops show no more of it. */
const longest = 200;

/** A notification on the desktop; empty where the terminal would not take it, or is not known to. */
export function notification(text: string, setting: Preferences['notifications'], environment: Environment): string {
  if (setting === 'off' || !takesOsc(environment)) return '';
  const found = isWithin(environment) ? undefined : known.find(([, fits]) => fits(environment))?.[0];
  const sequence = setting === 'auto' ? found : setting;
  if (sequence === undefined) return '';
  // A semicolon divides the parts of a sequence.
  const said = clean(text).replaceAll(';', ',').slice(0, longest);
  const bytes = sequence === 'osc9' ? `\x1b]9;exterm: ${said}\x07` : `\x1b]777;notify;exterm;${said}\x07`;
  // tmux hands it on where its `allow-passthrough` lets it, and swallows it otherwise.
  return environment['TMUX'] === undefined ? bytes : `\x1bPtmux;${bytes.replaceAll('\x1b', '\x1b\x1b')}\x1b\\`;
}
