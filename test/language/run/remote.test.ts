// biome-ignore-all lint/suspicious/noTemplateCurlyInString: PowerShell's own variables.
import { describe, expect, it } from 'vitest';
import { localCommands } from '../../../source/language/commands/index.ts';
import { commandLookup } from '../../../source/language/index.ts';
import { ErrorObject } from '../../../source/language/run/failure.ts';
import type {
  RemoteCommand,
  RemoteEnd,
  RemoteEvent,
  RemotePort,
  RemoteRun,
} from '../../../source/language/run/remote-port.ts';
import {
  entryOf,
  PsNumber,
  type PsObject,
  PsSecureString,
  type PsValue,
  psCredential,
  psObject,
} from '../../../source/objects/index.ts';
import { LanguageLab } from './lab.ts';

const mailboxes = ['Adele', 'Bob', 'Carl'].map((Name, index) => psObject({ Name, Size: index + 1 }));

/** What a server's cmdlets give, by name; with input, what they make of each object. */
type Cmdlet = (input: readonly PsValue[]) => readonly (PsValue | ErrorObject)[];

/** A server in memory: it gives one event at a time. */
class FakeServer implements RemotePort {
  readonly sent: { commands: readonly RemoteCommand[]; input: PsValue[]; isStopped: boolean; given: number }[] = [];
  /** In order: what was started, and that keys were asked for. */
  readonly said: string[] = [];
  readonly #cmdlets: Readonly<Record<string, Cmdlet>>;

  constructor(cmdlets: Readonly<Record<string, Cmdlet>>) {
    this.#cmdlets = cmdlets;
  }

  async start(commands: readonly RemoteCommand[], { hasInput }: { hasInput: boolean }): Promise<RemoteRun> {
    const record = { commands, input: [] as PsValue[], isStopped: false, given: 0 };
    this.sent.push(record);
    this.said.push(commands[0]?.name ?? '');
    const cmdlet = this.#cmdlets[commands[0]?.name.toLowerCase() ?? ''] ?? (() => []);
    const input = Promise.withResolvers<void>();
    let waiting: (PsValue | ErrorObject)[] | undefined;
    let end: RemoteEnd = { state: 'completed' };
    if (!hasInput) input.resolve();
    const next = async (): Promise<readonly RemoteEvent[] | undefined> => {
      await input.promise;
      waiting ??= [...cmdlet(record.input)];
      const one = record.isStopped ? undefined : waiting.shift();
      if (one === undefined) return undefined;
      record.given++;
      if (!(one instanceof ErrorObject)) return [{ kind: 'output', value: one }];
      if (one.id !== 'Ends') return [{ kind: 'error', error: one }];
      end = { state: 'failed', error: one };
      return undefined;
    };
    return {
      next,
      hasArrived: false,
      arrival: () => new Promise<void>(() => undefined),
      get ended() {
        return Promise.resolve(end);
      },
      send: (value) => {
        record.input.push(value);
        return undefined;
      },
      endInput: () => input.resolve(),
      stop: () => {
        record.isStopped = true;
        input.resolve();
      },
    };
  }

  async seal() {
    this.said.push('keys');
    await Promise.resolve();
    return (clear: Uint8Array) => new PsSecureString(Buffer.from(`sealed:${Buffer.from(clear).toString('utf16le')}`));
  }

  /** The commands of each pipeline, with names and values of what was sent. */
  get lines(): readonly unknown[] {
    return this.sent.map(({ commands }) =>
      commands.map(({ name, parameters }) => [name, ...parameters.map((one) => [one.name, one.value])]),
    );
  }
}

const notFound = () => new ErrorObject({ message: 'Not found.', id: 'NotFound', category: 'ObjectNotFound' });

function labWith(cmdlets: Readonly<Record<string, Cmdlet>> = {}) {
  const lab = new LanguageLab(localCommands);
  const server = new FakeServer({ 'get-mailbox': () => mailboxes, ...cmdlets });
  lab.remote = server;
  lab.interpreter.session.commands = commandLookup([
    {
      name: 'Get-Mailbox',
      parameters: [
        { name: 'Identity', isSwitch: false, typeName: 'Microsoft.Exchange.Configuration.Tasks.MailboxIdParameter' },
        { name: 'ResultSize', isSwitch: false },
        { name: 'Archive', isSwitch: true },
        { name: 'Filter', isSwitch: false, typeName: 'System.String' },
      ],
    },
    {
      name: 'Set-Mailbox',
      parameters: [
        { name: 'CustomAttribute1', isSwitch: false, typeName: 'System.String' },
        { name: 'Quota', isSwitch: false, typeName: 'System.Int32' },
      ],
    },
  ]);
  return { lab, server };
}

