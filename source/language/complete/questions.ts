import { type CommandInfo, type CommandLookup, findParameter, type ParameterInfo } from '../lookup.ts';

/**
 * What only the server knows of a place: a cmdlet that reads, with parameters that bound what it gives. Its objects are to
 * be noted in the environment; completing once more finds them there.
 */
export interface ServerQuestion {
  readonly command: string;
  readonly parameters: readonly { readonly name: string; readonly value: string }[];
  /** Objects that are enough. */
  readonly most: number;
}

/** Objects that are offered of a kind. */
const mostNames = 200;

/** Kinds of objects whose cmdlet has another noun than the type of the parameter. */
const getters: Readonly<Record<string, string>> = {
  database: 'Get-MailboxDatabase',
  server: 'Get-ExchangeServer',
  mailboxserver: 'Get-MailboxServer',
  generalmailbox: 'Get-Mailbox',
  generalmailboxormailuser: 'Get-Mailbox',
  mailboxormailuser: 'Get-Mailbox',
  generalrecipient: 'Get-Recipient',
  recipientwithaduser: 'Get-Recipient',
  recipientwithadusergroup: 'Get-Recipient',
  deliveryrecipient: 'Get-Recipient',
  moderatorid: 'Get-Recipient',
  securityprincipal: 'Get-User',
  usercontact: 'Get-User',
};

/** What these give is of an object and not the object itself. */
const aspects = /(?:Statistics|Permission|Status|Health|Report|Configuration|State)$/i;

/** These want to know of which object; that a parameter is mandatory, no server says. */
const ofOne = /(?:Statistics|Permission)$/i;

/** The cmdlet whose objects a parameter takes; undefined where it takes something else, or there is none. */
export function getterFor(
  command: CommandInfo,
  { name, typeName = '' }: ParameterInfo,
  commands: CommandLookup,
): string | undefined {
  // PowerShell's proxies of the server's cmdlets take everything as an object: there the parameter's own name has to do.
  const isUntyped = /^(?:|(?:System\.)?Object)$/i.test(typeName);
  const kind = /\.(\w+)IdParameter(?:\[\])?$/.exec(typeName)?.[1] ?? (isUntyped ? name : undefined);
  const isIdentity = name.toLowerCase() === 'identity';
  if (kind === undefined && !isIdentity) return undefined;
  const own = command.name.replace(/^\w+-/, '');
  // Get-MailboxStatistics takes the identity of a mailbox: the noun without its last words.
  const shorter = own.split(/(?=[A-Z][a-z])/).map((_, index, words) => words.slice(0, words.length - index).join(''));
  const candidates = [
    ...(kind === undefined ? [] : [getters[kind.toLowerCase()] ?? `Get-${kind}`]),
    ...(isIdentity ? shorter.map((noun) => `Get-${noun}`) : []),
  ];
  const found = candidates
    .filter((one) => !aspects.test(one))
    .map((one) => commands.find(one))
    .find((info) => info !== undefined);
  return found?.name;
}

/** Asks for objects whose names begin with what was typed, as far as the cmdlet can be asked that. */
export function namesQuestion(getter: string, typed: string, commands: CommandLookup): ServerQuestion | undefined {
  const info = commands.find(getter);
  if (!info) return undefined;
  const plain = typed.replace(/^['"]/, '').replace(/[*?].*$/, '');
  const anr = plain !== '' && findParameter(info.parameters, 'Anr') ? [{ name: 'Anr', value: plain }] : [];
  return { command: info.name, parameters: [...anr, ...sized(info, mostNames)], most: mostNames };
}

/** Asks for one object, to see which properties it has. */
export function propertiesQuestion(command: string, commands: CommandLookup): ServerQuestion | undefined {
  const info = commands.find(command);
  if (!info || !/^Get-/i.test(info.name) || ofOne.test(info.name)) return undefined;
  return { command: info.name, parameters: sized(info, 1), most: 1 };
}

const sized = (info: CommandInfo, most: number) =>
  findParameter(info.parameters, 'ResultSize') ? [{ name: 'ResultSize', value: `${most}` }] : [];
