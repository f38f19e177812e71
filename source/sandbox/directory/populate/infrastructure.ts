import { type Directory, domain } from '../directory.ts';
import { day, hour, minute } from '../quantities.ts';
import type { DatabaseCopy, ExchangeServer } from '../records.ts';

const serverNames = ['ex01', 'ex02', 'dr01', 'ex03', 'ex04', 'ex05', 'ex06', 'ex07', 'ex08'];

/** Servers, their databases with copies on up to three of them, and their certificates. */
export function populateInfrastructure(directory: Directory, servers: number, now: number): void {
  const { random } = directory;
  for (const name of serverNames.slice(0, servers)) {
    const recovery = name.startsWith('dr');
    directory.servers.push({
      name: name.toUpperCase(),
      fqdn: `${name}.${domain}`,
      guid: random.guid(),
      site: `${domain}/Configuration/Sites/${recovery ? 'Praha' : 'Berlin'}`,
      created: now - random.between(200, 1500) * day,
      stoppedServices: recovery ? ['MSExchangeDelivery'] : [],
    });
  }
  const active = directory.servers.filter((server) => !server.name.startsWith('DR'));
  for (let index = 0; index < servers + 1; index += 1) {
    const home = active[index % active.length] ?? directory.servers[0];
    if (!home) continue;
    directory.databases.push({
      name: `DB${String(index + 1).padStart(2, '0')}`,
      guid: random.guid(),
      server: home.name,
      mounted: true,
      created: home.created + day,
      lastFullBackup: now - random.between(4, 40) * hour,
      copies: copiesOf(directory, home),
    });
  }
  for (const server of directory.servers) addCertificates(directory, server, now);
}

function copiesOf(directory: Directory, home: ExchangeServer): DatabaseCopy[] {
  const others = directory.servers.filter((server) => server !== home).slice(0, 2);
  return [home, ...others].map((server, index) => {
    const recovery = server.name.startsWith('DR');
    return {
      server: server.name,
      activationPreference: index + 1,
      copyQueueLength: recovery ? directory.random.between(0, 12) : 0,
      replayQueueLength:
        index === 0 ? 0 : recovery ? directory.random.between(400, 4000) : directory.random.between(0, 3),
      state: 'Healthy',
    };
  });
}

function addCertificates(directory: Directory, server: ExchangeServer, now: number): void {
  const { random } = directory;
  const add = (subject: string, friendlyName: string, services: string[], domains: string[], left: number) =>
    directory.certificates.push({
      server: server.name,
      thumbprint: random.hex(40).toUpperCase(),
      subject,
      issuer: friendlyName === 'Public' ? 'CN=Contoso Issuing CA 2, O=Contoso' : subject,
      domains,
      services,
      notBefore: now - 300 * day,
      notAfter: now + left,
      selfSigned: friendlyName !== 'Public',
      friendlyName,
    });
  const short = server.fqdn.slice(0, server.fqdn.indexOf('.'));
  add(`CN=${short}`, 'Microsoft Exchange', ['IMAP', 'POP', 'SMTP'], [short, server.fqdn], 1400 * day);
  add(
    `CN=mail.${domain}`,
    'Public',
    ['IIS', 'SMTP'],
    [`mail.${domain}`, `autodiscover.${domain}`],
    19 * day + 6 * hour,
  );
  add(
    'CN=Microsoft Exchange Server Auth Certificate',
    'Microsoft Exchange Server Auth Certificate',
    ['SMTP'],
    [],
    900 * day,
  );
  add('CN=WMSvc-SHA2', 'WMSVC', ['None'], ['WMSvc-SHA2'], 2000 * day - 30 * minute);
}
