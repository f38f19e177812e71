import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it, onTestFinished } from 'vitest';
import { ManualClock, startSandbox } from '../../source/sandbox/index.ts';
import { openLedger, openSettings } from '../../source/storage/index.ts';
import { password } from '../commands/exterm.ts';
import { program } from '../support/program.ts';
import { answer, startRawHttpServer } from '../support/raw-http-server.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { connectionTo } from './journey.ts';

function start(folder: string, argv: readonly string[]) {
  const child = spawn(process.execPath, [program, ...argv, '--password-stdin'], {
    env: { ...process.env, EXTERM_CONFIG_DIR: folder },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child.stdin.on('error', () => {}).end(`${password}\n`);
  let said = '';
  child.stdout.on('data', (chunk) => {
    said = `${said}${chunk}`.slice(0, 10_000);
  });
  const ended = once(child, 'close').then(([code]) => ({ code, said }));
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  return { child, ended };
}

it('a session behind a redirection is cleaned up there after a kill, wherever the redirection leads by then', async () => {
  const folder = temporaryFolder();
  const sandbox = await startSandbox(
    { servers: 2, leftOpen: 0, endAfter: 0, mailboxes: 5, testCmdlets: true },
    { clock: new ManualClock() },
  );
  onTestFinished(() => sandbox.stop());
  const [first, second] = sandbox.servers.map(({ url }) => url) as [string, string];
  let target = first;
  const balancer = await startRawHttpServer((_request, socket) => {
    socket.write(answer('', [`Location: ${target}`], '302 Found'));
  });
  onTestFinished(() => balancer.close());
  const redirectHosts = [new URL(first).host, new URL(second).host];
  await openSettings(folder, () => {}).save(
    connectionTo(sandbox, 'ex01', { name: 'mail', url: balancer.url, redirectHosts }),
  );
  const leases = () => openLedger(folder, { notice: () => {}, after: () => () => {} }).list();

  const { child, ended } = start(folder, ['run', 'mail', 'Write-SandboxFlood -Lines 100000000']);
  await Promise.race([once(child.stdout, 'data'), ended.then(({ said }) => Promise.reject(new Error(said)))]);
  child.kill('SIGKILL');
  await ended;
  expect(await leases()).toMatchObject([{ connection: 'mail', url: first, redirectedFrom: balancer.url }]);
  expect(sandbox.shells('ex01')).toHaveLength(1);

  target = second;
  const cleaned = await start(folder, ['clean', 'mail', '--orphans', '--yes']).ended;
  expect(cleaned).toEqual({ code: 0, said: expect.stringMatching(/^mail {2}\S+ {2}removed\n$/) });
  expect([sandbox.shells('ex01'), sandbox.shells('ex02')]).toEqual([[], []]);
  expect(await leases()).toEqual([]);
});
