import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { EngineKind } from '../../source/domain/index.ts';
import { commandsPart } from './commands.ts';
import { connectPart } from './connect.ts';
import { decodePart } from './decode.ts';
import { echoPart } from './echo.ts';
import { enginesPart } from './engines.ts';
import { exportPart } from './export.ts';
import { fanOutPart } from './fan-out.ts';
import { isMet, milliseconds, type Part, type PartResult } from './figures.ts';
import { firstFramePart } from './first-frame.ts';
import { framesPart } from './frames.ts';
import { gridPart } from './grid.ts';
import { languagePart } from './language.ts';
import { listPart } from './list.ts';
import { memoryPart } from './memory.ts';
import { openedSessions } from './open-sessions.ts';
import { parsePart } from './parse.ts';
import { promptPart } from './prompt.ts';
import { document, table } from './report.ts';

const parts: Readonly<Record<string, Part>> = {
  decode: decodePart,
  parse: parsePart,
  connect: connectPart,
  engines: enginesPart,
  'first-frame': firstFramePart,
  commands: commandsPart,
  frames: framesPart,
  echo: echoPart,
  export: exportPart,
  'fan-out': fanOutPart,
  grid: gridPart,
  language: languagePart,
  list: listPart,
  memory: memoryPart,
  prompt: promptPart,
};

const usage = `npm run bench -- [--json] [--strict] [--part ${Object.keys(parts).join('|')}]…\n`;

/** Each part has a process of its own: no part's garbage or compiled code is another's. */
async function measure(name: string, root: string): Promise<PartResult> {
  const folder = mkdtempSync(join(tmpdir(), 'exterm-bench-'));
  try {
    return await new Promise<PartResult>((resolve, reject) => {
      const child = fork(import.meta.filename, [root, '--measure', name, '--folder', folder], {
        execArgv: ['--expose-gc'],
        // Standard output carries the result only.
        stdio: ['ignore', 2, 2, 'ipc'],
        // NaN stands for what could not be measured, and JSON has none.
        serialization: 'advanced',
      });
      let result: PartResult | undefined;
      child.on('message', (message) => {
        result = message as PartResult;
      });
      child.on('error', reject);
      child.on('exit', (code) =>
        resolve(result ?? { figures: [], notes: [`${name}: nothing was measured, its process ended with ${code}.`] }),
      );
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function runAll(root: string, names: readonly string[], json: boolean, strict: boolean): Promise<void> {
  const results = new Map<string, PartResult>();
  for (const name of names) {
    process.stderr.write(`measuring ${name} … `);
    const time = await milliseconds(async () => results.set(name, await measure(name, root)));
    process.stderr.write(`${Math.round(time / 1000)} s\n`);
  }
  if (!json) process.stdout.write(`${table(results)}\n\n`);
  process.stdout.write(`${JSON.stringify(document(results), undefined, json ? 2 : undefined)}\n`);
  const all = [...results.values()];
  const missed = all.flatMap(({ figures }) => figures).some((figure) => isMet(figure) === false);
  const failed = all.some(({ figures }) => figures.length === 0);
  process.exitCode = failed || (strict && missed) ? 1 : 0;
}

const [root, ...argv] = process.argv.slice(2);
const { values } = parseArgs({
  args: argv,
  options: {
    json: { type: 'boolean', default: false },
    strict: { type: 'boolean', default: false },
    part: { type: 'string', multiple: true, default: [] },
    measure: { type: 'string' },
    sessions: { type: 'string' },
    engine: { type: 'string', default: 'native' },
    folder: { type: 'string', default: '' },
  },
});
if (values.sessions !== undefined) {
  const context = { root: root!, folder: values.folder };
  await openedSessions(Number(values.sessions), context, values.engine as EngineKind);
} else if (values.measure !== undefined) {
  const result = await parts[values.measure]!({ root: root!, folder: values.folder });
  process.send!(result, () => process.exit(0));
} else if (values.part.some((name) => !(name in parts))) {
  process.stderr.write(usage);
  process.exitCode = 2;
} else {
  await runAll(root!, values.part.length > 0 ? values.part : Object.keys(parts), values.json, values.strict);
}
