import { Box } from 'ink';
import { gridPicture } from '../grid/grid-picture.ts';
import { useApp, useModel } from './context.ts';
import { PaneRows, type PaneSize, useJoin } from './pane-rows.tsx';

/** A grid in a connection's pane, in place of its session. */
export function GridPane(size: PaneSize) {
  const { width, height } = size;
  const model = useModel();
  const join = useJoin(size);
  useApp((state) => state.panes);
  const focused = useApp((state) => state.focus === 'prompt');
  const open = model.grid.open;
  // A watch counts down.
  const now = useApp((state) => (model.grid.open?.watch ? state.now : 0));
  if (!open) return null;
  const rows = gridPicture(open, model.grid.view(open), { width, height }, focused, now);
  return (
    <Box flexDirection="column" width={width} height={height} flexShrink={0}>
      <PaneRows rows={rows} width={width} y={0} join={join} />
    </Box>
  );
}
