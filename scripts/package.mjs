// `npm run package [-- PLATFORM…]`: the archives that need nothing installed, Node inside, into release/, with SHA256SUMS.
// Built anew from what is checked out; the same checkout gives the same sums.
import { join } from 'node:path';
import { install, pinnedNode, root, run } from './lib/prepare.mjs';

install();
run(pinnedNode, [join(root, 'scripts', 'build.mjs')]);
run(pinnedNode, [join(root, 'scripts', 'package', 'main.mjs'), ...process.argv.slice(2)]);
