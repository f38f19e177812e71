// `npm run test:faults`, `test:kills -- 1000`, `test:fuzz -- 1000000`, `test:soak`: what `npm test` runs a sample of, in
// full. Each ends by itself and prints its figures; EXTERM_SEED repeats a run.
import { spawnSync } from 'node:child_process';
import { build, environment, install, pinnedNode, root } from './lib/prepare.mjs';

const runs = {
  faults: { folder: 'test/faults', variables: () => ({ EXTERM_FAULTS: 'all' }) },
  kills: { folder: 'test/kills', variables: (count = '1000') => ({ EXTERM_KILLS: count }) },
  fuzz: { folder: 'test/fuzz', variables: (count = '1000000') => ({ EXTERM_FUZZ: count }) },
  soak: { folder: 'test/soak', variables: (hours = '8') => ({ EXTERM_SOAK: hours }) },
};

const [what = '', count] = process.argv.slice(2);
const run = runs[what];
if (!run || (count !== undefined && !/^[1-9]\d*$/.test(count))) {
  process.stderr.write(`Usage: long-test.mjs ${Object.keys(runs).join('|')} [NUMBER]\n`);
  process.exit(2);
}
install();
build();
const result = spawnSync(pinnedNode, ['node_modules/vitest/vitest.mjs', 'run', run.folder], {
  cwd: root,
  env: { ...environment, ...run.variables(count) },
  stdio: 'inherit',
});
process.exit(result.status ?? 1);
