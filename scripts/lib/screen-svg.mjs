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

/**
 * What a terminal shows: its size, and for each row the marks that draw it, the cursor among them.
 *
 * @param {import('@xterm/headless').Terminal} terminal
 */
export function pictureOf(terminal) {
  const { cols, rows } = terminal;
  const buffer = terminal.buffer.active;
  const drawn = Array.from({ length: rows }, (_, y) => {
    const line = buffer.getLine(buffer.viewportY + y);
    return line ? runsOf(line, cols).flatMap((run) => runMarks(run, y)) : [];
  });
  const { cursorX, cursorY } = buffer;
  const [x, y] = [number(12 + cursorX * cell.width), number(12 + cursorY * cell.height)];
  const size = `width="${cell.width}" height="${cell.height}"`;
  return { cols, rows, drawn, cursor: `<rect x="${x}" y="${y}" ${size} fill="${foreground}" opacity="0.5"/>` };
}

function runMarks(run, y) {
  const x = number(12 + run.start * cell.width);
  const width = number(run.cells * cell.width);
  const top = number(12 + y * cell.height);
  const { style } = run;
  const ground = style.background
    ? [`<rect x="${x}" y="${top}" width="${width}" height="${cell.height}" fill="${style.background}"/>`]
    : [];
  if (run.text.trim() === '') return ground;
  const attributes = [
    `x="${x}"`,
    `y="${number(12 + y * cell.height + cell.baseline)}"`,
    // Boxes join up whatever font the reader has: every run is as wide as its cells.
    `textLength="${width}"`,
    `lengthAdjust="spacingAndGlyphs"`,
    `fill="${style.foreground}"`,
    ...(style.bold ? ['font-weight="bold"'] : []),
    ...(style.dim ? ['opacity="0.65"'] : []),
  ];
  return [...ground, `<text ${attributes.join(' ')}>${escapeXml(run.text)}</text>`];
}

/** One picture. */
export function stillSvg({ cols, rows, drawn }) {
  return svg(cols, rows, drawn.flat());
}

/**
 * Pictures one after the other, over and over. Each mark is drawn once and shown at its times; where nothing moves, as on
 * paper, the last picture stands.
 */
export function movingSvg(frames) {
  const { cols, rows } = frames[0];
  const total = frames.reduce((sum, { seconds }) => sum + seconds, 0);
  const shownIn = new Map();
  frames.forEach((frame, index) => {
    for (const mark of [...frame.drawn.flat(), frame.cursor]) {
      const known = shownIn.get(mark) ?? [];
      known.push(index);
      shownIn.set(mark, known);
    }
  });
  const starts = [0];
  for (const { seconds } of frames) starts.push(starts.at(-1) + seconds);
  // Marks with the same times share one group, in the order in which they were first drawn.
  const groups = new Map();
  for (const [mark, at] of shownIn) {
    const key = at.join();
    const group = groups.get(key) ?? { at, marks: [] };
    group.marks.push(mark);
    groups.set(key, group);
  }
  const parts = [...groups.values()].map(({ at, marks }) => {
    if (at.length === frames.length) return marks.join('\n');
    const isLast = at.at(-1) === frames.length - 1;
    return [`<g visibility="${isLast ? 'visible' : 'hidden'}">${times(at, starts, total)}`, ...marks, '</g>'].join(
      '\n',
    );
  });
  return svg(cols, rows, parts);
}

/** When a mark is visible: `values` change at `keyTimes`, shares of the whole. */
function times(at, starts, total) {
  const changes = [[0, at[0] === 0 ? 'visible' : 'hidden']];
  at.forEach((index, n) => {
    if (at[n - 1] !== index - 1 && index > 0) changes.push([starts[index], 'visible']);
    if (at[n + 1] !== index + 1 && index + 1 < starts.length - 1) changes.push([starts[index + 1], 'hidden']);
  });
  const values = changes.map(([, value]) => value).join(';');
  const keyTimes = changes.map(([time]) => Number((time / total).toFixed(4))).join(';');
  const how = 'calcMode="discrete" repeatCount="indefinite"';
  return `<animate attributeName="visibility" dur="${number(total)}s" ${how} values="${values}" keyTimes="${keyTimes}"/>`;
}

function svg(cols, rows, parts) {
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
