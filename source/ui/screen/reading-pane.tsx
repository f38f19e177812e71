import { Box } from 'ink';
import { activeSession } from '../../app/screen/commands/index.ts';
import { readingPicture } from '../reading/reading-picture.ts';
import { useApp, useModel } from './context.ts';
import { PaneRows, type PaneSize, useJoin } from './pane-rows.tsx';

/** A transcript that is read, in place of its session. */
export function ReadingPane(size: PaneSize) {
  const { width, height } = size;
  const model = useModel();
  const join = useJoin(size);
  useApp((state) => state.panes);
  const active = useApp((state) => state.active);
  useApp((state) => activeSession(state)?.transcriptVersion);
  const focused = useApp((state) => state.focus === 'prompt');
  const open = model.reading.open;
  if (!open || active === undefined) return null;
  const rows = readingPicture(open, model.reading.view(open), active, { width, height }, focused);
  return (
    <Box flexDirection="column" width={width} height={height} flexShrink={0}>
      <PaneRows rows={rows} width={width} y={0} join={join} />
    </Box>
  );
}
