import { settleMove } from './moves.ts';
import type { Random } from './random.ts';
import type {
  AuditEntry,
  Certificate,
  ComponentRequest,
  Database,
  ExchangeServer,
  MoveRequest,
  Queue,
  Recipient,
  TrackingEvent,
  TransportRule,
} from './records.ts';

export const domain = 'contoso.com';
export const netbiosDomain = 'CONTOSO';
export const acceptedDomains = [domain, 'fabrikam.com', 'contoso.de'] as const;

/** The organisation's data. Whatever changes it goes through its cmdlets; maps keep the order in which things were made. */
export class Directory {
  readonly random: Random;
  readonly recipients = new Map<string, Recipient>();
  readonly servers: ExchangeServer[] = [];
  readonly databases: Database[] = [];
  readonly queues: Queue[] = [];
  readonly tracking: TrackingEvent[] = [];
  readonly certificates: Certificate[] = [];
  /** By the GUID of the mailbox that moves. */
  readonly moves = new Map<string, MoveRequest>();
  /** In the order in which they are applied. */
  readonly transportRules: TransportRule[] = [];
  /** By `EX01\\HubTransport`, in the order in which they were asked for. */
  readonly components = new Map<string, ComponentRequest[]>();
  /** The oldest first. */
  readonly audit: AuditEntry[] = [];

  constructor(random: Random) {
    this.random = random;
  }

  /** Brings what time alone changes up to date: moves that have completed by now. */
  settle(now: number): void {
    for (const move of this.moves.values()) settleMove(this, move, now);
  }

  recipient(guid: string): Recipient | undefined {
    return this.recipients.get(guid);
  }

  database(name: string): Database | undefined {
    return this.databases.find((database) => database.name === name);
  }

  /** The server where a mailbox's database is mounted; empty where that cannot be told. */
  serverOf(recipient: Recipient): string {
    return this.database(recipient.mailbox?.database ?? '')?.server ?? '';
  }
}

/** `contoso.com/Users/Berlin/Adele Vance`, a slash within the name escaped. */
export function canonicalName(recipient: Pick<Recipient, 'organizationalUnit' | 'name'>): string {
  return `${recipient.organizationalUnit}/${recipient.name.replaceAll('/', '\\/')}`;
}

/** `CN=Adele Vance,OU=Berlin,CN=Users,DC=contoso,DC=com`; characters that RFC 4514 names are escaped. */
export function distinguishedName(recipient: Pick<Recipient, 'organizationalUnit' | 'name'>): string {
  const [root = '', ...units] = recipient.organizationalUnit.split('/');
  const parts = units.map((unit) => `${unit === 'Users' ? 'CN' : 'OU'}=${escapeDn(unit)}`).reverse();
  const components = root.split('.').map((label) => `DC=${label}`);
  return [`CN=${escapeDn(recipient.name)}`, ...parts, ...components].join(',');
}

function escapeDn(text: string): string {
  return text.replace(/[,+"\\<>;=]|^[ #]| $/g, (character) => `\\${character}`);
}
