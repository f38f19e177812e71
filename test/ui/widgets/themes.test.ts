import { describe, expect, it } from 'vitest';
import { type Preferences, usualPreferences } from '../../../source/domain/index.ts';
import { line, paintLine, span } from '../../../source/ui/widgets/line.ts';
import { type Palette, palettes } from '../../../source/ui/widgets/painted-themes.ts';
import { colourTheme, plainTheme, type Style, type Theme, themeFor } from '../../../source/ui/widgets/theme.ts';
import { TestScreen } from '../../support/screen.ts';
import { workingDay } from '../screen/situations.ts';

/** Red, green and blue of one of the 256 colours, as xterm has them. */
function rgb(index: number): readonly number[] {
  if (index >= 232) return [0, 0, 0].map(() => 8 + (index - 232) * 10);
  const levels = [0, 95, 135, 175, 215, 255];
  const at = index - 16;
  return [levels[Math.floor(at / 36)]!, levels[Math.floor(at / 6) % 6]!, levels[at % 6]!];
}

/** Relative luminance, WCAG 2.2. */
function luminance(index: number): number {
  const [r = 0, g = 0, b = 0] = rgb(index).map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: number, other: number): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

const chosen = (theme: Preferences['theme']) => ({ ...usualPreferences, theme });

const least = { dark: 4.5, light: 4.5, contrast: 7 } as const;

describe.each(['dark', 'light', 'contrast'] as const)('the theme %s', (name) => {
  const palette: Palette = palettes[name];
  const { ground, border, ...texts } = palette;

  it.each(Object.entries(texts))('has enough contrast for %s', (_style, colour) => {
    expect(contrast(colour, ground)).toBeGreaterThanOrEqual(least[name]);
  });

  it('has enough for its lines', () => {
    expect(contrast(border, ground)).toBeGreaterThanOrEqual(name === 'contrast' ? 7 : 3);
  });

  it('uses no colour that a terminal has of its own', () => {
    const theme = themeFor({ NO_COLOR: '1' }, chosen(name));
    const styles = Object.keys(colourTheme) as Style[];
    const codes = styles.flatMap((style) => theme[style]).join('') + theme.ground!.join('');
    expect(codes.replaceAll(/\x1b\[(?:[34]8;5;\d+|1|22|4|24|7|27|39|49)m/g, '')).toBe('');
    for (const [, index] of codes.matchAll(/8;5;(\d+)/g)) expect(Number(index)).toBeGreaterThanOrEqual(16);
  });

  it('is on every cell of the screen, and changes at once', async () => {
    const app = workingDay();
    const screen = new TestScreen(app);
    await screen.idle();
    app.prefer({ theme: name });
    await screen.idle();
    const buffer = screen.terminal.emulator.buffer.active;
    const grounds = new Set<number>();
    for (let y = 0; y < 24; y += 1) {
      for (let x = 0; x < 80; x += 1) {
        const cell = buffer.getLine(y)!.getCell(x)!;
        if (cell.isInverse() === 0) grounds.add(cell.isBgPalette() ? cell.getBgColor() : -1);
      }
    }
    expect([...grounds]).toEqual([ground]);
    await screen.close();
  });
});

describe('the choice of a theme', () => {
  const shown = (theme: Theme) => paintLine(line(span('bad', 'bad'), ' plain'), 12, theme);

  it('obeys NO_COLOR where none was chosen, and only there', () => {
    expect(themeFor({})).toBe(colourTheme);
    expect(themeFor({ NO_COLOR: '1' }, chosen('terminal'))).toBe(plainTheme);
    expect(themeFor({}, chosen('none'))).toBe(plainTheme);
    expect(shown(themeFor({ NO_COLOR: '1' }, chosen('dark')))).toContain('\x1b[38;5;210mbad');
  });

  it('is the same theme each time, so that nothing is drawn anew because it was chosen again', () => {
    const spoken = () => themeFor({}, { ...chosen('dark'), reader: true, characters: 'ascii' });
    expect(spoken()).toBe(spoken());
    expect(spoken()).toMatchObject({ isAscii: true, isSpoken: true });
    expect(themeFor({}, chosen('dark'))).toBe(themeFor({}, chosen('dark')));
  });

  it('goes on in its own colour behind a piece in another', () => {
    expect(shown(themeFor({}, chosen('light')))).toBe(
      '\x1b[48;5;231m\x1b[38;5;235m\x1b[38;5;124mbad\x1b[38;5;235m plain   \x1b[39m\x1b[49m',
    );
  });
});

describe('a terminal without other characters than ASCII', () => {
  it.each([
    [{ LANG: 'C' }, true],
    [{ LC_ALL: 'POSIX', LANG: 'de_DE.UTF-8' }, true],
    [{ LANG: 'de_DE.ISO-8859-1' }, true],
    [{ LANG: 'C.UTF-8' }, false],
    [{ LC_CTYPE: 'en_US.utf8', LANG: 'C' }, false],
    [{ LANG: 'de_DE.UTF-8@euro' }, false],
    [{}, false],
  ])('is one where %j says so: %s', (environment, isAscii) => {
    expect(themeFor(environment, usualPreferences, 'linux').isAscii === true).toBe(isAscii);
    expect(themeFor(environment, usualPreferences, 'win32').isAscii).toBeUndefined();
    expect(themeFor(environment, { ...chosen('dark'), characters: 'ascii' }, 'linux').isAscii).toBe(true);
    expect(themeFor(environment, { ...chosen('dark'), characters: 'unicode' }, 'linux').isAscii).toBeUndefined();
  });

  it('gets the whole screen and its title in them, cell for cell', async () => {
    const app = workingDay();
    app.print('ex01', [{ kind: 'output', text: 'Müller 日本語 e\u0301 ❤ …' }]);
    const screen = new TestScreen(app, { environment: { LANG: 'C' } });
    const text = await screen.text();
    const { log } = screen.terminal;
    await screen.close();
    expect(log).not.toMatch(/[^\x00-\x7f]/);
    expect(text).toContain('| Muller ?????? e ? ~');
    expect(text).toMatch(/^\+ Connections -+\+ ex01 /m);
    for (const row of text.split('\n').slice(1, -1)) expect(row).toMatch(/^[|+].{78}[|+]$/);
  });
});
