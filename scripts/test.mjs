// `npm test`: installs and builds what is out of date, then runs every test on the pinned Node.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build, environment, install, pinnedNode, root } from './lib/prepare.mjs';
import { skippedLines } from './lib/skipped.mjs';

install();
build();
const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
const report = join(root, '.cache', 'tests.json');
// An old report must not pass for this run's.
rmSync(report, { force: true });
const result = spawnSync(
  pinnedNode,
  [vitest, 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...process.argv.slice(2)],
  { cwd: root, env: environment, stdio: 'inherit' },
);
// Last, where it is seen: the report itself shows a skipped file as an arrow among many.
if (existsSync(report)) for (const line of skippedLines(JSON.parse(readFileSync(report, 'utf8')))) console.log(line);
process.exit(result.status ?? 1);
