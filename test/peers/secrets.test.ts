import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Environment, type RemoteCommand, type RemoteEvent, type RemotePort } from '../../source/language/index.ts';
import type { PsValue } from '../../source/objects/index.ts';
import { consoleHost, generateExchangeKeyPair } from '../../source/psrp/index.ts';
import { runIn } from '../language/run/lab.ts';
import { PowerShellServer } from './powershell/server.ts';
import { describeWithPowerShell } from './powershell/suite.ts';

const marker = 'Pä$$wört 😀 "quoted"';

/** The language's way to PowerShell's own server: each pipeline is heard to its end. */
class PeerPort implements RemotePort {
  readonly #server: PowerShellServer;

  constructor(server: PowerShellServer) {
    this.#server = server;
  }

  async seal() {
    const { pool } = this.#server;
    if (!pool.hasSessionKey) {
      pool.offerKey(await generateExchangeKeyPair());
      this.#server.flush();
      await this.#server.until('keyExchanged');
    }
    return (clear: Uint8Array) => pool.encryptSecureString(clear);
  }

  async start(commands: readonly RemoteCommand[], { hasInput }: { readonly hasInput: boolean }) {
    const server = this.#server;
    const pipelineId = randomUUID();
    const pipeline = server.pool.createPipeline({ pipelineId, commands, noInput: !hasInput });
    server.flush();
    let isHeard = false;
    return {
      hasArrived: false,
      arrival: () => new Promise<void>(() => undefined),
      send: (value: PsValue) => {
        pipeline.sendInput(value);
        server.flush();
        return undefined;
      },
      endInput: () => {
        if (hasInput) pipeline.endInput();
        server.flush();
      },
      stop: () => undefined,
      next: async (): Promise<readonly RemoteEvent[] | undefined> => {
        if (isHeard) return undefined;
        isHeard = true;
        const { state, reason } = await server.finished(pipelineId);
        const errors = server.of('error', pipelineId).map(({ error }) => error.message);
        if (state !== 'completed' || errors.length > 0) throw new Error([reason?.message, ...errors].join('\n'));
        return server.of('output', pipelineId).map(({ value }) => ({ kind: 'output', value }) as const);
      },
      ended: Promise.resolve({ state: 'completed' } as const),
    };
  }
}

describeWithPowerShell("the language's secrets on PowerShell's own server", (executable) => {
  let server: PowerShellServer;
  beforeAll(async () => {
    server = new PowerShellServer(executable, {
      poolId: randomUUID(),
      hostInfo: consoleHost({ width: 120, height: 40 }, 'tests'),
    });
    await server.open();
    const pipelineId = randomUUID();
    const script = `
      function global:Show-Password { param([Parameter(ValueFromPipeline)] [securestring] $Password)
        process { [System.Net.NetworkCredential]::new('', $Password).Password } }
      function global:Show-Credential { param([Parameter(ValueFromPipeline)] [pscredential] $Credential)
        process { $Credential.UserName; $Credential.GetNetworkCredential().Password } }
      function global:Get-Back { param([securestring] $Secret) $Secret }
      function global:Show-Within { param($Table, $Object) process {
        foreach ($secret in @($Table.list) + $Object.Secret) { [System.Net.NetworkCredential]::new('', $secret).Password }
        ([pscredential] $Object.Credential).GetNetworkCredential().Password } }`;
    server.pool.createPipeline({ pipelineId, commands: [{ name: script, isScript: true }] });
    server.flush();
    await server.finished(pipelineId);
  });
  afterAll(() => server.close());

  async function output(line: string): Promise<readonly unknown[]> {
    const { interpreter } = new Environment();
    const { output: given, errors } = await runIn(interpreter, line, { remote: new PeerPort(server) });
    expect(errors).toEqual([]);
    return given;
  }

  const secret = `$s = ConvertTo-SecureString '${marker}' -AsPlainText -Force; $c = [pscredential]::new('CONTOSO\\mira', $s);`;

  it('are what they were: an argument of either kind', async () => {
    expect(await output(`${secret} Show-Password -Password $s; Show-Password -Password:$s; Show-Password $s`)).toEqual([
      marker,
      marker,
      marker,
    ]);
    expect(await output(`${secret} Show-Credential -Credential $c`)).toEqual(['CONTOSO\\mira', marker]);
  });

  it('through the pipe, an empty one and a long one too', async () => {
    const long = 'ä'.repeat(5000);
    expect(
      await output(
        `${secret} $s, [securestring]::new(), (ConvertTo-SecureString '${long}' -AsPlainText -Force) | Show-Password`,
      ),
    ).toEqual([marker, '', long]);
    expect(await output(`${secret} $c | Show-Credential`)).toEqual(['CONTOSO\\mira', marker]);
  });

  it('within lists, tables and objects', async () => {
    const line = `${secret} Show-Within -Table @{ list = $s, $s } -Object ([pscustomobject]@{ Secret = $s; Credential = $c })`;
    expect(await output(line)).toEqual([marker, marker, marker, marker]);
  });

  it('and one of the server goes back as it came', async () => {
    expect(await output(`${secret} $back = Get-Back $s; Show-Password $back`)).toEqual([marker]);
  });
});
