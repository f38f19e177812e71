import { Box, Text } from 'ink';
import { memo } from 'react';
import { type Line, paintLine } from './line.ts';
import { useTheme } from './theme-context.ts';

/** One row of the screen: one string that has its colours, drawn anew only when it changes. */
export const Row = memo(function Row({ text }: { readonly text: string }) {
  return <Text wrap="truncate">{text}</Text>;
});

/** A block of rows of one width. */
export function Rows({ rows, width }: { readonly rows: readonly Line[]; readonly width: number }) {
  const theme = useTheme();
  return (
    <Box flexDirection="column" width={width} height={rows.length} flexShrink={0}>
      {rows.map((row, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row of a block is its place
        <Row key={index} text={paintLine(row, width, theme)} />
      ))}
    </Box>
  );
}
