// `npm start`: installs and builds what is out of date, then becomes exterm.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { join } from 'node:path';
import { build, environment, install, pinnedNode, root } from './lib/prepare.mjs';

install();
build();
const child = spawn(pinnedNode, [join(root, 'bin', 'exterm.js'), ...process.argv.slice(2)], {
  stdio: 'inherit',
  env: environment,
});
// A terminal sends its signals to the whole group; this process only has to outlive the child and pass on the rest. On
// Windows the console tells every program of its closing too, and to pass on a signal would be to kill.
const [shared, passedOn] =
  process.platform === 'win32'
    ? [['SIGINT', 'SIGBREAK', 'SIGHUP'], []]
    : [
        ['SIGINT', 'SIGQUIT'],
        ['SIGTERM', 'SIGHUP'],
      ];
for (const signal of shared) process.on(signal, () => {});
for (const signal of passedOn) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => {
  process.exit(code ?? 128 + (constants.signals[signal] ?? 1));
});
