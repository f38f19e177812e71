import { readFileSync } from 'node:fs';

const megabyte = 1024 * 1024;

/**
 * Bytes that the transcripts of all sessions may take together, from `"transcripts": { "megabytes": 128 }` in the settings
 * file; undefined where it says nothing, or nothing between 1 and 4096.
 */
export function readTranscriptBytes(file: string): number | undefined {
  const megabytes = readNumber(file, 'transcripts', 'megabytes', [1, 4096]);
  return megabytes === undefined ? undefined : megabytes * megabyte;
}

/**
 * How many servers of a group connect, or run a line, at the same time, from `"groups": { "atOnce": 16 }`; undefined where
 * it says nothing, or no whole number between 1 and 999.
 */
export function readAtOnce(file: string): number | undefined {
  const atOnce = readNumber(file, 'groups', 'atOnce', [1, 999]);
  return Number.isInteger(atOnce) ? atOnce : undefined;
}

function readNumber(
  file: string,
  section: string,
  name: string,
  [least, most]: readonly [number, number],
): number | undefined {
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'))?.[section]?.[name];
    return typeof value === 'number' && value >= least && value <= most ? value : undefined;
  } catch {
    // What is wrong with the file is said where the connections are read from it.
    return undefined;
  }
}
