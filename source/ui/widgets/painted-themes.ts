import type { Sgr, Style, Theme } from './style.ts';

/**
 * Colours of a theme with a ground of its own, from the 240 whose values are the same in all terminals: 16 to 231 are a
 * cube of six levels of red, green and blue (0, 95, 135, 175, 215, 255), 232 to 255 are greys (8, 18, … 238).
 */
export interface Palette {
  readonly ground: number;
  readonly plain: number;
  readonly strong: number;
  readonly quiet: number;
  readonly accent: number;
  readonly good: number;
  readonly caution: number;
  readonly bad: number;
  readonly number: number;
  readonly border: number;
}

export const palettes: Readonly<Record<'dark' | 'light' | 'contrast', Palette>> = {
  dark: {
    ground: 234,
    plain: 252,
    strong: 255,
    quiet: 246,
    accent: 80,
    good: 114,
    caution: 221,
    bad: 210,
    number: 176,
    border: 242,
  },
  light: {
    ground: 231,
    plain: 235,
    strong: 232,
    quiet: 241,
    accent: 24,
    good: 22,
    caution: 94,
    bad: 124,
    number: 90,
    border: 244,
  },
  contrast: {
    ground: 16,
    plain: 231,
    strong: 231,
    quiet: 252,
    accent: 87,
    good: 120,
    caution: 226,
    bad: 217,
    number: 219,
    border: 231,
  },
};

const weights = {
  bold: ['1', '22'],
  inverse: ['7', '27'],
  underline: ['4', '24'],
  boldInverse: ['1;7', '22;27'],
} as const;

/** What each style has of the palette, and what it has besides. */
const looks: Readonly<Record<Style, readonly [colour: keyof Palette, weight?: keyof typeof weights]>> = {
  plain: ['plain'],
  strong: ['strong', 'bold'],
  quiet: ['quiet'],
  accent: ['accent'],
  good: ['good'],
  caution: ['caution'],
  bad: ['bad'],
  selected: ['plain', 'inverse'],
  changed: ['caution', 'bold'],
  title: ['strong', 'bold'],
  border: ['border'],
  borderFocused: ['accent'],
  borderDanger: ['bad'],
  production: ['bad', 'boldInverse'],
  borderProduction: ['bad'],
  borderProductionFocused: ['bad', 'bold'],
  keyCap: ['accent', 'bold'],
  command: ['accent'],
  parameter: ['quiet'],
  text: ['good'],
  number: ['number'],
  variable: ['caution'],
  operator: ['quiet'],
  heading: ['good', 'bold'],
  ghost: ['quiet'],
  unknown: ['bad', 'underline'],
};

function painted(palette: Palette): Theme {
  const front = (colour: number) => `\x1b[38;5;${colour}m`;
  const styles = Object.entries(looks).map(([style, [name, weight]]): [string, Sgr] => {
    if (style === 'plain') return [style, ['', '']];
    const codes =
      weight === undefined ? [] : weights[weight].map((all) => all.split(';').map((code) => `\x1b[${code}m`));
    const [open = [], close = []] = codes;
    // What follows has the ground's own colour again, not the terminal's.
    return [style, [open.join('') + front(palette[name]), front(palette.plain) + close.join('')]];
  });
  return {
    ...(Object.fromEntries(styles) as Record<Style, Sgr>),
    ground: [`\x1b[48;5;${palette.ground}m${front(palette.plain)}`, '\x1b[39m\x1b[49m'],
  };
}

/** Themes that do not rest on what the terminal's owner has chosen. */
export const paintedThemes: Readonly<Record<keyof typeof palettes, Theme>> = {
  dark: painted(palettes.dark),
  light: painted(palettes.light),
  contrast: painted(palettes.contrast),
};
