import { readFileSync } from 'node:fs';

const megabyte = 1024 * 1024;
const [least, most] = [1, 4096];

/**
 * Bytes that the transcripts of all sessions may take together, from `"transcripts": { "megabytes": 128 }` in the settings
 * file; undefined where it says nothing, or nothing between 1 and 4096.
 */
export function readTranscriptBytes(file: string): number | undefined {
  try {
    const megabytes: unknown = JSON.parse(readFileSync(file, 'utf8'))?.transcripts?.megabytes;
    return typeof megabytes === 'number' && megabytes >= least && megabytes <= most ? megabytes * megabyte : undefined;
  } catch {
    // What is wrong with the file is said where the connections are read from it.
    return undefined;
  }
}
