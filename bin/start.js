const { enableCompileCache } = require('node:module');
const { compiledFolder } = require('./compiled-folder.js');

// Compiling the program is most of the time to the first frame; Node keeps what it compiled.
const folder = compiledFolder(process.env, process.platform, process.getuid?.());
if (folder) enableCompileCache(folder);
import('../dist/exterm.js')
  .then(({ main }) => main(process.argv.slice(2)))
  .catch((error) => {
    process.stderr.write(`exterm cannot be loaded: ${error.message}\nInstall it again.\n`);
    process.exitCode = 1;
  });
