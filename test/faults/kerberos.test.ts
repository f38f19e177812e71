import { afterAll, beforeAll, it } from 'vitest';
import { NativeEngine } from '../../source/engine/native/index.ts';
import { Exterm, real } from '../commands/exterm.ts';
import { realmUser, serviceHost } from '../peers/kdc/kdc.ts';
import { describeKerberos } from '../peers/kerberos/lab.ts';
import { kerberosOnly, Organisation } from '../peers/kerberos/organisation.ts';
import { sample, sealedCombinations, titleOf } from './combinations.ts';
import { FaultProxy } from './proxy.ts';
import { changingTimeouts, Endings, isAll, tryFault } from './try-fault.ts';

const chosen = isAll ? sealedCombinations : sample(sealedCombinations, 13);
const endings = new Endings();

/** What is spoiled on the way is sealed: neither side may take it for what the other said. */
describeKerberos('over Kerberos', () => {
  let organisation: Organisation;
  beforeAll(async () => {
    organisation = await Organisation.start();
  });
  afterAll(async () => {
    await organisation?.stop();
    endings.judge(chosen.length);
  });

  it.each(chosen.map((one) => [titleOf(one), one] as const))('%s', async (_title, combination) => {
    const timeouts = changingTimeouts();
    const native = new NativeEngine({ timeouts, schemeFor: kerberosOnly, delay: () => Promise.resolve() });
    const exterm = await Exterm.begin({
      reached: organisation.sandbox,
      deps: (deps) => ({ ...deps, engines: { native } }),
    });
    const proxy = await FaultProxy.start(`http://127.0.0.1:${organisation.acceptor.port}/PowerShell/`);
    await exterm.deps.settings.save(
      real(exterm.sandbox, 'mail', {
        url: proxy.url,
        authentication: 'Kerberos',
        user: realmUser.user,
        servicePrincipalName: `HTTP/${serviceHost}`,
        cmdlets: ['Get-AcceptedDomain', 'Get-Mailbox'],
      }),
    );
    const { password } = realmUser;
    endings.add(await tryFault({ exterm, proxy, timeouts, password, combination }), proxy.struck);
  });
});
