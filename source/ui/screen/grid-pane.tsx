import { Box } from 'ink';
import { gridPicture } from '../grid/grid-picture.ts';
import { Rows } from '../widgets/row.tsx';
import { useApp, useModel } from './context.ts';

/** A grid in a connection's pane, in place of its session. */
export function GridPane({ width, height }: { readonly width: number; readonly height: number }) {
  const model = useModel();
  useApp((state) => state.panes);
  const focused = useApp((state) => state.focus === 'prompt');
  const open = model.grid.open;
  // A watch counts down.
  const now = useApp((state) => (model.grid.open?.watch ? state.now : 0));
  if (!open) return null;
  const rows = gridPicture(open, model.grid.view(open), { width, height }, focused, now);
  return (
    <Box flexDirection="column" width={width} height={height} flexShrink={0}>
      <Rows rows={rows} width={width} />
    </Box>
  );
}
