import { spawn, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { interleaved, median, type Part } from './figures.ts';

const ctrlQ = '\x11';
const patience = 20_000;

/**
 * From starting the process to its first frame in a pseudo-terminal, the compile cache warm. The peer is bundled, started
 * and cached as exterm is; both times hold the start of the terminal and of Node, which are measured beside them.
 */
export const firstFramePart: Part = async ({ root, folder }) => {
  if (!hasScript()) {
    return {
      figures: [],
      notes: ['First frame: not measured, there is no `script` of util-linux to give a terminal.'],
    };
  }
  const empty = join(folder, 'empty-ink.mjs');
  const bundle = JSON.stringify(join(root, '.cache', 'bench', 'empty-ink.mjs'));
  writeFileSync(
    empty,
    `import * as nodeModule from 'node:module';\nnodeModule.enableCompileCache?.();\n(await import(${bundle})).main();\n`,
  );
  const nothing = join(folder, 'nothing.mjs');
  writeFileSync(nothing, `process.stdout.write('nothing at all');\n`);
  const env = {
    ...process.env,
    EXTERM_CONFIG_DIR: join(folder, 'settings'),
    NODE_COMPILE_CACHE: join(folder, 'compile-cache'),
    TERM: 'xterm-256color',
  };
  const times = await interleaved(15, 2, {
    exterm: () => firstShown(join(root, 'bin', 'exterm.js'), 'Connections', env),
    empty: () => firstShown(empty, 'an empty Ink app', env),
    node: () => firstShown(nothing, 'nothing at all', env),
  });
  const [exterm, ink, node] = [median(times.exterm), median(times.empty), median(times.node)];
  return {
    figures: [
      {
        name: 'first frame of exterm',
        value: exterm,
        unit: 'ms',
        also: { 'ms of it before any code runs': node },
        peer: { name: 'of an empty Ink app', value: ink },
        goal: { atMost: 1 },
      },
    ],
    notes: [],
  };
};

function hasScript(): boolean {
  return spawnSync('script', ['-qec', 'true', '/dev/null'], { stdio: ['ignore', 'ignore', 'ignore'] }).status === 0;
}

/** Milliseconds until a program in a terminal of its own has written that text. */
function firstShown(file: string, text: string, env: NodeJS.ProcessEnv): Promise<number> {
  return new Promise((resolve, reject) => {
    const command = `stty cols 120 rows 40; exec '${process.execPath}' '${file}'`;
    const start = performance.now();
    const child = spawn('script', ['-qec', command, '/dev/null'], { env, stdio: ['pipe', 'pipe', 'inherit'] });
    const timer = setTimeout(() => child.kill('SIGKILL'), patience);
    let output = '';
    let shown: number | undefined;
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk;
      if (shown !== undefined || !output.includes(text)) return;
      shown = performance.now() - start;
      // It ends as a person would end it, and so leaves its compile cache behind.
      child.stdin.write(ctrlQ);
    });
    child.stdin.on('error', () => {});
    child.on('error', reject);
    child.on('close', () => {
      clearTimeout(timer);
      if (shown === undefined) reject(new Error(`${file} showed no frame: ${output.slice(-300)}`));
      else resolve(shown);
    });
  });
}
