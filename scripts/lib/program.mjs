import { basename, join } from 'node:path';
import { bundle } from './bundle.mjs';
import { joinParts } from './join-parts.mjs';
import { root } from './prepare.mjs';

/**
 * Bundles the program into a folder of the repository, in parts: starting from a few files costs half of what starting
 * from node_modules does, and what is imported on demand (engines, sandbox, commands' work) is neither read nor run before
 * the screen's first frame. Gives the names of the files and what went into them.
 */
export async function bundleProgram(folder) {
  const { metafile } = await bundle('source/cli.ts', undefined, {
    outdir: folder,
    entryNames: 'exterm',
    chunkNames: 'part-[name]-[hash]',
    splitting: true,
    metafile: true,
  });
  const written = Object.keys(metafile.outputs).map((file) => basename(file));
  const files = await joinParts(join(root, folder), written, { entry: 'exterm.js', further: ['wiring', 'screen'] });
  return { files, metafile };
}
