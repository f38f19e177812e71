import type { Lease } from '../../source/domain/index.ts';
import { ledgerText } from '../../source/storage/ledger-file.ts';
import { readReceiveResponse } from '../../source/wsman/index.ts';
import { Exterm, password, real } from '../commands/exterm.ts';
import { FaultProxy } from '../faults/proxy.ts';

/** What went over the wire in a short session, taken apart. */
export interface Corpus {
  readonly envelopes: readonly Uint8Array[];
  readonly requests: readonly Uint8Array[];
  readonly answers: readonly Uint8Array[];
  /** One stream's data of one answer: fragments of PSRP messages. */
  readonly fragments: readonly Uint8Array[];
  /** CLIXML of single messages. */
  readonly documents: readonly Uint8Array[];
  /** The same messages as a local PowerShell frames them. */
  readonly packets: readonly Uint8Array[];
  readonly ledgers: readonly Uint8Array[];
}

const lease: Lease = {
  shellId: 'AAAAAAAA-BBBB-CCCC-DDDD-EEEEEEEEEEEE',
  connection: 'mail',
  engine: 'native',
  url: 'http://ex01.contoso.com/PowerShell/',
  configurationName: 'Microsoft.Exchange',
  authentication: 'Kerberos',
  user: 'mira@contoso.com',
  pid: 4711,
  processStarted: '123456',
  host: 'console',
  opened: 1_700_000_000_000,
  lastActivity: 1_700_000_000_000,
  idleTimeout: 900_000,
};

const fragmentHeader = 21;
const messageHeader = 40;

export async function recordCorpus(): Promise<Corpus> {
  const exterm = await Exterm.begin();
  const proxy = await FaultProxy.start(exterm.sandbox.servers[0]!.url);
  const requests: Buffer[] = [];
  const answers: Buffer[] = [];
  proxy.onExchange = (request, answer) => {
    requests.push(request);
    answers.push(answer);
  };
  await exterm.deps.settings.save(
    real(exterm.sandbox, 'mail', { url: proxy.url, cmdlets: ['Get-AcceptedDomain', 'Get-Mailbox'] }),
  );
  const lines = 'Get-Mailbox -ResultSize 3; Get-Mailbox nobody; Get-AcceptedDomain | Format-List';
  await exterm.run(['run', 'mail', lines, '--password-stdin'], password);
  await exterm.run(['sessions', 'mail', '--password-stdin'], password);
  const fragments = answers.flatMap((answer) => {
    if (!answer.includes('ReceiveResponse')) return [];
    return readReceiveResponse(answer).streams.map(({ data }) => data);
  });
  const documents = fragments.flatMap((data) => {
    const document = Buffer.from(data.subarray(fragmentHeader + messageHeader));
    return document.length > 0 && document.includes('<') ? [document] : [];
  });
  const packets = fragments.map((data) =>
    Buffer.from(
      `<Data Stream='Default' PSGuid='00000000-0000-0000-0000-000000000000'>${Buffer.from(data).toString('base64')}</Data>\n<DataAck PSGuid='00000000-0000-0000-0000-000000000000' />\n`,
    ),
  );
  const ledgers = [Buffer.from(ledgerText([lease]))];
  return { envelopes: [...requests, ...answers], requests, answers, fragments, documents, packets, ledgers };
}
