import { Box } from 'ink';
import { useStore } from 'zustand';
import { paneOf, shownDialog } from '../../app/screen/questions.ts';
import type { Dialog } from '../dialogs/dialog.ts';
import { Rows } from '../widgets/row.tsx';
import { useApp, useLayout, useModel } from './context.ts';

/** The dialog on top; those beneath, and what other panes' servers ask, wait unseen. */
export function DialogLayer() {
  const model = useModel();
  const top = useApp(shownDialog);
  const dialog = top && model.dialogOf(top.id);
  return dialog ? <DialogBox key={dialog.id} dialog={dialog} inPane={paneOf(top) !== undefined} /> : null;
}

function DialogBox({ dialog, inPane }: { readonly dialog: Dialog; readonly inPane: boolean }) {
  const model = useModel();
  useLayout();
  useStore(dialog.version);
  useApp((state) => dialog.watch(state));
  const placed = model.place(dialog, inPane);
  return (
    <Box position="absolute" top={placed.y} left={placed.x}>
      <Rows rows={placed.rows} width={placed.width} />
    </Box>
  );
}
