import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { bundle } from '../../scripts/lib/bundle.mjs';
import { root } from '../../scripts/lib/prepare.mjs';
import { bundleProgram } from '../../scripts/lib/program.mjs';
import { removeFolder } from '../support/remove-folder.ts';

interface Output {
  readonly entryPoint?: string;
  readonly imports: readonly { readonly path: string; readonly kind: string }[];
  readonly inputs: Readonly<Record<string, { readonly bytesInOutput: number }>>;
}

let outputs: Readonly<Record<string, Output>>;
beforeAll(async () => {
  const options = { outdir: '.cache/start-up', splitting: true, metafile: true };
  const { metafile } = await bundle('source/cli.ts', undefined, options);
  outputs = metafile!.outputs;
});

/** Rooms and packages of which something is loaded with these modules: all that is there before they run. */
function loadedWith(...modules: readonly string[]): readonly string[] {
  const files = new Set<string>();
  const load = (file: string) => {
    if (files.has(file) || !outputs[file]) return;
    files.add(file);
    for (const { path, kind } of outputs[file].imports) if (kind === 'import-statement') load(path);
  };
  for (const module of modules) {
    const entry = Object.keys(outputs).find((file) => outputs[file]!.entryPoint === module);
    expect(entry, module).toBeDefined();
    load(entry!);
  }
  const inputs = [...files].flatMap((file) =>
    Object.entries(outputs[file]!.inputs).flatMap(([input, { bytesInOutput }]) => (bytesInOutput > 0 ? [input] : [])),
  );
  return [...new Set(inputs.flatMap(placesOf))].sort();
}

/** With its part of the language, which is large. */
function placesOf(input: string): readonly string[] {
  const [, part] = /^source\/(language\/\w+)\//.exec(input) ?? [];
  return [placeOf(input), ...(part === undefined ? [] : [part])];
}

function placeOf(input: string): string {
  const [, name = ''] = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input) ?? [];
  if (name !== '') return name;
  return /^source\/(?:engine|app)\//.test(input) ? input.split('/').slice(1, 3).join('/') : input.split('/')[1]!;
}

const writers = ['conf', 'ajv'];
const interpreter = ['language/run', 'language/types', 'language/values', 'language/commands'];
const servers = ['psrp', 'wsman', 'xml', 'http', 'auth', 'engine/server', 'sandbox/server', 'node-powershell', 'saxes'];

describe('what is loaded', () => {
  it('before the first frame is nothing that draws, writes, parses a command line, runs one of PowerShell or speaks to a server', () => {
    const loaded = loadedWith('source/cli.ts', 'source/main/wiring.ts', 'source/main/screen.ts');
    expect(loaded).toEqual(expect.arrayContaining(['ui', 'app/screen', 'storage', 'zustand', 'language/parse']));
    for (const place of ['ink', 'react', 'yoga-layout', 'commander', ...interpreter, ...writers, ...servers]) {
      expect(loaded).not.toContain(place);
    }
  });

  it('for a list of the saved connections is no screen, no use case and nothing that writes', () => {
    const modules = ['cli.ts', 'main/wiring.ts', 'commands/program.ts', 'commands/connections.ts'];
    const loaded = loadedWith(...modules.map((module) => `source/${module}`));
    expect(loaded).toEqual(expect.arrayContaining(['commands', 'commander', 'storage']));
    const others = ['ui', 'language', 'format', 'app/headless', 'app/session', 'app/doctor', 'ink', 'react'];
    for (const place of [...others, ...writers, ...servers]) expect(loaded).not.toContain(place);
  });

  it('with a part is not all of Node’s modules, nor every pattern of text', () => {
    const parts = Object.keys(outputs).map((file) => readFileSync(join(root, file), 'utf8'));
    expect(parts.length).toBeGreaterThan(10);
    for (const part of parts) {
      expect(part).not.toMatch(/^import .* from ["']node:/m);
      // The tables of a language take longer to load than all the rest.
      expect(part).not.toMatch(/^(?:var|let|const) \w+ = new Intl\./m);
      // As a literal it is compiled when it is first used, as a call when it is made, or each time.
      expect(part).not.toMatch(/new RegExp\("[^"]*\\\\p\{/);
    }
  });

  it('for a list of the saved connections is of Node’s modules none that takes long, and standard input is left alone', async () => {
    const folder = join('.cache', 'start-up-list');
    const { files } = await bundleProgram(folder);
    const entry = pathToFileURL(join(root, folder, files.find((name) => name === 'exterm.js')!)).href;
    const script = `
      let reads = false;
      Object.defineProperty(process, 'stdin', { get: () => (reads = true, { isTTY: false }) });
      const { main } = await import(${JSON.stringify(entry)});
      await main(['connections', 'list']);
      const heavy = ['crypto', 'child_process'].filter((name) => process.moduleLoadList.includes('NativeModule ' + name));
      console.log(JSON.stringify({ heavy, reads }));
    `;
    const settings = mkdtempSync(join(tmpdir(), 'exterm-start-up-'));
    try {
      const env = { ...process.env, EXTERM_CONFIG_DIR: settings };
      const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], { env });
      const lines = stdout.trimEnd().split('\n');
      expect(lines.length).toBeGreaterThan(1);
      expect(JSON.parse(lines.at(-1)!)).toEqual({ heavy: [], reads: false });
    } finally {
      removeFolder(settings);
    }
  });

  it('before the first frame is a dozen files at most, and of Node’s modules none that takes long', async () => {
    const folder = join('.cache', 'start-up-joined');
    const { files } = await bundleProgram(folder);
    const entries = files.filter((name) => /^(?:exterm|part-wiring-\w+|part-screen-\w+)\.js$/.test(name));
    const urls = entries.map((name) => pathToFileURL(join(root, folder, name)).href);
    const script = `
      const loaded = new Set();
      const { registerHooks } = await import('node:module');
      registerHooks({ load: (url, context, next) => (loaded.add(url), next(url, context)) });
      for (const file of ${JSON.stringify(urls)}) await import(file);
      const own = [...loaded].filter((url) => url.startsWith('file:'));
      const slow = ['crypto', 'fs/promises', 'child_process', 'http', 'tls', 'zlib'];
      const heavy = slow.filter((name) => process.moduleLoadList.includes('NativeModule ' + name));
      console.log(JSON.stringify({ count: own.length, heavy }));
    `;
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script]);
    const { count, heavy } = JSON.parse(stdout) as { count: number; heavy: readonly string[] };
    expect(heavy).toEqual([]);
    expect(count).toBeGreaterThan(entries.length);
    expect(count).toBeLessThanOrEqual(12);
  });
});
