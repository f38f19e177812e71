/**
 * What a piece of text is, not how it looks: a theme says that. Meaning never rests on the look alone: each of these
 * comes with a sign or a word.
 */
export type Style =
  | 'plain'
  | 'strong'
  | 'quiet'
  | 'accent'
  | 'good'
  | 'caution'
  | 'bad'
  | 'selected'
  | 'changed'
  | 'title'
  | 'border'
  | 'borderFocused'
  | 'borderDanger'
  | 'production'
  | 'borderProduction'
  | 'borderProductionFocused'
  | 'keyCap'
  | 'command'
  | 'parameter'
  | 'text'
  | 'number'
  | 'variable'
  | 'operator'
  | 'heading'
  | 'ghost'
  | 'unknown';

export type Sgr = readonly [open: string, close: string];
export type Theme = Readonly<Record<Style, Sgr>> & {
  /** Around each row, where the theme has a ground of its own. */
  readonly ground?: Sgr;
  /** The terminal has no other characters. */
  readonly isAscii?: true;
  /** The screen is read aloud: what only frames or fills is left blank. */
  readonly isSpoken?: true;
};
