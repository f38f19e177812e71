import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundledPackages, notices, noticesFile } from './lib/notices.mjs';
import { root } from './lib/prepare.mjs';
import { bundleProgram } from './lib/program.mjs';

const { files, metafile } = await bundleProgram('dist');
writeFileSync(join(root, 'dist', noticesFile), notices(root, bundledPackages(metafile)));
const written = new Set([noticesFile, ...files]);
for (const file of readdirSync(join(root, 'dist'))) {
  if (!written.has(file)) rmSync(join(root, 'dist', file), { recursive: true });
}
