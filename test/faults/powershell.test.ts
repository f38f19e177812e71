import { afterAll, it } from 'vitest';
import { PowerShellEngine } from '../../source/engine/powershell/index.ts';
import { Exterm, password, real } from '../commands/exterm.ts';
import { engineOptions } from '../engine/powershell/support.ts';
import { describeWithPowerShell } from '../engine/powershell/with-powershell.ts';
import { describeInCi } from '../support/in-ci.ts';
import { type Combination, combinations, sample, titleOf } from './combinations.ts';
import { FaultProxy } from './proxy.ts';
import { changingTimeouts, Endings, isAll, tryFault } from './try-fault.ts';

/** Each is two PowerShells of its own: a part of them stands for all, in numbers that meet every fault and every place. */
const chosen = sample(combinations, isAll ? 97 : 7);
/** What strikes while a session opens, while it works and at its end. */
const first = chosen.filter((_, index) => isAll || index % 3 === 0);
const endings = new Endings();

/** What strikes exterm's bridge is told by PowerShell, and nothing of it stays open either. */
describeWithPowerShell('with the PowerShell engine, over the bridge', (executable) => {
  let tried = 0;
  afterAll(() => endings.judge(tried));

  const isGotOver = async (_title: string, combination: Combination) => {
    tried++;
    const timeouts = Object.assign(changingTimeouts(), { operation: 3000, poll: 3000 });
    const wsman = { timeouts, delay: () => Promise.resolve() };
    const powershell = new PowerShellEngine(engineOptions(executable, { wsman }));
    const exterm = await Exterm.begin({
      deps: (deps) => ({ ...deps, engines: { powershell }, defaultEngine: 'powershell' }),
    });
    const proxy = await FaultProxy.start(exterm.sandbox.servers[0]!.url);
    const settings = { url: proxy.url, engine: 'powershell', cmdlets: ['Get-AcceptedDomain', 'Get-Mailbox'] } as const;
    await exterm.deps.settings.save(real(exterm.sandbox, 'mail', settings));
    endings.add(await tryFault({ exterm, proxy, timeouts, password, combination }), proxy.struck);
  };
  const titled = (some: readonly Combination[]) => some.map((one) => [titleOf(one), one] as const);
  it.each(titled(first))('%s', isGotOver);
  if (isAll) return;
  describeInCi('some more', () => {
    it.each(titled(chosen.filter((one) => !first.includes(one))))('%s', isGotOver);
  });
});