describe('a pipeline', () => {
  it('give parameters what $PSDefaultParameterValues says, unless the line says something', async () => {
    const { lab, server } = labWith();
    await lab.run(
      "$PSDefaultParameterValues = @{ 'Get-Mail*:ResultSize' = 'Unlimited'; 'Get-Mailbox:Archive' = $true }; Get-Mailbox; Get-Mailbox x -Res 5 -Archive:$false",
    );
    expect(server.lines).toEqual([
      [['Get-Mailbox', ['ResultSize', 'Unlimited'], ['Archive', true]]],
      [['Get-Mailbox', [undefined, 'x'], ['ResultSize', 5], ['Archive', false]]],
    ]);
  });

  it('is one of the server as long as its commands are neighbours, and alternates', async () => {
    const { lab, server } = labWith({ 'set-mailbox': (input) => input });
    const line = 'Get-Mailbox | Get-User | Where-Object Size -gt 1 | Set-Mailbox -Quota 5 | ForEach-Object { $_.Name }';
    expect(await lab.output(line)).toEqual(['Bob', 'Carl']);
    expect(server.lines).toEqual([[['Get-Mailbox'], ['Get-User']], [['Set-Mailbox', ['Quota', 5]]]]);
    expect(server.sent[1]?.input).toEqual(mailboxes.slice(1));
  });

  describe('with secrets', () => {
    const secret = "$s = ConvertTo-SecureString 'x' -AsPlainText -Force; $c = [pscredential]::new('mira', $s);";
    const sealedX = new PsSecureString(Buffer.from('sealed:x'));
    const sealedC = psCredential('mira', sealedX);

    it('exchanges keys once before, and sends them sealed: as arguments', async () => {
      const { lab, server } = labWith();
      await lab.output(`${secret} Set-Mailbox -Quota $s -Credential $c -CustomAttribute1 $s -Unknown:$s $s`);
      expect(server.lines).toEqual([
        [
          [
            'Set-Mailbox',
            ['Quota', sealedX],
            ['-Credential', null],
            [undefined, sealedC],
            ['CustomAttribute1', sealedX],
            ['-Unknown:', sealedX],
            [undefined, sealedX],
          ],
        ],
      ]);
      expect(server.said).toEqual(['keys', 'Set-Mailbox']);
    });

    it('through the pipe, and within other values', async () => {
      const { lab, server } = labWith();
      await lab.output(
        `${secret} 1, $s, $c, @{ a = @($s) }, [pscustomobject]@{ P = $c } | Set-Mailbox; Set-Mailbox @($s, 'y')`,
      );
      const [number, piped, credential, table, object] = server.sent[0]!.input as PsObject[];
      expect([number, piped, credential]).toEqual([1, sealedX, sealedC]);
      expect(entryOf(table!, 'a')).toMatchObject({ collection: { items: [sealedX] } });
      expect(object!.get('P')).toEqual(sealedC);
      expect(server.sent[1]!.commands[0]!.parameters[0]!.value).toMatchObject({
        collection: { items: [sealedX, 'y'] },
      });
      expect(server.said.filter((one) => one === 'keys')).toHaveLength(2);
    });

    it('of the server as they came, without asking for keys again', async () => {
      const theirs = new PsSecureString(Buffer.from('theirs'));
      const { lab, server } = labWith({ 'get-secret': () => [theirs] });
      await lab.output(
        "$t = Get-Secret; Set-Mailbox -Quota $t; [pscredential]::new('a', $t) | Set-Mailbox; Set-Mailbox 5",
      );
      expect(server.sent[1]!.commands[0]!.parameters[0]!.value).toBe(theirs);
      expect(server.sent[2]!.input).toEqual([psCredential('a', theirs)]);
      expect(server.said).toEqual(['Get-Secret', 'Set-Mailbox', 'Set-Mailbox', 'Set-Mailbox']);
    });

    it('but no NetworkCredential, whose password is clear text', async () => {
      const { lab, server } = labWith();
      const { errors } = await lab.run(`${secret} Set-Mailbox -Quota $c.GetNetworkCredential()`);
      expect(errors).toEqual([expect.stringContaining('Give it a PSCredential')]);
      expect(server.sent).toEqual([]);
    });

    it('shows them as the name of their type', async () => {
      const { lab } = labWith();
      expect(await lab.output(`${secret} $s; $c`)).toEqual([
        'System.Security.SecureString',
        'System.Management.Automation.PSCredential',
      ]);
    });
  });

  it('sends nothing to the server where nothing comes through the pipe', async () => {
    const { lab, server } = labWith();
    await lab.output(
      'Get-Mailbox | ? { $false } | Set-Mailbox -Quota 5; $x = Get-Mailbox | ? Name -eq z; $x | Set-Mailbox -Quota 1',
    );
    expect(server.sent.map(({ commands }) => commands[0]?.name)).toEqual(['Get-Mailbox', 'Get-Mailbox']);
  });

  it('stops the server where -First has enough', async () => {
    const { lab, server } = labWith();
    expect(await lab.output('Get-Mailbox | Select-Object -First 1 -ExpandProperty Name')).toEqual(['Adele']);
    expect(server.sent[0]).toMatchObject({ isStopped: true, given: 1 });
  });

  it('keeps nothing found as nothing', async () => {
    const { lab } = labWith({ 'get-none': () => [] });
    expect(await lab.output('$x = Get-None; @($x).Count; $x | % { 1 }; $null -eq $x; "[$x]"')).toEqual([0, true, '[]']);
    expect(await lab.output('$y = Get-Mailbox | ? Name -eq none; @($y).Count; @(Get-None).Count')).toEqual([0, 0]);
  });

  it('runs what stands in brackets and in blocks', async () => {
    const { lab } = labWith({ 'get-user': () => [psObject({ Title: 'CEO' })] });
    expect(await lab.output('(Get-Mailbox).Count; (Get-Mailbox)[0].Name; "$((Get-User).Title)"')).toEqual([
      3,
      'Adele',
      'CEO',
    ]);
    expect(await lab.output('Get-Mailbox | % { "$($_.Name): $((Get-User $_.Name).Title)" } | select -First 1')).toEqual(
      ['Adele: CEO'],
    );
  });
});

