import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Takes Node's own modules as they are, once everything is bundled. An import of one would read all that it has, and load
 * what hangs on that: streams with node:fs, the whole of fetch with node:http.
 */
export function plainBuiltins() {
  return {
    name: 'plain-builtins',
    setup(build) {
      build.initialOptions.write = false;
      build.onEnd(async ({ outputFiles = [] }) => {
        for (const { path, text } of outputFiles) {
          await mkdir(dirname(path), { recursive: true });
          await writeFile(path, /\.m?js$/.test(path) ? plain(text) : text);
        }
      });
    },
  };
}

const fromNode = /^import (?:(\w+)(?:, )?)?(?:\* as (\w+)|\{([^}]*)\})? from ["'](node:[\w/]+)["'];$/gm;

function plain(code) {
  return code.replace(fromNode, (_whole, main, all, names, module) => {
    const taken = names === undefined ? [] : [`{${names.replaceAll(' as ', ': ')}}`];
    const patterns = [main, all, ...taken].filter((pattern) => pattern !== undefined);
    return patterns.map((pattern) => `const ${pattern} = globalThis.process.getBuiltinModule('${module}');`).join('\n');
  });
}
