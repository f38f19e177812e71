import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ConnectRequest, type EngineSession, FailureError, Secret } from '../../../source/domain/index.ts';
import { PowerShellEngine } from '../../../source/engine/powershell/index.ts';
import { nobody, runLine } from '../../contract/engine-contract.ts';
import { describeInCi } from '../../support/in-ci.ts';
import { removeFolder } from '../../support/remove-folder.ts';
import { engineOptions, Lab, never } from './support.ts';
import { describeWithPowerShell } from './with-powershell.ts';

describeWithPowerShell('text from outside is data, not script', (executable) => {
  let lab: Lab;
  let folder: string;
  let session: EngineSession;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'inject-'));
    lab = await Lab.start(executable);
    session = await lab.connect();
  });
  afterAll(async () => {
    await session.close(never);
    await lab.sandbox.stop();
    removeFolder(folder);
  });

  const trap = () => join(folder, 'sprung');
  const texts = () => {
    const spring = `[IO.File]::WriteAllText('${trap()}', 'x')`;
    return [
      `$(${spring})`,
      `"; ${spring}; "`,
      `'; ${spring}; '`,
      `\u2019; ${spring}; \u2019`,
      `\`"; ${spring} #`,
      `x\n${spring}\n`,
      `x\r\n\r\n${spring}\r\n`,
      `x\u0000${spring}`,
      `\ud800${spring}\udc00`,
      `x"}\n{"op":"run","id":99,"text":"${Buffer.from(spring, 'utf16le').toString('base64')}"}\n`,
      `x</Data>\n<Close PSGuid='00000000-0000-0000-0000-000000000000' />\n`,
      '-Credential',
    ];
  };

  it('in a connection’s name, which PowerShell gets as it is, in a prefix and in names of types whose formats are wanted', async () => {
    const name = texts().join('|');
    const powershell = { prefix: name, formatTypeNames: texts() };
    const one = await lab.connect({ connection: { ...lab.connection, name, powershell } });
    const { records } = await runLine(one, '[int[]] $Session.Name.ToCharArray() -join "-"');
    const codes = Array.from({ length: name.length }, (_, at) => name.charCodeAt(at));
    expect(records).toEqual([{ stream: 'output', value: codes.join('-') }]);
    const importing = one.importCatalogue({ names: ['Get-Mailbox'], onProgress: () => undefined, signal: never });
    await importing.catch(() => undefined);
    await one.close(never);
    expect(existsSync(trap())).toBe(false);
  });

  const isRefused = (attempt: (text: string) => Partial<ConnectRequest>) => async () => {
    const outcome = await lab.connect(attempt(texts().join('|'))).catch((error: unknown) => error);
    expect(outcome).toBeInstanceOf(FailureError);
    expect(lab.shells).toBe(1);
    expect(existsSync(trap())).toBe(false);
  };

  it(
    'in a configuration, which is refused as what it is',
    isRefused((text) => ({ connection: { ...lab.connection, configurationName: text } })),
  );

  describeInCi('and as well', () => {
    it(
      'in a password, which is refused as what it is',
      isRefused((text) => ({ credential: { ...lab.credential(), password: Secret.fromText(text) } })),
    );

    it(
      'in a user, who is refused as what he is',
      isRefused((text) => ({ credential: { user: text, password: Secret.fromText('x') } })),
    );

    it(
      'in a server, which is refused as what it is',
      isRefused((text) => ({ connection: { ...lab.connection, url: `http://127.0.0.1:9/${text}` } })),
    );
  });

  it('in all of it where PowerShell’s own client gets it', async () => {
    const text = texts().join('|');
    const { connection } = lab;
    const engine = new PowerShellEngine(engineOptions(executable, { transport: 'wsman' }));
    const attempt = engine.connect({
      ...lab.access(),
      connection: { ...connection, configurationName: text },
      credential: { user: text, password: Secret.fromText(text) },
      shellId: randomUUID(),
      onShell: () => Promise.resolve(),
      onStage: () => undefined,
      prompts: nobody,
    });
    expect(await attempt.catch((error: unknown) => error)).toBeInstanceOf(FailureError);
    expect(existsSync(trap())).toBe(false);
  });

  it('in the names of cmdlets to import, and in what is completed', async () => {
    for (const text of texts()) {
      await session
        .importCatalogue({ names: [text], onProgress: () => undefined, signal: never })
        .catch(() => undefined);
      await session.complete(text, text.length, never);
    }
    expect(existsSync(trap())).toBe(false);
  });

  it('in a line, which is the user’s own and arrives to the letter', async () => {
    const odd = 'ä \u2028 \t \ud83d\ude00 \u0001 "quoted" `n $(1) {"op":"x"}';
    const { records } = await runLine(session, `'${odd}'`);
    expect(records).toEqual([{ stream: 'output', value: odd }]);
    for (const text of texts()) {
      const quoted = text.replace(/['\u2018-\u201b]/g, '$&$&');
      const codes = Array.from({ length: text.length }, (_, at) => text.charCodeAt(at));
      const answer = await runLine(session, `[int[]] '${quoted}'.ToCharArray() -join '-'`);
      expect(answer.records).toEqual([{ stream: 'output', value: codes.join('-') }]);
    }
    expect(existsSync(trap())).toBe(false);
  });
});
