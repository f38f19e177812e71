import type { Value } from '../../run/value.ts';
import type { Work } from '../../run/work.ts';
import type { CommandContext } from '../command.ts';
import { TextLayout } from '../layout/text-layout.ts';
import { TextFile } from './file-text.ts';

export interface FileOutput {
  add(value: Value): Work<void>;
  close(): Work<void>;
  abandon(): Work<void>;
}

/** A file that takes values as Out-File lays them out. */
export function fileOutput(
  options: {
    readonly path: string;
    readonly append?: boolean;
    readonly noClobber?: boolean;
    readonly force?: boolean;
    readonly encoding?: string | undefined;
    readonly width?: number | undefined;
    readonly noNewline?: boolean;
  },
  context: CommandContext,
): FileOutput {
  const { path, width, noNewline, ...how } = options;
  const file = new TextFile(path, how, context);
  const end = noNewline ? '' : '\n';
  const layout = new TextLayout({ width: width ?? context.session.width, context });
  return {
    *add(value) {
      yield* file.open();
      for (const line of yield* layout.add(value)) yield* file.write(`${line}${end}`);
    },
    *close() {
      for (const line of layout.end()) yield* file.write(`${line}${end}`);
      yield* file.close();
    },
    abandon: () => file.abandon(),
  };
}
