import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './prepare.mjs';

const terminal = join(root, 'source', 'ui', 'terminal');

/** What is put in the place of Ink's own, each with its reason in its file. vitest.config.ts does the same. */
export const inkReplacements = {
  './output.js': join(terminal, 'ink-output.ts'),
  './line-update.js': join(terminal, 'ink-line-update.ts'),
  './sanitize-ansi.js': join(terminal, 'ink-sanitize-ansi.ts'),
  'widest-line': join(terminal, 'ink-widths.ts'),
  'string-width': join(terminal, 'ink-string-width.ts'),
};

/** Ink, and what it cuts and wraps with. */
const fromInk = /[\\/]node_modules[\\/](?:ink[\\/]build|cli-truncate|slice-ansi|wrap-ansi)(?:[\\/]|$)/;

/** The file that replaces an import of Ink's; `importer` is the importing file or its folder. */
export function inkReplacement(source, importer) {
  const ours = Object.hasOwn(inkReplacements, source) ? inkReplacements[source] : undefined;
  return ours && fromInk.test(importer ?? '') && existsSync(ours) ? ours : undefined;
}

/** Our replacements, and no developer tools of React's, which Ink loads on demand and nobody ships. */
export function inkOutput() {
  return {
    name: 'ink-output',
    setup(build) {
      build.onResolve(
        { filter: /^(\.\/(line-update|output|sanitize-ansi)\.js|widest-line|string-width)$/ },
        ({ path, resolveDir }) => {
          const ours = inkReplacement(path, resolveDir);
          return ours ? { path: ours } : undefined;
        },
      );
      build.onResolve({ filter: /^react-devtools-core$/ }, () => ({ path: 'react-devtools-core', namespace: 'stub' }));
      build.onLoad({ filter: /.*/, namespace: 'stub' }, () => ({ contents: 'export default {};', loader: 'js' }));
    },
  };
}
