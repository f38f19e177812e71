import type { ScreenLayout } from '../layout.ts';
import { frame } from '../widgets/frame.ts';
import { emptyLine, type Line, span } from '../widgets/line.ts';
import type { Dialog, Room } from './dialog.ts';

/** A dialog where it stands on the screen. */
export interface PlacedDialog {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly rows: readonly Line[];
  /** On the screen; undefined: no field has it. */
  readonly cursor: { readonly x: number; readonly y: number } | undefined;
}

/** Cells that a question needs to be readable: in a narrower pane it takes the whole width. */
const narrowestPane = 44;

/** A pane's question stands at the foot of its pane, in place of the prompt; what the user opened in the middle. */
export function placeDialog(dialog: Dialog, layout: ScreenLayout, inPane: boolean): PlacedDialog {
  if (layout.isSpoken) return alone(dialog, layout);
  return inPane ? atTheFoot(dialog, layout) : inTheMiddle(dialog, layout);
}

/** What a pane's edge, rule and prompt take, which a question stands in place of. */
const promptRows = 3;

/** The layout with a question at the foot of the pane: what the pane shows ends above it. */
export function aboveQuestion(layout: ScreenLayout, { rows }: PlacedDialog): ScreenLayout {
  return { ...layout, paneHeight: Math.min(layout.bodyHeight, layout.bodyHeight - rows.length + promptRows) };
}

/** In place of all else, so that nothing stands beside what is read. */
function alone(dialog: Dialog, { columns, bodyHeight }: ScreenLayout): PlacedDialog {
  const placed = framed(dialog, { columns, rows: bodyHeight }, columns);
  const below = Array.from({ length: Math.max(0, bodyHeight - placed.rows.length) }, () => emptyLine);
  return moved({ ...placed, rows: [...placed.rows, ...below] }, 0, 1);
}

function atTheFoot(dialog: Dialog, { columns, sidebarWidth, paneWidth, bodyHeight }: ScreenLayout): PlacedDialog {
  const left = paneWidth < narrowestPane ? 0 : sidebarWidth;
  const width = columns - left;
  const placed = framed(dialog, { columns: width, rows: bodyHeight - 1 }, width);
  const rows = left > 0 ? placed.rows.map(besideList) : placed.rows;
  return moved({ ...placed, rows }, left, 1 + bodyHeight - rows.length);
}

/** Its left edge is the line between list and pane, which goes on above it. */
function besideList(row: Line): Line {
  const [first, ...rest] = row;
  return first ? [{ ...first, text: first.text.replace('╭', '├').replace('╰', '┴') }, ...rest] : row;
}

function inTheMiddle(dialog: Dialog, screen: ScreenLayout): PlacedDialog {
  // The header and the lines at the bottom stay visible; so does a margin, where there is room for one.
  const [beside, above] = [screen.columns > 70 ? 4 : 0, screen.rows > 15 ? 4 : 2];
  const placed = framed(dialog, { columns: screen.columns - beside, rows: screen.rows - above });
  const x = Math.floor((screen.columns - placed.width) / 2);
  return moved(placed, x, Math.max(1, Math.floor((screen.rows - placed.rows.length) / 2)));
}

function moved(placed: PlacedDialog, x: number, y: number): PlacedDialog {
  const { cursor } = placed;
  return { ...placed, x, y, cursor: cursor && { x: x + cursor.x, y: y + cursor.y } };
}

/** The dialog in its frame, at the screen's origin. */
function framed(dialog: Dialog, room: Room, wanted?: number): PlacedDialog {
  const picture = dialog.picture(room);
  const { title, note, danger, cursor } = picture;
  const width = wanted ?? picture.width;
  const rows = frame({
    title: [span(title, 'title')],
    ...(note === undefined ? {} : { note }),
    rows: picture.rows.slice(0, room.rows - 2),
    width,
    edge: danger ? 'borderDanger' : 'borderFocused',
  });
  const visible = cursor && cursor.y < rows.length - 2;
  return { x: 0, y: 0, width, rows, cursor: visible ? { x: 1 + cursor.x, y: 1 + cursor.y } : undefined };
}
