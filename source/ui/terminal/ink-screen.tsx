import { Readable } from 'node:stream';
import { type Instance, render, useApp as useInk } from 'ink';
import { type PropsWithChildren, useLayoutEffect } from 'react';
import { useStore } from 'zustand';
import type { Preferences } from '../../domain/index.ts';
import { ModelContext } from '../screen/context.ts';
import { Screen } from '../screen/screen.tsx';
import type { ScreenModel } from '../screen-model.ts';
import type { Theme } from '../widgets/theme.ts';
import { ThemeContext } from '../widgets/theme-context.ts';

export interface InkScreenOptions {
  readonly model: ScreenModel;
  readonly themeOf: (preferences: Preferences) => Theme;
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WritableStream;
  readonly maxFps: number;
}

export interface InkScreen extends Instance {
  /** Stops drawing and erases what is drawn, until `resume`. */
  suspend(): Promise<{ resume(): Promise<void> }>;
}

/**
 * Draws the screen with Ink: the whole of it at once and from the cursor on, then what changes. The terminal's modes and
 * its alternate screen are the caller's: Ink would erase what stands there already.
 */
export function drawInkScreen({ model, themeOf, stdout, stderr, maxFps }: InkScreenOptions): InkScreen {
  let ink: ReturnType<typeof useInk> | undefined;
  const instance = render(
    <Themed model={model} themeOf={themeOf}>
      <ModelContext value={model}>
        <Screen />
        <Bridge
          take={(hooks) => {
            ink = hooks;
          }}
        />
      </ModelContext>
    </Themed>,
    {
      stdout,
      stderr,
      // Ink reads no keys: every byte goes through the one parser.
      stdin: new Readable({ read() {} }) as NodeJS.ReadStream,
      alternateScreen: false,
      incrementalRendering: true,
      interactive: true,
      patchConsole: false,
      exitOnCtrlC: false,
      maxFps,
    },
  );
  return { ...instance, suspend: () => ink!.suspendTerminal() };
}

function Themed({ model, themeOf, children }: Pick<InkScreenOptions, 'model' | 'themeOf'> & PropsWithChildren) {
  return (
    <ThemeContext value={themeOf(useStore(model.app.store, (state) => state.preferences))}>{children}</ThemeContext>
  );
}

function Bridge({ take }: { readonly take: (ink: ReturnType<typeof useInk>) => void }) {
  const ink = useInk();
  useLayoutEffect(() => take(ink), [ink, take]);
  return null;
}
