// One bundle: starting from one file costs half of what starting from node_modules does.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { inkOutput } from './lib/ink-output.mjs';
import { root } from './lib/prepare.mjs';

const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

await build({
  absWorkingDir: root,
  entryPoints: ['source/cli.ts'],
  outfile: 'dist/exterm.js',
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node22',
  jsx: 'automatic',
  legalComments: 'external',
  logLevel: 'warning',
  define: {
    'process.env.NODE_ENV': '"production"',
    EXTERM_VERSION: JSON.stringify(version),
  },
  // Optional and native: loaded when they are needed, from where they are installed.
  external: ['koffi', '@napi-rs/keyring'],
  // CommonJS packages inside an ES module: they ask for these two.
  banner: {
    js: [
      "import { createRequire as bundleRequire } from 'node:module';",
      'const require = bundleRequire(import.meta.url);',
      'const __filename = import.meta.filename;',
    ].join('\n'),
  },
  plugins: [inkOutput()],
});
