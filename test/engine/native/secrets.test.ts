import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { type HostPrompts, Secret } from '../../../source/domain/index.ts';
import { LineRun } from '../../../source/engine/native/repl/line-run.ts';
import { LocalPorts } from '../../../source/engine/native/repl/session-ports.ts';
import { Environment } from '../../../source/language/index.ts';
import { SecureState, secureString } from '../../../source/language/types/secure.ts';
import type { PsSecureString, PsValue } from '../../../source/objects/index.ts';
import { decodeCredential, type PipelineCommand } from '../../../source/psrp/index.ts';
import { answering, nobody } from '../../contract/engine-contract.ts';
import { eventually } from '../../support/eventually.ts';
import { SecretSearch } from '../../support/secret-search.ts';
import { lineSurroundings } from './line-surroundings.ts';
import { MemoryShell } from './memory-shell.ts';

const marker = 'Marker-91c4-Päßwort😀';
const search = new SecretSearch(marker);

/** A session on a server in memory that keeps what it is sent: bytes, arguments and input. */
async function labOf(prompts: HostPrompts = nobody) {
  const shell = new MemoryShell();
  const bytes: Uint8Array[] = [];
  const { command, send } = shell;
  shell.command = (id, payload) => {
    bytes.push(payload.slice());
    return command.call(shell, id, payload);
  };
  shell.send = (stream, id, data) => {
    bytes.push(data.slice());
    return send.call(shell, stream, id, data);
  };
  const events: string[] = [];
  const commands: PipelineCommand[] = [];
  const input: PsValue[] = [];
  shell.onEvent = (event, pipeline) => {
    events.push(event.type);
    if (event.type === 'createPipeline') {
      commands.push(...event.request.commands);
      if (event.request.noInput) pipeline?.complete();
    }
    if (event.type === 'input') input.push(event.value);
    if (event.type === 'endOfInput') pipeline?.complete();
  };
  const repl = await lineSurroundings(shell);
  const { environment } = repl;
  const clear = (value: PsValue | undefined) =>
    Buffer.from(shell.server.decryptSecureString(value as PsSecureString)).toString('utf16le');
  return {
    ...{ shell, bytes, events, commands, input, environment, clear },
    argument: (index: number) => commands.at(-1)?.parameters?.[index]?.value,
    start: (text: string) => new LineRun(text, { width: 80, prompts }, repl),
    run: async (text: string, holdsSecret = false) => {
      const line = new LineRun(text, { width: 80, prompts, holdsSecret }, repl);
      const records = (await Array.fromAsync(line.records)).flat();
      return { records, outcome: await line.outcome };
    },
  };
}

