import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './prepare.mjs';

const ours = join(root, 'source', 'ui', 'terminal', 'ink-output.ts');

/**
 * Puts our Output in the place of Ink's (source/ui/terminal/ink-output.ts says why) and leaves out React's developer
 * tools, which Ink loads on demand and nobody ships.
 */
export function inkOutput() {
  return {
    name: 'ink-output',
    setup(build) {
      if (existsSync(ours)) {
        build.onResolve({ filter: /^\.\/output\.js$/ }, (args) =>
          /[\\/]ink[\\/]build$/.test(args.resolveDir) ? { path: ours } : undefined,
        );
      }
      build.onResolve({ filter: /^react-devtools-core$/ }, () => ({ path: 'react-devtools-core', namespace: 'stub' }));
      build.onLoad({ filter: /.*/, namespace: 'stub' }, () => ({ contents: 'export default {};', loader: 'js' }));
    },
  };
}
