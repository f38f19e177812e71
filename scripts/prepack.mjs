// `npm pack` and `npm publish`: what goes into the package is built anew, and checked.
import { join } from 'node:path';
import { install, pinnedNode, root, run } from './lib/prepare.mjs';

install();
// npm's standard output is for its own result.
const stdio = ['ignore', 2, 2];
run(pinnedNode, [join(root, 'scripts', 'build.mjs')], { stdio });
run(pinnedNode, [join(root, 'scripts', 'check.mjs')], { stdio });
