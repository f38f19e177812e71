import { execFile, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { powerShellHost } from '../../peers/powershell/build.ts';
import { program } from '../../support/program.ts';
import { removeFolder } from '../../support/remove-folder.ts';

let folder: string;
let environment: Record<string, string>;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'exterm-completion-'));
  const command = join(folder, 'exterm');
  writeFileSync(command, `#!/bin/sh\nexec '${process.execPath}' '${program}' "$@"\n`);
  chmodSync(command, 0o755);
  environment = {
    PATH: `${folder}${delimiter}${process.env['PATH']}`,
    HOME: folder,
    EXTERM_CONFIG_DIR: join(folder, 'settings'),
    TERM: 'dumb',
    LANG: 'C.UTF-8',
  };
  for (const name of ['ex01', 'ex02', 'dr01']) {
    const group = name === 'dr01' ? 'rest' : 'prod';
    execFileSync(command, ['connections', 'add', name, '--sandbox', name, '--group', group], {
      env: environment,
      stdio: 'ignore',
    });
  }
});
afterAll(() => removeFolder(folder));

/** What the program prints for a shell. */
async function script(shell: string): Promise<string> {
  return (await promisify(execFile)(join(folder, 'exterm'), ['completion', shell], { env: environment })).stdout;
}

/** A shell that somebody types into. */
class Typed {
  readonly #child;
  #shown = '';
  #read = 0;

