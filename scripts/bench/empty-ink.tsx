import { render, Text } from 'ink';

/** The least that Ink can be asked for, on the same terms as exterm's screen. Ends at the first key. */
export function main(): void {
  process.stdin.setRawMode(true);
  render(<Text>an empty Ink app</Text>, {
    alternateScreen: true,
    incrementalRendering: true,
    interactive: true,
    patchConsole: false,
    exitOnCtrlC: false,
    maxFps: 30,
  });
  process.stdin.on('data', () => process.exit(0));
}
