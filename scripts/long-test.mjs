// `npm run test:faults`, `test:kills -- 1000`, `test:fuzz -- 1000000`, `test:soak`, `test:properties -- 20`: what `npm test`
// runs a sample of, in full. Each ends by itself and prints its figures; EXTERM_SEED repeats a run.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, environment, install, pinnedNode, root } from './lib/prepare.mjs';

const runs = {
  faults: { files: () => ['test/faults'], variables: () => ({ EXTERM_FAULTS: 'all' }) },
  kills: { files: () => ['test/kills'], variables: (count = '1000') => ({ EXTERM_KILLS: count }) },
  fuzz: { files: () => ['test/fuzz'], variables: (count = '1000000') => ({ EXTERM_FUZZ: count }) },
  soak: { files: () => ['test/soak'], variables: (hours = '8') => ({ EXTERM_SOAK: hours }) },
  // Every time with other examples.
  properties: {
    files: filesWithProperties,
    variables: () => ({ EXTERM_LINES: '30000' }),
    rounds: (count = '20') => Number(count),
  },
};

const [what = '', count] = process.argv.slice(2);
const run = runs[what];
if (!run || (count !== undefined && !/^[1-9]\d*$/.test(count))) {
  process.stderr.write(`Usage: long-test.mjs ${Object.keys(runs).join('|')} [NUMBER]\n`);
  process.exit(2);
}
install();
build();
const rounds = run.rounds?.(count) ?? 1;
for (let round = 1; round <= rounds; round++) {
  const seed = process.env.EXTERM_SEED ?? String(Date.now() % 1_000_000);
  process.stderr.write(`${what}: ${rounds > 1 ? `round ${round} of ${rounds}, ` : ''}EXTERM_SEED=${seed}\n`);
  const result = spawnSync(pinnedNode, ['node_modules/vitest/vitest.mjs', 'run', ...run.files()], {
    cwd: root,
    env: { ...environment, ...run.variables(count), EXTERM_SEED: seed },
    stdio: 'inherit',
  });
  if (result.status !== 0) process.exit(result.status ?? 1);
}

function filesWithProperties() {
  return readdirSync(join(root, 'test'), { recursive: true })
    .filter(
      (name) =>
        /\.test\.tsx?$/.test(name) && /\bfc\.(assert|sample)\(/.test(readFileSync(join(root, 'test', name), 'utf8')),
    )
    .map((name) => `test/${name}`)
    .toSorted();
}