describe('a text that is read while another runs', () => {
  it.each([
    'Invoke-Expression inner',
    "& ([scriptblock]::Create('inner'))",
    "Invoke-Expression 'Invoke-Expression inner'",
  ])('may call the functions that are seen from there: %s', async (line) => {
    const { lab, server } = labWith();
    expect(await lab.output(`function outer { function inner { 'in' }; ${line} }; outer`)).toEqual(['in']);
    expect(server.lines).toEqual([]);
  });

  it('and no others', async () => {
    const { lab } = labWith();
    const { errors } = await lab.run("function outer { function inner { 'in' } }; outer; Invoke-Expression inner");
    expect(errors).toEqual(['inner is no cmdlet of this session, and other programs are not run here.']);
  });
});

describe('what is sent', () => {
  it.each<[string, readonly unknown[]]>([
    [
      '$x = "adele"; get-mailbox -Id $x -res Unlimited -Archive more',
      ['get-mailbox', ['Identity', 'adele'], ['ResultSize', 'Unlimited'], ['Archive', true], [undefined, 'more']],
    ],
    ['Get-Mailbox -Archive:$false', ['Get-Mailbox', ['Archive', false]]],
    ['Get-X -Foo 1 -Bar:$true a', ['Get-X', ['-Foo', null], [undefined, 1], ['-Bar:', true], [undefined, 'a']]],
    [
      'Get-X 00123 1GB 0x1F 5 1.5 1.50 30d',
      [
        'Get-X',
        ...['00123', '1GB', '0x1F', 5, new PsNumber('Double', 1.5), '1.50', '30d'].map((one) => [undefined, one]),
      ],
    ],
    ['Set-Mailbox -CustomAttribute1 30d', ['Set-Mailbox', ['CustomAttribute1', '30d']]],
    ['Set-Mailbox -CustomAttribute1 1.5', ['Set-Mailbox', ['CustomAttribute1', '1.5']]],
    ['Set-Mailbox -CustomAttribute1 007', ['Set-Mailbox', ['CustomAttribute1', '007']]],
    ['Set-Mailbox -Quota 1KB', ['Set-Mailbox', ['Quota', 1024]]],
    ['Get-Mailbox 007', ['Get-Mailbox', [undefined, '007']]],
    [
      '$p = @{ Archive = $true; ResultSize = 5 }; Get-Mailbox @p',
      ['Get-Mailbox', ['Archive', true], ['ResultSize', 5]],
    ],
    ['Set-Picture ([byte[]] (1, 2, 255))', ['Set-Picture', [undefined, Uint8Array.of(1, 2, 255)]]],
    ['Get-Mailbox -ErrorAction Stop', ['Get-Mailbox', ['-ErrorAction', null], [undefined, 'Stop']]],
  ])('%s', async (text, expected) => {
    const { lab, server } = labWith();
    await lab.output(text);
    expect((server.lines.at(-1) as unknown[])[0]).toEqual(expected);
  });

  it.each([
    ['$n = "O\'Neil"; Get-Mailbox -Filter {Name -eq $n}', "Name -eq 'O''Neil'"],
    [
      '$u = [pscustomobject]@{ Name = "x" }; Get-Mailbox -Filter {Name -eq $u.Name -and Size -gt 5}',
      "Name -eq 'x' -and Size -gt 5",
    ],
    ["$n = 'x'; Get-Mailbox -Filter {Name -like '$n*'}", "Name -like 'x*'"],
    ['Get-Mailbox -Filter {Hidden -eq $true -and Name -eq $none}', 'Hidden -eq $true -and Name -eq $none'],
  ])('%s has the variables of this side in it', async (text, filter) => {
    const { lab, server } = labWith();
    await lab.output(text);
    const [[[, [, value]]]] = server.lines as [[[string, [string, { text: string }]]]];
    expect(value.text).toBe(filter);
  });
});

