// `npm run bench [-- --json] [--strict] [--part NAME]`: what things cost, each beside its peer in the same run.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { build, environment, install, pinnedNode, root } from './lib/prepare.mjs';

install();
build();
const { bundle } = await import('./lib/bundle.mjs');
const main = join('.cache', 'bench', 'main.mjs');
await bundle('scripts/bench/main.ts', main);
await bundle('scripts/bench/empty-ink.tsx', join('.cache', 'bench', 'empty-ink.mjs'));
await bundle('scripts/bench/export-process.ts', join('.cache', 'bench', 'export.mjs'));
const result = spawnSync(pinnedNode, [join(root, main), root, ...process.argv.slice(2)], {
  cwd: root,
  env: environment,
  stdio: 'inherit',
});
process.exit(result.status ?? 1);
