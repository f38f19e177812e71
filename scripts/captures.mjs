// `npm run captures` keeps anew what PowerShell's own server sends in a session, beside which the sandbox is held.
import { spawnSync } from 'node:child_process';
import { environment, install, pinnedNode, root } from './lib/prepare.mjs';

install();
const { status } = spawnSync(pinnedNode, ['node_modules/vitest/vitest.mjs', 'run', 'test/peers/captures'], {
  cwd: root,
  env: { ...environment, EXTERM_CAPTURE: '1' },
  stdio: 'inherit',
});
process.exit(status ?? 1);
