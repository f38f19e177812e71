import { readFile } from 'node:fs/promises';

/**
 * Lets yoga decode the WASM that is inlined in it by itself. Its loader would fetch() its own data: URL, and the first
 * fetch of a process loads all of Node's HTTP client: a third of the time to Ink's first frame.
 */
export function yogaWasm() {
  return {
    name: 'yoga-wasm',
    setup(build) {
      build.onLoad({ filter: /yoga-wasm-base64-esm\.js$/ }, async ({ path }) => ({
        contents: `const fetch = undefined;\n${await readFile(path, 'utf8')}`,
        loader: 'js',
      }));
    },
  };
}
