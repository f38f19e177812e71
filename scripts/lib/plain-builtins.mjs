import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';

/** Modules of Node that take milliseconds to load, and that most starts of the program have no need of. */
const seldomNeeded = new Set(['node:crypto', 'node:child_process', 'node:fs/promises']);

/**
 * Takes Node's own modules as they are, once everything is bundled. An import of one would read all that it has, and load
 * what hangs on that: streams with node:fs, the whole of fetch with node:http. Functions of those that are seldom needed
 * load their module when they are first called.
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
    const taken = `globalThis.process.getBuiltinModule('${module}')`;
    const parts = names === undefined ? [] : names.split(',').map((part) => part.trim().split(' as '));
    const later = parts.filter(([name]) => isCalledOnly(module, name));
    const now = parts.filter((part) => !later.includes(part)).map((part) => part.join(': '));
    const whole = [main, all].filter((name) => name !== undefined);
    const patterns = [...(seldomNeeded.has(module) ? [] : whole), now.length > 0 ? `{ ${now.join(', ')} }` : undefined];
    return [
      ...patterns.filter((pattern) => pattern !== undefined).map((pattern) => `const ${pattern} = ${taken};`),
      ...(seldomNeeded.has(module) ? whole : []).map(
        (name) => `const ${name} = new Proxy({}, { get: (_, name) => ${taken}[name] });`,
      ),
      ...later.map(([name, as = name]) => `const ${as} = (...given) => ${taken}.${name}(...given);`),
    ].join('\n');
  });
}

/** Whether nothing but calling it is done with a name of a module that is seldom needed. */
function isCalledOnly(module, name) {
  if (!seldomNeeded.has(module)) return false;
  const value = process.getBuiltinModule(module)[name];
  return typeof value === 'function' && /^[a-z]/.test(name) && value[promisify.custom] === undefined;
}
