import { Box } from 'ink';
import { readingPicture } from '../reading/reading-picture.ts';
import { Rows } from '../widgets/row.tsx';
import { useApp, useModel } from './context.ts';

/** A transcript that is read, in place of its session. */
export function ReadingPane({ width, height }: { readonly width: number; readonly height: number }) {
  const model = useModel();
  useApp((state) => state.panes);
  const active = useApp((state) => state.active);
  useApp(({ active: name, sessions }) => (name === undefined ? undefined : sessions[name]?.transcriptVersion));
  const focused = useApp((state) => state.focus === 'prompt');
  const open = model.reading.open;
  if (!open || active === undefined) return null;
  const rows = readingPicture(open, model.reading.view(open), active, { width, height }, focused);
  return (
    <Box flexDirection="column" width={width} height={height} flexShrink={0}>
      <Rows rows={rows} width={width} />
    </Box>
  );
}
