import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { inkOutput } from './ink-output.mjs';
import { plainBuiltins } from './plain-builtins.mjs';
import { root } from './prepare.mjs';
import { yogaWasm } from './yoga-wasm.mjs';

const { version, engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/** Bundles an entry point as the program itself is bundled, into one ES module. Paths are relative to the repository. */
export function bundle(entryPoint, outfile, options = {}) {
  return build({
    absWorkingDir: root,
    entryPoints: [entryPoint],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: engines.node.replace('>=', 'node'),
    // Every Node that is meant reads these; written as calls, each would be compiled at the start, or at every use.
    supported: { 'regexp-set-notation': true, 'regexp-unicode-property-escapes': true },
    jsx: 'automatic',
    legalComments: 'none',
    logLevel: 'warning',
    loader: { '.ps1': 'text', '.bash': 'text', '.zsh': 'text', '.fish': 'text' },
    define: {
      'process.env.NODE_ENV': '"production"',
      EXTERM_VERSION: JSON.stringify(version),
      'Intl.Segmenter': 'LazySegmenter',
    },
    inject: [join(root, 'scripts', 'lib', 'lazy-segmenter.mjs')],
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
    plugins: [inkOutput(), yogaWasm(), plainBuiltins()],
    ...options,
  });
}
