/**
 * Loaded by every worker before any test: the sources run in Node as they are, and here is what Node has no way to load.
 * Beside what the bundle puts in the place of Ink's own that is JSX, in its production form as it is shipped, texts that
 * are imported by `?raw`, and the terminal emulator, whose package names its module in a way that Node does not follow.
 */
import { readFileSync } from 'node:fs';
import { createRequire, registerHooks } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { inkReplacement } from '../../scripts/lib/ink-output.mjs';

const emulator = '@xterm/headless';

registerHooks({
  resolve(specifier, context, next) {
    if (specifier === emulator) return next(`${emulator}/lib-headless/xterm-headless.mjs`, context);
    const importer = context.parentURL?.startsWith('file:') ? fileURLToPath(context.parentURL) : undefined;
    const ours = inkReplacement(specifier, importer);
    return next(ours === undefined ? specifier : pathToFileURL(ours).href, context);
  },
  load(url, context, next) {
    const { pathname, search } = new URL(url);
    if (search === '?raw') return module(`export default ${JSON.stringify(readFileSync(fileURLToPath(url), 'utf8'))};`);
    return pathname.endsWith('.tsx') ? module(compiled(fileURLToPath(url))) : next(url, context);
  },
});

const module = (source: string) => ({ format: 'module' as const, source, shortCircuit: true });

/** The compiler is loaded by those who need it. */
const require = createRequire(import.meta.url);
const compiled = (path: string) =>
  (require('esbuild') as typeof import('esbuild')).transformSync(readFileSync(path, 'utf8'), {
    loader: 'tsx',
    jsx: 'automatic',
    target: 'esnext',
    sourcefile: path,
    sourcemap: 'inline',
  }).code;

Object.assign(globalThis, { EXTERM_VERSION: 'test' });
