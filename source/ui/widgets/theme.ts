import { type Preferences, usualPreferences } from '../../domain/index.ts';
import { wantsAscii } from '../../text/ascii.ts';
import { paintedThemes } from './painted-themes.ts';
import type { Sgr, Theme } from './style.ts';

export type { Style, Theme } from './style.ts';

const sgr = (open: string, close: string): Sgr => [`\x1b[${open}m`, `\x1b[${close}m`];
const none: Sgr = ['', ''];
const bold = sgr('1', '22');
const dim = sgr('2', '22');
const inverse = sgr('7', '27');
const colour = (code: number) => sgr(`${code}`, '39');
const boldColour = (code: number): Sgr => [`\x1b[1m\x1b[${code}m`, '\x1b[39m\x1b[22m'];

/** The sixteen colours of the terminal's own palette: they fit light and dark grounds because its owner chose them. */
export const colourTheme: Theme = {
  plain: none,
  strong: bold,
  quiet: dim,
  accent: colour(36),
  good: colour(32),
  caution: colour(33),
  bad: colour(31),
  selected: inverse,
  changed: boldColour(33),
  title: bold,
  border: dim,
  borderFocused: colour(36),
  borderDanger: colour(31),
  production: ['\x1b[1m\x1b[7m\x1b[31m', '\x1b[39m\x1b[27m\x1b[22m'],
  borderProduction: colour(31),
  borderProductionFocused: boldColour(31),
  keyCap: boldColour(36),
  command: colour(36),
  parameter: dim,
  text: colour(32),
  number: colour(35),
  variable: colour(33),
  operator: dim,
  heading: boldColour(32),
  ghost: dim,
  unknown: ['\x1b[4m\x1b[31m', '\x1b[39m\x1b[24m'],
};

/** NO_COLOR asks for no colours; weight and inversion stay, because they carry the focus. */
export const plainTheme: Theme = {
  ...colourTheme,
  accent: none,
  good: none,
  caution: none,
  changed: sgr('4', '24'),
  bad: none,
  borderFocused: bold,
  borderDanger: bold,
  production: ['\x1b[1m\x1b[7m', '\x1b[27m\x1b[22m'],
  borderProduction: dim,
  borderProductionFocused: bold,
  keyCap: bold,
  command: none,
  text: none,
  number: none,
  variable: none,
  heading: bold,
  unknown: sgr('4', '24'),
};

type Environment = Readonly<Record<string, string | undefined>>;
type Look = Pick<Preferences, 'theme' | 'characters' | 'reader'>;

/** How the screen looks in this terminal, as far as the settings leave it to that. */
export function themeFor(
  environment: Environment,
  { theme, characters, reader }: Look = usualPreferences,
  platform = process.platform,
): Theme {
  const colours = coloursFor(environment, theme);
  const isAscii = characters === 'auto' ? wantsAscii(environment, platform) : characters === 'ascii';
  return variant(colours, isAscii, reader);
}

/**
 * NO_COLOR counts when it is set to anything but the empty text. It is for all programs: who has chosen a theme for this
 * one gets that.
 */
function coloursFor(environment: Environment, chosen: Look['theme']): Theme {
  if (chosen === 'none') return plainTheme;
  if (chosen !== 'terminal') return paintedThemes[chosen];
  return environment['NO_COLOR'] ? plainTheme : colourTheme;
}

const asciiThemes = new WeakMap<Theme, Theme>();
const spokenThemes = new WeakMap<Theme, Theme>();

function variant(theme: Theme, isAscii: boolean, isSpoken: boolean): Theme {
  const drawn = isAscii ? madeOnce(asciiThemes, theme, { isAscii }) : theme;
  return isSpoken ? madeOnce(spokenThemes, drawn, { isSpoken }) : drawn;
}

/** The same one each time: what is drawn with a theme is drawn anew when that is another. */
function madeOnce(made: WeakMap<Theme, Theme>, theme: Theme, change: Partial<Theme>): Theme {
  const known = made.get(theme) ?? { ...theme, ...change };
  made.set(theme, known);
  return known;
}
