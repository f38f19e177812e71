import { createWriteStream, readFileSync } from 'node:fs';
import { devNull } from 'node:os';
import { PassThrough } from 'node:stream';
import { createHeadless } from '../../source/app/headless/create-headless.ts';
import { takeInTurns } from '../../source/async/budget.ts';
import { keepHeapSmall } from '../../source/async/heap.ts';
import { createRunOutput, type OutputFormat } from '../../source/commands/run-output.ts';
import { StatusLine } from '../../source/commands/status-line.ts';
import type { PipelineRecord } from '../../source/domain/index.ts';
import { NativeEngine } from '../../source/engine/native/index.ts';
import { ClixmlDecoder } from '../../source/psrp/clixml/index.ts';
import type { Taken } from './export.ts';

const lineFeed = 10;

/** What `exterm run` has loaded when records come. */
export const loaded = [NativeEngine, createHeadless];

/** Writes so many of a file's documents, over and over, says what it took, and ends. */
async function exportDocuments(file: string, format: OutputFormat, count: number): Promise<void> {
  keepHeapSmall();
  const documents = linesOf(readFileSync(file));
  const output = createRunOutput(
    {
      stdin: new PassThrough(),
      stdout: createWriteStream(devNull),
      stderr: process.stderr,
      env: {},
      signal: new AbortController().signal,
      interrupt: () => {},
    },
    format,
    ['ex01'],
    new StatusLine({ stderr: process.stderr, env: process.env }),
  );
  const decoder = new ClixmlDecoder();
  const before = process.cpuUsage();
  let done = 0;
  // As a pipeline of the native engine decodes an answer.
  await takeInTurns(
    (): PipelineRecord | undefined =>
      done === count ? undefined : { stream: 'output', value: decoder.decode(documents[done++ % documents.length]!) },
    (records) => output.records('ex01', records),
  );
  await output.end();
  const { user, system } = process.cpuUsage(before);
  const taken: Taken = { time: (user + system) / 1000, memory: process.resourceUsage().maxRSS * 1024 };
  process.send!(taken, () => process.exit(0));
}

function linesOf(bytes: Buffer): readonly Buffer[] {
  const lines: Buffer[] = [];
  for (let start = 0, end = 0; start < bytes.length; start = end + 1) {
    end = bytes.indexOf(lineFeed, start);
    lines.push(bytes.subarray(start, end));
  }
  return lines;
}

const [file, format, count] = process.argv.slice(2);
await exportDocuments(file!, format as OutputFormat, Number(count));
