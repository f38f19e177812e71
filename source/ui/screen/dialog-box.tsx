import { Box } from 'ink';
import { useStore } from 'zustand';
import { shownDialog } from '../../app/screen/questions.ts';
import type { Dialog, Room } from '../dialogs/dialog.ts';
import type { ScreenModel } from '../screen-model.ts';
import { frame } from '../widgets/frame.ts';
import { type Line, span } from '../widgets/line.ts';
import { Rows } from '../widgets/row.tsx';
import { useApp, useModel, useScreen } from './context.ts';

/** A dialog where it stands on the screen. */
export interface PlacedDialog {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly rows: readonly Line[];
  /** On the screen; undefined: no field has it. */
  readonly cursor: { readonly x: number; readonly y: number } | undefined;
}

export function placeDialog(dialog: Dialog, screen: { readonly columns: number; readonly rows: number }): PlacedDialog {
  // The header and the lines at the bottom stay visible; so does a margin, where there is room for one.
  const room: Room = { columns: screen.columns - (screen.columns > 70 ? 4 : 0), rows: screen.rows - 4 };
  const picture = dialog.picture(room);
  const { title, note, width, danger, cursor } = picture;
  const rows = frame({
    title: [span(title, 'title')],
    ...(note === undefined ? {} : { note }),
    rows: picture.rows.slice(0, room.rows - 2),
    width,
    edge: danger ? 'borderDanger' : 'borderFocused',
  });
  const x = Math.floor((screen.columns - width) / 2);
  const y = Math.max(1, Math.floor((screen.rows - rows.length) / 2));
  const visible = cursor && cursor.y < rows.length - 2;
  return { x, y, width, rows, cursor: visible ? { x: x + 1 + cursor.x, y: y + 1 + cursor.y } : undefined };
}

/** The dialog on top; those beneath, and what other panes' servers ask, wait unseen. */
export function DialogLayer() {
  const model = useModel();
  const top = useApp(shownDialog);
  const dialog = top && model.dialogOf(top.id);
  return dialog ? <DialogBox key={dialog.id} dialog={dialog} model={model} /> : null;
}

function DialogBox({ dialog }: { readonly dialog: Dialog; readonly model: ScreenModel }) {
  useStore(dialog.version);
  useApp((state) => dialog.watch(state));
  const columns = useScreen((state) => state.columns);
  const rows = useScreen((state) => state.rows);
  const placed = placeDialog(dialog, { columns, rows });
  return (
    <Box position="absolute" top={placed.y} left={placed.x}>
      <Rows rows={placed.rows} width={placed.width} />
    </Box>
  );
}
