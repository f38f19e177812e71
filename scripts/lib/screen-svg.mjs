// A terminal's screen as an SVG picture: what an emulator has drawn, cell by cell, in a fixed palette.

const palette = [
  '#1d2430',
  '#f2777a',
  '#99cc99',
  '#ffcc66',
  '#6699cc',
  '#cc99cc',
  '#66cccc',
  '#c8ced9',
  '#69758a',
  '#ff9a9c',
  '#b9e6b9',
  '#ffe0a0',
  '#8fbbe8',
  '#e6bbe6',
  '#94e6e6',
  '#ffffff',
];
const background = '#161b24';
const foreground = '#c8ced9';
const cell = { width: 8.4, height: 18, baseline: 13.5 };

/** @param {import('@xterm/headless').Terminal} terminal */
export function screenSvg(terminal) {
  const { cols, rows } = terminal;
  const buffer = terminal.buffer.active;
  const parts = [];
  for (let y = 0; y < rows; y++) {
    const line = buffer.getLine(buffer.viewportY + y);
    if (!line) continue;
    for (const run of runsOf(line, cols)) {
      const x = number(12 + run.start * cell.width);
      const width = number(run.cells * cell.width);
      if (run.style.background) {
        const top = number(12 + y * cell.height);
        parts.push(
          `<rect x="${x}" y="${top}" width="${width}" height="${cell.height}" fill="${run.style.background}"/>`,
        );
      }
      if (run.text.trim() === '') continue;
      const attributes = [
        `x="${x}"`,
        `y="${number(12 + y * cell.height + cell.baseline)}"`,
        // Boxes join up whatever font the reader has: every run is as wide as its cells.
        `textLength="${width}"`,
        `lengthAdjust="spacingAndGlyphs"`,
        `fill="${run.style.foreground}"`,
        ...(run.style.bold ? ['font-weight="bold"'] : []),
        ...(run.style.dim ? ['opacity="0.65"'] : []),
      ];
      parts.push(`<text ${attributes.join(' ')}>${escapeXml(run.text)}</text>`);
    }
  }
  const width = Math.ceil(24 + cols * cell.width);
  const height = 24 + rows * cell.height;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">`,
    `<rect width="${width}" height="${height}" rx="8" fill="${background}"/>`,
    `<g font-family="ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="14" xml:space="preserve">`,
    ...parts,
    '</g>',
    '</svg>',
    '',
  ].join('\n');
}

/** Neighbouring cells of one style. */
function runsOf(line, cols) {
  const runs = [];
  for (let x = 0; x < cols; x++) {
    const found = line.getCell(x);
    if (!found || found.getWidth() === 0) continue;
    const style = styleOf(found);
    const key = JSON.stringify(style);
    const last = runs.at(-1);
    const text = found.getChars() || ' ';
    if (last && last.key === key) {
      last.text += text;
      last.cells += found.getWidth();
    } else {
      runs.push({ start: x, cells: found.getWidth(), text, style, key });
    }
  }
  return runs;
}

function styleOf(found) {
  const front = colour(found.isFgDefault(), found.isFgPalette(), found.getFgColor());
  const back = colour(found.isBgDefault(), found.isBgPalette(), found.getBgColor());
  const inverse = found.isInverse() !== 0;
  return {
    foreground: inverse ? (back ?? background) : (front ?? foreground),
    background: inverse ? (front ?? foreground) : back,
    bold: found.isBold() !== 0,
    dim: found.isDim() !== 0,
  };
}

function colour(isDefault, isPalette, value) {
  if (isDefault) return undefined;
  if (!isPalette) return `#${value.toString(16).padStart(6, '0')}`;
  if (value < 16) return palette[value];
  if (value >= 232) return `#${(8 + (value - 232) * 10).toString(16).padStart(2, '0').repeat(3)}`;
  const level = (n) => (n === 0 ? 0 : 55 + n * 40).toString(16).padStart(2, '0');
  const index = value - 16;
  return `#${level(Math.floor(index / 36))}${level(Math.floor(index / 6) % 6)}${level(index % 6)}`;
}

const number = (value) => Number(value.toFixed(2));
const escapeXml = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
