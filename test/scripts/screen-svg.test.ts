import { expect, it } from 'vitest';
import { TerminalStream } from '../support/terminal-stream.ts';

const { movingSvg, pictureOf, stillSvg } = (await import('../../scripts/lib/screen-svg.mjs' as string)) as {
  pictureOf: (terminal: unknown) => object;
  stillSvg: (picture: object) => string;
  movingSvg: (frames: readonly object[]) => string;
};

async function shown(text: string): Promise<object> {
  const terminal = new TerminalStream(20, 2);
  await new Promise<void>((resolve) => terminal.emulator.write(text, resolve));
  return pictureOf(terminal.emulator);
}

it('a picture has what the terminal shows, and nothing that a browser would take for markup', async () => {
  const svg = stillSvg(await shown('\x1b[1ma<b>&c\x1b[0m\r\n\x1b[7mback'));
  expect(svg).toContain('font-weight="bold">a&lt;b&gt;&amp;c</text>');
  expect(svg.match(/<rect /g)).toHaveLength(2);
});

it('an animation draws each mark once and shows it at its times; without motion the last picture stands', async () => {
  const [one, two] = [await shown('same\r\none'), await shown('same\r\ntwo')];
  const frames = [one, two, one].map((frame, index) => ({ ...frame, seconds: index + 1 }));
  const svg = movingSvg(frames);
  expect(svg.match(/>same *</g)).toHaveLength(1);
  const group = (visibility: string, values: string, text: string) =>
    new RegExp(
      `<g visibility="${visibility}"><animate [^>]* dur="6s"[^>]* values="${values}" keyTimes="0;0.1667;0.5"/>\\s<text [^>]*>${text} *<`,
    );
  expect(svg).toMatch(group('visible', 'visible;hidden;visible', 'one'));
  expect(svg).toMatch(group('hidden', 'hidden;visible;hidden', 'two'));
});