describe('a secret of a line', () => {
  it('goes to the server under the session key, which is exchanged once and before the pipeline', async () => {
    const lab = await labOf();
    const given = `(ConvertTo-SecureString '${marker}' -AsPlainText -Force)`;
    expect(await lab.run(`New-Mailbox -Name x -Password ${given}`)).toEqual({
      records: [],
      outcome: { state: 'completed' },
    });
    expect(lab.events).toEqual(['keyExchanged', 'createPipeline']);
    expect(lab.clear(lab.argument(3))).toBe(marker);
    await lab.run(`New-Mailbox -Name y -Password ${given}`);
    expect(lab.events).toEqual(['keyExchanged', 'createPipeline', 'createPipeline']);
    expect(lab.bytes.some((sent) => search.isIn(sent))).toBe(false);
  });

  it('goes through the pipe, while the server’s pipeline runs', async () => {
    const lab = await labOf();
    await lab.run(`1, (ConvertTo-SecureString '${marker}' -AsPlainText -Force) | Set-Thing`);
    expect(lab.events).toEqual(['createPipeline', 'input', 'keyExchanged', 'input', 'endOfInput']);
    expect(lab.clear(lab.input[1])).toBe(marker);
    expect(lab.bytes.some((sent) => search.isIn(sent))).toBe(false);
  });

  it('goes in a credential that was asked for; what was typed is wiped', async () => {
    const typed = Secret.fromText(marker);
    const prompts = answering(() => ({ kind: 'line', text: typed }));
    const lab = await labOf(prompts);
    const { records } = await lab.run("Set-Thing -Credential (Get-Credential 'CONTOSO\\mira')");
    const { userName, password } = decodeCredential(lab.argument(1)!);
    expect([userName, lab.clear(password), typed.isWiped]).toEqual(['CONTOSO\\mira', marker, true]);
    expect(search.isIn(JSON.stringify(records))).toBe(false);
  });

  it('is not sent where the connection is lost over the keys', async () => {
    const lab = await labOf();
    lab.shell.refusals.set('send stdin', () => new Error('The wire is cut.'));
    const { outcome } = await lab.run("Set-Thing (ConvertTo-SecureString 'x' -AsPlainText -Force)");
    expect(outcome).toEqual({ state: 'lost' });
    expect(lab.commands).toEqual([]);
  });

  it('is waited for no longer when the line is stopped, and the session goes on', async () => {
    const lab = await labOf();
    const { send } = lab.shell;
    const sending = Promise.withResolvers<void>();
    const onTheWay = Promise.withResolvers<void>();
    lab.shell.send = async (...given) => {
      sending.resolve();
      await onTheWay.promise;
      return send.apply(lab.shell, given);
    };
    const line = lab.start("Set-Thing (ConvertTo-SecureString 'x' -AsPlainText -Force)");
    const records = Array.fromAsync(line.records);
    await sending.promise;
    line.stop();
    expect([await line.outcome, await records, lab.commands]).toEqual([{ state: 'stopped' }, [], []]);
    onTheWay.resolve();
    await lab.run("Set-Thing (ConvertTo-SecureString 'y' -AsPlainText -Force)");
    expect(lab.clear(lab.argument(0))).toBe('y');
  });

  it('is in no error that quotes its line', async () => {
    const lab = await labOf();
    for (const line of [
      `$s = ConvertTo-SecureString '${marker}' -AsPlainText -Force; $s.Nothing()`,
      `$s = ConvertTo-SecureString '${marker}' -AsPlainText -Force; )`,
    ]) {
      const told = (await lab.run(line, true)).records;
      expect(told).toHaveLength(1);
      expect(search.isIn(JSON.stringify(told))).toBe(false);
      expect(search.isIn(JSON.stringify((await lab.run(line)).records))).toBe(true);
    }
  });

  it('is in no history of lines', () => {
    const { ports, began } = localPorts();
    began('first')();
    began(`$s = ConvertTo-SecureString '${marker}' -AsPlainText -Force`, false)();
    began('second')();
    expect(ports.history!().map(({ line }) => line)).toEqual(['first', 'second']);
  });

  it('is wiped with the session, wherever a variable holds it', async () => {
    const lab = await labOf();
    await lab.run(
      `$a = ConvertTo-SecureString '${marker}' -AsPlainText -Force; $b = [pscredential]::new('x', $a.Copy())
      $c = @{ k = @(, $a.Copy()) }; $d = [pscustomobject]@{ p = $a.Copy(); self = $null }; $d.self = $d`,
    );
    const lengths = async () =>
      (await lab.run('$a.Length; $b.Password.Length; $c.k[0].Length; $d.p.Length')).records.map(
        (record) => record.stream === 'output' && record.value,
      );
    expect(await lengths()).toEqual(Array.from({ length: 4 }, () => marker.length));
    lab.environment.wipeSecrets();
    expect(await lengths()).toEqual([0, 0, 0, 0]);
  });
});

describe('the memory of a secret', () => {
  it('is wiped when it is changed, disposed of, or nobody holds it any more', async () => {
    const bytes = Buffer.from('abc', 'utf16le');
    const state = new SecureState(bytes);
    state.append('d');
    expect([bytes.every((byte) => byte === 0), state.reveal(), state.length]).toEqual([true, 'abcd', 4]);
    const lent = state.use((held) => held);
    state.wipe();
    expect([lent.every((byte) => byte === 0), state.length]).toEqual([true, 0]);
    const left = forgotten();
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    await eventually(() => {
      collect();
      expect(left.every((byte) => byte === 0)).toBe(true);
    });
  });
});

function localPorts() {
  const local = new LocalPorts(new Environment().interpreter.session.semantics);
  return { ports: local.ports, began: (line: string, isKept?: boolean) => local.began(line, isKept) };
}

/** The bytes of a secret that is no more to be reached. */
function forgotten(): Uint8Array {
  return secureString('nobody holds me').state.use((bytes) => bytes);
}
