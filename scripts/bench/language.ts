import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { parse } from '../../source/language/index.ts';
import { type Figure, interleaved, median, type Part, type PartContext } from './figures.ts';
import { LanguageLines } from './language-lines.ts';
import { longScript } from './parse.ts';
import { wholePowerShell } from './powershell.ts';
import { type LineTaken, PowerShellPrompt } from './powershell-prompt.ts';

const [rounds, warmUp] = [7, 5];
const thousands = (count: number) => count.toLocaleString('en-US');
const [additions, objects, calls] = [1_000_000, 100_000, 20_000];

/** Both run it before anything is measured. */
const setUp = `$objects = foreach ($n in 1..${objects}) { [pscustomobject]@{ A = $n * 7919 % 1000; B = "x$($n * 7919 % ${objects})" } }`;
const addition = `$sum = 0; foreach ($n in 1..${additions}) { $sum += $n }; $sum`;
const over = `over ${thousands(objects)} objects`;

/** Each gives a text that shows whether both did the same. */
const lines: Readonly<Record<string, string>> = {
  [`foreach with ${thousands(additions)} additions, at the prompt`]: addition,
  [`foreach with ${thousands(additions)} additions, in a script block`]: `& { ${addition} }`,
  [`ForEach-Object { $_.A + 1 } ${over}`]: '$r = $objects | ForEach-Object { $_.A + 1 }; "$($r.Count) $($r[-1])"',
  [`Where-Object { $_.A -eq 1 -and $_.B -like 'x*' } ${over}`]:
    '$r = $objects | Where-Object { $_.A -eq 1 -and $_.B -like \'x*\' }; "$($r.Count) $($r[-1].B)"',
  [`Sort-Object by a number ${over}`]: '$r = $objects | Sort-Object A; "$($r.Count) $($r[0].A) $($r[-1].A)"',
  [`Sort-Object by a text ${over}`]: '$r = $objects | Sort-Object B; "$($r[0].B) $($r[-1].B)"',
  [`Group-Object ${over}`]: '$r = $objects | Group-Object A; "$($r.Count) $($r[-1].Name) $($r[-1].Count)"',
  [`${thousands(calls)} function calls`]: `function Add-One($n) { $n + 1 }; $sum = 0; foreach ($n in 1..${calls}) { $sum = Add-One $sum }; $sum`,
};

interface Compared {
  readonly ours: () => Promise<LineTaken>;
  readonly theirs: string;
}

/** The language of the native REPL: lines beside the same ones in PowerShell, and what Ctrl+C takes. */
export const languagePart: Part = async (context) => {
  const found = await wholePowerShell(context);
  const session = new LanguageLines();
  const prompt = 'missing' in found ? undefined : new PowerShellPrompt(found.executable, context);
  const figures: Figure[] = [];
  try {
    await session.run(setUp);
    await prompt?.run(setUp);
    for (const [name, line] of Object.entries(lines)) {
      figures.push(await compared(name, { ours: () => session.run(line), theirs: line }, prompt));
    }
    figures.push(await compared(...parsing(context), prompt));
  } finally {
    await prompt?.close();
  }
  figures.push(await stopped('while ($true) {}', session));
  figures.push(await stopped('1..10000000 | ForEach-Object { $_ + 1 } | Where-Object { $_ -lt 0 }', session));
  return { figures, notes: 'missing' in found ? [`No whole PowerShell to compare with: ${found.missing}`] : [] };
};

async function compared(name: string, { ours, theirs }: Compared, prompt: PowerShellPrompt | undefined) {
  const values = new Set<string>();
  const work = async ({ work, value }: LineTaken) => {
    values.add(value);
    return work;
  };
  // No collection is forced before a round: V8 then throws away compiled code, which no line at a prompt has to make anew.
  const times = await interleaved(rounds, warmUp, {
    ours: async () => work(await ours()),
    powerShell: async () => (prompt ? work(await prompt.run(theirs)) : Number.NaN),
  });
  if (values.size > 1) throw new Error(`${name}: they differ, ${[...values].join(' and ')}.`);
  return {
    name,
    value: median(times.ours),
    unit: 'ms of processor',
    peer: { name: 'PowerShell', value: median(times.powerShell) },
    goal: { atMost: 1 },
  };
}

function parsing({ folder }: PartContext): [string, Compared] {
  const { text, name } = longScript();
  const file = join(folder, 'long.ps1');
  writeFileSync(file, text);
  const ours = async () => {
    const before = process.cpuUsage();
    const { errors } = parse(text);
    const { user, system } = process.cpuUsage(before);
    return { work: (user + system) / 1000, value: `${errors.length}` };
  };
  const theirs = `$text ??= [IO.File]::ReadAllText('${file.replaceAll("'", "''")}'); $errors = $null; $null = [Management.Automation.Language.Parser]::ParseInput($text, [ref]$null, [ref]$errors); $errors.Count`;
  return [name, { ours, theirs }];
}

/** From another thread, as a key's bytes come: it waits until the loop looks. */
const interrupter = `const { parentPort } = require('node:worker_threads');
parentPort.on('message', (wait) => setTimeout(() => parentPort.postMessage(performance.timeOrigin + performance.now()), wait));`;

/** From Ctrl+C at several moments of a line until it has ended. */
async function stopped(line: string, session: LanguageLines): Promise<Figure> {
  const worker = new Worker(interrupter, { eval: true });
  const times: number[] = [];
  try {
    for (let round = 1; round <= rounds; round++) {
      const stop = new AbortController();
      const sent = new Promise<number>((resolve) => {
        worker.once('message', (at: number) => {
          resolve(at);
          stop.abort();
        });
      });
      worker.postMessage(round * 100);
      await session.run(line, 'stopped', stop.signal);
      times.push(performance.timeOrigin + performance.now() - (await sent));
    }
  } finally {
    await worker.terminate();
  }
  return {
    name: `Ctrl+C in ${line}, until it has ended`,
    value: median(times),
    unit: 'ms',
    also: { 'ms at most': Math.max(...times) },
    limit: 100,
  };
}