describe('errors of the server', () => {
  it('are shown, kept, and passed over', async () => {
    const { lab } = labWith({ 'get-bad': () => [notFound(), 'a'] });
    expect(await lab.run('Get-Bad x; $?; $Error[0].FullyQualifiedErrorId; $?')).toMatchObject({
      output: ['a', false, 'NotFound', true],
      errors: ['Not found.'],
    });
    expect(await lab.run('Get-Bad x -ErrorVariable ev; $ev.Count')).toMatchObject({ output: ['a', 1] });
  });

  it.each([
    ['Get-Bad x -ErrorAction SilentlyContinue; $?; $Error.Count', [false, 1], []],
    ['Get-Bad x -ea 0 -ErrorVariable ev; $ev.Count; $Error.Count', [1, 1], []],
    ['Get-Bad x -ErrorAction Ignore -ErrorVariable ev; $ev.Count; $Error.Count', [1, 0], []],
    ["$ErrorActionPreference = 'Stop'; Get-Bad x -ErrorAction:Continue; 'on'", ['on'], ['Not found.']],
    ["$p = @{ ErrorAction = 'SilentlyContinue' }; Get-Bad x @p; $Error.Count", [1], []],
  ])('%s is heeded by this side', async (text, output, errors) => {
    const { lab, server } = labWith({ 'get-bad': () => [notFound()] });
    expect(await lab.run(text)).toMatchObject({ output, errors });
    expect(JSON.stringify(server.lines)).not.toMatch(/-(?:ErrorA|ea)/);
  });

  it('leave to the server what its own neighbours do', async () => {
    const { lab, server } = labWith({ 'get-bad': () => [notFound()] });
    await lab.run('Get-Bad x -ErrorAction SilentlyContinue | Set-Mailbox -Office y');
    expect(server.lines).toHaveLength(1);
    expect(JSON.stringify(server.lines)).toContain('-ErrorAction');
  });

  it('go to a catch where errors are to stop', async () => {
    const { lab } = labWith({ 'get-bad': () => [notFound(), 'a'] });
    const line = '$ErrorActionPreference = "Stop"; try { Get-Bad x; 1 } catch { "caught $_" }; 2';
    expect(await lab.run(line)).toMatchObject({ output: ['caught Not found.', 2], errors: [] });
  });

  it('that end a pipeline end its statement, or go to its catch', async () => {
    const end = () => new ErrorObject({ message: 'Refused.', id: 'Ends', category: 'PermissionDenied' });
    const { lab } = labWith({ 'get-bad': () => ['a', end()] });
    expect(await lab.run('Get-Bad; 2; $?; $Error.Count')).toMatchObject({
      output: ['a', 2, true, 1],
      errors: ['Refused.'],
      end: { state: 'completed' },
    });
    expect(await lab.run('$Error.Clear(); Get-Bad -ErrorAction SilentlyContinue; $?; $Error.Count')).toMatchObject({
      output: ['a', false, 1],
      errors: [],
    });
    expect(await lab.run('Get-Bad -ErrorAction Stop; 2')).toMatchObject({
      output: ['a'],
      errors: ['Refused.'],
      end: { state: 'failed' },
    });
    expect(await lab.run('try { Get-Bad } catch { $_.CategoryInfo.Category }; 2')).toMatchObject({
      errors: [],
      output: { length: 3 },
    });
  });
});
