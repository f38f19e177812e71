// A bundle in parts: starting from a few files costs half of what starting from node_modules does, and what is imported
// on demand (engines, sandbox, commands' work) is neither read nor run before the screen's first frame.
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { bundle } from './lib/bundle.mjs';
import { joinParts } from './lib/join-parts.mjs';
import { bundledPackages, notices, noticesFile } from './lib/notices.mjs';
import { root } from './lib/prepare.mjs';

const { metafile } = await bundle('source/cli.ts', undefined, {
  outdir: 'dist',
  entryNames: 'exterm',
  chunkNames: 'part-[name]-[hash]',
  splitting: true,
  metafile: true,
});
writeFileSync(join(root, 'dist', noticesFile), notices(root, bundledPackages(metafile)));
const written = new Set([noticesFile, ...Object.keys(metafile.outputs).map((file) => basename(file))]);
for (const file of readdirSync(join(root, 'dist'))) {
  if (!written.has(file)) rmSync(join(root, 'dist', file), { recursive: true });
}
await joinParts(join(root, 'dist'), 'exterm.js', ['wiring', 'screen']);
