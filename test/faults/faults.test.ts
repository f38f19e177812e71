import { afterAll, expect, it } from 'vitest';
import { NativeEngine } from '../../source/engine/native/index.ts';
import { Exterm, password, real } from '../commands/exterm.ts';
import { combinations, sample, titleOf } from './combinations.ts';
import { FaultProxy } from './proxy.ts';

/** Real time passes only where an answer never comes; these are how long it is waited for. */
const short = { connect: 2000, operation: 500, poll: 500, answerMargin: 100, stop: 200, close: 300, closeGrace: 100 };
const patient = { ...short, operation: 60_000, poll: 60_000, answerMargin: 60_000, close: 60_000 };

const all = process.env['EXTERM_FAULTS'] === 'all';
const chosen = all ? combinations : sample(37);
let unmet = 0;
const endings = new Map<string, number>();

const line = 'Get-AcceptedDomain | Select-Object -First 1 -ExpandProperty Name';

/** What no user should ever read. */
const wordless = /does not know|Something unexpected|undefined|\[object|NaN|\n\s+at |Error:/;

it.each(chosen.map((one) => [titleOf(one), one] as const))('%s', async (_title, { place, fault }) => {
  const timeouts = { ...short };
  const native = new NativeEngine({ timeouts, delay: () => Promise.resolve() });
  const exterm = await Exterm.begin({ deps: (deps) => ({ ...deps, engines: { native } }) });
  const proxy = await FaultProxy.start(exterm.sandbox.servers[0]!.url);
  await exterm.deps.settings.save(
    real(exterm.sandbox, 'mail', { url: proxy.url, cmdlets: ['Get-AcceptedDomain', 'Get-Mailbox'] }),
  );
  const argv = ['run', 'mail', line, '--password-stdin'];

  proxy.plan(place, fault);
  const { code, stdout, stderr } = await exterm.run(argv, password);
  // How many Receives a pipeline takes is the server's choice.
  if (proxy.struck === 0) unmet++;
  endings.set(`exit ${code}`, (endings.get(`exit ${code}`) ?? 0) + 1);

  // It is told what happened, and what to do next, or it was got over.
  if (code === 0) expect({ stdout }).toEqual({ stdout: 'contoso.com\n' });
  else expect(stderr).toMatch(/\S.{20}/);
  expect(`${stdout}${stderr}`).not.toMatch(wordless);

  // What the server still has is in the ledger.
  const { shells, leases } = await exterm.left();
  const known = leases.map(({ shellId }) => shellId.toLowerCase());
  expect(shells.filter((shell) => !known.includes(shell.split(' ')[1]!.toLowerCase()))).toEqual([]);

  // And everything goes on as if nothing had been.
  proxy.heal();
  Object.assign(timeouts, patient);
  expect(await exterm.run(argv, password)).toMatchObject({ code: 0, stdout: 'contoso.com\n' });
});

afterAll(() => {
  expect(unmet, 'places that the session never came to').toBeLessThan(chosen.length / 5);
  if (all) {
    const counts = [...endings].map(([what, count]) => `${what} ${count} times`);
    process.stderr.write(`${chosen.length} faults, each told or got over: ${counts.join(', ')}; ${unmet} never met\n`);
  }
});
