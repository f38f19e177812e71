#!/usr/bin/env node
// Kept to syntax that any Node parses, so that an old one gets a sentence and not a stack trace.
import * as nodeModule from 'node:module';

const major = Number(process.versions.node.split('.')[0]);
if (major < 22) {
  process.stderr.write(
    `exterm needs Node 22 or later; this is ${process.version}. Install a newer Node and start again.\n`,
  );
  process.exitCode = 2;
} else {
  // Compiling the bundle is most of the time to the first frame; the cache is kept by Node itself.
  nodeModule.enableCompileCache?.();
  const { main } = await import('../dist/exterm.js');
  await main(process.argv.slice(2));
}
