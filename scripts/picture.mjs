// docs/screen.svg: the program's own screen, played against the sandbox and drawn by a terminal emulator.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundle } from './lib/bundle.mjs';
import { root } from './lib/prepare.mjs';
import { screenSvg } from './lib/screen-svg.mjs';

const scene = '.cache/picture.mjs';
await bundle('scripts/picture/scene.ts', scene);
const { playScene } = await import(pathToFileURL(join(root, scene)).href);
await playScene((terminal) => {
  mkdirSync(join(root, 'docs'), { recursive: true });
  writeFileSync(join(root, 'docs', 'screen.svg'), screenSvg(terminal));
});
process.exit(0);