  constructor(command: string) {
    this.#child = spawn('script', ['-qec', command, '/dev/null'], {
      env: environment,
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    this.#child.stdout.setEncoding('utf8').on('data', (text: string) => {
      this.#shown += text;
    });
    const ended = once(this.#child, 'close');
    onTestFinished(async () => {
      this.#child.kill('SIGKILL');
      await ended;
    });
  }

  /** Resolves when that shows behind what was waited for before. */
  async shows(pattern: RegExp): Promise<void> {
    for (;;) {
      const found = pattern.exec(this.#shown.slice(this.#read));
      if (found) {
        this.#read += found.index + found[0].length;
        return;
      }
      await once(this.#child.stdout, 'data');
    }
  }

  type(keys: string): void {
    this.#child.stdin.write(keys);
  }

  /** Types a line up to Tab, waits for what it becomes, and takes it away again. */
  async completes(keys: string, pattern: RegExp): Promise<void> {
    this.type(keys);
    await this.shows(pattern);
    this.type('\x15');
  }
}

const has = (shell: string) => spawnSync(shell, ['-c', 'exit 0'], { stdio: 'ignore' }).status === 0;
/** A suite with that shell; elsewhere a skip that says so. */
const withShell = (shell: string, suite: () => void) =>
  has(shell) ? describe(shell, suite) : describe.skip(`${shell} (skipped: ${shell} is not installed)`, suite);

describe.skipIf(process.platform !== 'linux')('completion in a shell that is typed into:', () => {
  withShell('bash', () => {
    it('completes commands, names behind a comma, values and files, and runs nothing of the line', async () => {
      writeFileSync(join(folder, 'bash'), `${await script('bash')}\nPS1='ready''> '\n`);
      const bash = new Typed(`bash --noprofile --rcfile '${join(folder, 'bash')}' -i`);
      await bash.shows(/ready> /);
      await bash.completes('exterm connections ed\t', /ed.?it /);
      await bash.completes('exterm run ex01,d\t', /ex01,d.?r01 /);
      await bash.completes('exterm run ex01 --output=j\t', /=j.?son /);
      await bash.completes('exterm run @p\t', /@p.?rod /);
      await bash.completes('exterm run ex01,@r\t', /,@r.?est /);
      await bash.completes('exterm run "ex01,d\t', /"ex01,d.?r01" /);
      await bash.completes(`exterm connections add x --ca-file ${folder}/bas\t`, /bas.?h /);
      await bash.completes(`exterm $(touch '${folder}/run') \`touch '${folder}/run'\` connections ed\t`, /ed/);
      await bash.completes('exterm doctor \t\t', /dr01\s+ex01\s+ex02/);
      expect(existsSync(join(folder, 'run'))).toBe(false);
    });
  });

  withShell('zsh', () => {
    it('completes commands, names behind a comma, values and files, and runs nothing of the line', async () => {
      const start = ['autoload -Uz compinit && compinit -u -D', await script('zsh'), "PS1='ready''> '"];
      writeFileSync(join(folder, '.zshrc'), `${start.join('\n')}\n`);
      const zsh = new Typed(`env ZDOTDIR='${folder}' zsh -i`);
      await zsh.shows(/ready> /);
      await zsh.completes('exterm connections ed\t', /ed.*it /);
      await zsh.completes('exterm run ex01,d\t', /ex01,d.*r01 /);
      await zsh.completes('exterm run ex01 --output=j\t', /=j.*son /);
      await zsh.completes('exterm run @p\t', /@p.*rod /);
      await zsh.completes('exterm run "ex01,d\t', /"ex01,d.*r01" /);
      await zsh.completes(`exterm connections add x --ca-file ${folder}/bas\t`, /bas.*h /);
      await zsh.completes(`exterm $(touch '${folder}/run') connections ed\t`, /ed/);
      await zsh.completes('exterm doctor \t\t', /dr01/);
      expect(existsSync(join(folder, 'run'))).toBe(false);
    });
  });

  withShell('fish', () => {
    it('completes commands, names behind a comma, values and files, and runs nothing of the line', async () => {
      writeFileSync(join(folder, 'exterm.fish'), await script('fish'));
      const candidates = async (line: string) => {
        const ask = `source '${join(folder, 'exterm.fish')}'; complete --do-complete -- $argv[1]`;
        const { stdout } = await promisify(execFile)('fish', ['--no-config', '-c', ask, line], { env: environment });
        return stdout.split('\n').slice(0, -1);
      };
      expect(await candidates('exterm connections ed')).toEqual(['edit\tchanges what is given and keeps the rest']);
      expect(await candidates('exterm run ex01,')).toEqual([
        'ex01,ex02\tconnection',
        'ex01,dr01\tconnection',
        'ex01,@prod\tgroup',
        'ex01,@rest\tgroup',
      ]);
      expect(await candidates('exterm run --output ')).toEqual(['table', 'list', 'json', 'csv']);
      expect(await candidates(`exterm connections add x --ca-file ${folder}/exterm.f`)).toEqual([
        `${folder}/exterm.fish`,
      ]);
      await candidates(`exterm (touch '${folder}/run') connections ed`);
      expect(existsSync(join(folder, 'run'))).toBe(false);
    });
  });
});

const powerShell = await powerShellHost();
const missing = 'missing' in powerShell ? powerShell.missing : undefined;

describe.skipIf(missing)(`completion in PowerShell${missing ? ` (skipped: ${missing})` : ''}`, () => {
  it('completes commands, the last of several names, and values, and runs nothing of the line', async () => {
    writeFileSync(join(folder, 'exterm.ps1'), await script('powershell'));
    const executable = 'executable' in powerShell ? powerShell.executable : '';
    const child = execFile(executable, ['-NoLogo', '-NoProfile', '-NoExit', '-Command', '-'], { env: environment });
    let said = '';
    child.stdout!.on('data', (text: string) => {
      said += text;
    });
    const lines = [
      'exterm connections ed',
      'exterm connections show ',
      'exterm run ex01,e',
      'exterm run ex01,',
      'exterm run "ex01,d',
      'exterm run "@p"',
      'exterm run "ex01" --output ',
      'exterm run ex01 --output j',
      `exterm $(touch '${folder}/run') connections ed`,
    ];
    const asked = lines.map((line) => `Ask '${line.replaceAll("'", "''")}'`);
    child.stdin!.end(
      [
        `. ([scriptblock]::Create([System.IO.File]::ReadAllText('${join(folder, 'exterm.ps1')}')))`,
        'function Ask($line) { $found = [System.Management.Automation.CommandCompletion]::CompleteInput($line, $line.Length, $null); "$line=>" + (@($found.CompletionMatches | ForEach-Object { $_.CompletionText }) -join " ") }',
        ...asked,
        '',
      ].join('\n'),
    );
    expect(await once(child, 'close')).toEqual([0, null]);
    const found = said.split('\n').flatMap((line) => (line.includes('=>') ? [line.split('=>')[1]!.trim()] : []));
    expect(found).toEqual([
      'edit',
      'ex01 ex02 dr01',
      'ex02',
      'ex02 dr01 "@prod" "@rest"',
      '"ex01,dr01"',
      '"@prod"',
      'table list json csv',
      'json',
      expect.anything(),
    ]);
    expect(existsSync(join(folder, 'run'))).toBe(false);
  });
});
