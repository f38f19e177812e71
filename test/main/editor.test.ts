import { mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { openEditor } from '../../source/main/editor.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

let folder: string;
let place: string;
beforeEach(() => {
  folder = temporaryFolder();
  place = mkdtempSync(join(folder, 'place-'));
});

/** An editor that runs this code with `file`, and notes what it was called with. */
function editor(code: string, options = ''): NodeJS.ProcessEnv {
  const script = join(folder, 'ed it.mjs');
  const seen = JSON.stringify(join(folder, 'seen'));
  writeFileSync(
    script,
    `import fs from 'node:fs'; const file = process.argv.at(-1); fs.writeFileSync(${seen}, JSON.stringify([process.argv.slice(2), fs.readFileSync(file, 'utf8')])); ${code}`,
  );
  return { ...process.env, VISUAL: '', EDITOR: `'${process.execPath}' '${script}' ${options}` };
}
const seen = () => JSON.parse(readFileSync(join(folder, 'seen'), 'utf8')) as [string[], string];

describe.skipIf(process.platform === 'win32')('the editor', () => {
  it('gets the text in a private file, with its own options, and what it saves comes back', async () => {
    const edit = openEditor(
      editor("fs.writeFileSync(file, 'Get-Queue |\\r\\n  Select Name\\r\\n\\n')", '-w'),
      'linux',
      place,
    );
    expect(await edit('Get-Mailbox |\n  Select Name')).toEqual({ text: 'Get-Queue |\r\n  Select Name' });
    const [args, text] = seen();
    expect(text).toBe('Get-Mailbox |\n  Select Name\n');
    expect(args).toEqual(['-w', expect.stringMatching(/exterm-edit-\w+\/prompt\.ps1$/)]);
    expect(readdirSync(place)).toEqual([]);
  });

  it('has a file that nobody else can read', async () => {
    const modes = join(folder, 'modes');
    const note = `fs.writeFileSync(${JSON.stringify(modes)}, [file, file + '/..'].map((one) => (fs.statSync(one).mode & 0o777).toString(8)).join())`;
    await openEditor(editor(note.replace("file + '/..'", "file.replace(/\\/[^/]*$/, '')")), 'linux', place)('x');
    expect(readFileSync(modes, 'utf8')).toBe('600,700');
    expect(statSync(place).isDirectory()).toBe(true);
  });

  it.each([
    ['process.exit(3)', 'The editor ended with 3: the prompt is as it was.'],
    ["process.kill(process.pid, 'SIGKILL')", 'The editor ended with'],
    ['fs.rmSync(file)', 'The editor could not be used'],
    ["fs.writeFileSync(file, 'x'.repeat(1100000))", 'too long for a prompt'],
  ])('that does %s gives nothing, and leaves nothing behind', async (code, said) => {
    expect(await openEditor(editor(code), 'linux', place)('secret-ish')).toEqual({
      problem: expect.stringContaining(said),
    });
    expect(readdirSync(place)).toEqual([]);
  });

  it('that is not there is told of, and VISUAL goes before EDITOR', async () => {
    const env = { ...editor(''), VISUAL: 'no-such-editor-here 2>/dev/null' };
    expect(await openEditor(env, 'linux', place)('x')).toEqual({
      problem: expect.stringContaining('VISUAL or EDITOR in the environment name another'),
    });
    expect(readdirSync(place)).toEqual([]);
  });

  it.each(['', '.swap16()'])('may write another encoding, as notepad does: UTF-16%s', async (order) => {
    const code = `fs.writeFileSync(file, Buffer.from('\\ufeffGet-Ü', 'utf16le')${order})`;
    expect(await openEditor(editor(code), 'linux', place)('x')).toEqual({ text: 'Get-Ü' });
  });
});
