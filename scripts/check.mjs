// `npm run check`: lint, types and generated documents, as CI runs them after the tests.
import { join } from 'node:path';
import { build, install, pinnedNode, root, run } from './lib/prepare.mjs';

install();
build();
run('npm', ['run', '--silent', 'lint'], { shell: process.platform === 'win32' });
run('npm', ['run', '--silent', 'types'], { shell: process.platform === 'win32' });
run(pinnedNode, [join(root, 'scripts', 'docs.mjs'), '--check']);
