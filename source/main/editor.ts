import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EditedText, TextEditor } from '../app/deps.ts';
import { markedText } from '../text/marked.ts';

/** Bytes that come back at most; nobody types more. */
const longest = 1024 * 1024;

/**
 * The user's own editor, VISUAL or EDITOR, else notepad on Windows and vi elsewhere, on a file in a folder that is the
 * user's alone. Both are gone when the editor has ended, however it has, and when exterm ends before it. The terminal is
 * the editor's meanwhile.
 */
export function openEditor(environment: NodeJS.ProcessEnv, platform: NodeJS.Platform, place = tmpdir()): TextEditor {
  const editor = [environment['VISUAL'], environment['EDITOR']].find((one) => one?.trim()) ?? usual(platform);
  return async (text) => {
    const folder = mkdtempSync(join(place, 'exterm-edit-'));
    const remove = () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    process.once('exit', remove);
    try {
      const file = join(folder, 'prompt.ps1');
      writeFileSync(file, text === '' ? '' : `${text}\n`, { mode: 0o600, flag: 'wx' });
      const problem = await run(editor, file, environment, platform);
      return problem === undefined ? read(file) : { problem };
    } catch (error) {
      return { problem: `The editor could not be used: ${(error as Error).message}` };
    } finally {
      process.off('exit', remove);
      remove();
    }
  };
}

const usual = (platform: NodeJS.Platform) => (platform === 'win32' ? 'notepad' : 'vi');

/** Gives why nothing is to be taken from the file, or undefined. */
function run(
  editor: string,
  file: string,
  env: NodeJS.ProcessEnv,
  platform: NodeJS.Platform,
): Promise<string | undefined> {
  // As git does: what the variable says is a command line of the shell's, with options and quotes perhaps.
  const [command, args] =
    platform === 'win32' ? [`${editor} "${file}"`, []] : ['/bin/sh', ['-c', `${editor} "$1"`, 'sh', file]];
  return new Promise((resolve) => {
    const child = spawn(command, args, { env, stdio: 'inherit', shell: platform === 'win32' });
    const end = () => child.kill();
    process.once('exit', end);
    const settle = (problem: string | undefined) => {
      process.off('exit', end);
      resolve(problem);
    };
    child.on('error', (error) => settle(`The editor "${editor}" could not be started: ${error.message}`));
    child.on('exit', (code, signal) => {
      if (code === 0) settle(undefined);
      else if (code === 126 || code === 127) {
        settle(`The editor "${editor}" could not be started. VISUAL or EDITOR in the environment name another.`);
      } else settle(`The editor ended with ${signal ?? code}: the prompt is as it was.`);
    });
  });
}

function read(file: string): EditedText {
  const bytes = readFileSync(file);
  if (bytes.length > longest) return { problem: 'What the editor has saved is too long for a prompt: more than 1 MB.' };
  return { text: markedText(bytes).replace(/(?:\r?\n)+$/, '') };
}
