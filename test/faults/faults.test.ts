import { afterAll, it } from 'vitest';
import { NativeEngine } from '../../source/engine/native/index.ts';
import { Exterm, password, real } from '../commands/exterm.ts';
import { combinations, sample, titleOf } from './combinations.ts';
import { FaultProxy } from './proxy.ts';
import { changingTimeouts, Endings, isAll, tryFault } from './try-fault.ts';

const chosen = isAll ? combinations : sample(combinations, 37);
const endings = new Endings();

it.each(chosen.map((one) => [titleOf(one), one] as const))('%s', async (_title, combination) => {
  const timeouts = changingTimeouts();
  const native = new NativeEngine({ timeouts, delay: () => Promise.resolve() });
  const exterm = await Exterm.begin({ deps: (deps) => ({ ...deps, engines: { native } }) });
  const proxy = await FaultProxy.start(exterm.sandbox.servers[0]!.url);
  await exterm.deps.settings.save(
    real(exterm.sandbox, 'mail', { url: proxy.url, cmdlets: ['Get-AcceptedDomain', 'Get-Mailbox'] }),
  );
  endings.add(await tryFault({ exterm, proxy, timeouts, password, combination }), proxy.struck);
});

afterAll(() => endings.judge(chosen.length));
