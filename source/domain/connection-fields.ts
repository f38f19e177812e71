import {
  authentications,
  type Connection,
  connectionNameProblem,
  engineChoices,
  exchangeConfigurationName,
  exchangeUrl,
  groupProblem,
  type PowerShellSettings,
  serverProblem,
  urlProblem,
} from './connection.ts';
import {
  cmdletNameProblem,
  configurationProblem,
  mostRedirectHosts,
  sandboxServerProblem,
  spnProblem,
  userProblem,
  wholePathProblem,
} from './connection-checks.ts';
import { markFields } from './connection-marks.ts';
import {
  type ConnectionField,
  choiceField,
  type FieldsOf,
  listField,
  minutesField,
  switchField,
  textField,
  textRule,
} from './field-kinds.ts';
import { powerShellFields } from './powershell-fields.ts';
import { redirectHostProblem } from './redirect.ts';

type Direct = Omit<Connection, 'powershell'>;

/** The settings of a connection, in the order in which they are shown: the one table of them. */
export const connectionFields: FieldsOf<Direct> = {
  name: textField(
    { label: 'Name', help: 'what you call it', isRequired: true, form: 'usual', hint: 'such as ex01' },
    connectionNameProblem,
    { type: 'string', minLength: 1, maxLength: 40 },
  ),
  url: textField(
    {
      label: 'Server or URL',
      help: 'the connection URI itself',
      isRequired: true,
      option: '--url <URI>',
      form: 'usual',
      hint: 'such as mailbox01.contoso.com',
      parse: (text) => (text.includes('/') ? text : exchangeUrl(text)),
      show: shortServer,
    },
    (text) => {
      if (text === '') return "The server's full name, or the whole connection URI.";
      if (text.includes('/')) return urlProblem(text);
      return serverProblem(text) && `"${text}" is neither a server's full name nor a URL.`;
    },
  ),
  user: textField(
    {
      label: 'User',
      help: 'user principal name, for instance chris@contoso.com',
      otherwise: 'asked for',
      option: '--user <UPN>',
      form: 'usual',
      hint: 'name@domain; empty: asked for',
      isRealOnly: true,
    },
    userProblem,
  ),
  authentication: choiceField(
    {
      label: 'Authentication',
      help: 'how to sign in',
      initial: 'Kerberos',
      isRequired: true,
      option: '--authentication <scheme>',
      form: 'usual',
      isRealOnly: true,
    },
    authentications,
  ),
  groups: listField(
    {
      label: 'Groups',
      help: 'a group it belongs to, chosen by @<name>; can be given several times',
      otherwise: 'none',
      option: '--group <name>',
      isRepeated: true,
      form: 'usual',
      hint: 'such as prod, by commas; empty: none',
    },
    { most: 20, noun: 'group', problem: groupProblem },
  ),
  engine: choiceField(
    {
      label: 'Engine',
      help: 'what drives the session',
      initial: 'auto',
      isRequired: true,
      option: '--engine <engine>',
      form: 'usual',
    },
    engineChoices,
  ),
  closeAfterIdleMinutes: minutesField(
    {
      label: 'Close when idle',
      help: 'close the session by itself after so many idle minutes',
      otherwise: 'never',
      option: '--close-after-idle <minutes>',
      form: 'usual',
      hint: 'minutes; empty: never',
    },
    10_000,
  ),
  ...markFields,
  allowBasicOverHttp: switchField({
    label: 'Basic over http',
    help: 'send Basic credentials unencrypted to another computer',
    otherwise: 'no',
    option: '--allow-basic-over-http',
    takenBack: 'take that permission back',
    form: 'usual',
    isRealOnly: true,
  }),
  cmdlets: listField(
    {
      label: 'Cmdlets',
      help: 'import only these cmdlets: names or wildcards, separated by commas',
      otherwise: 'all that your roles grant',
      option: '--cmdlets <names>',
      form: 'special',
      hint: 'names, * and ?, by commas; empty: all',
    },
    { most: 1000, noun: 'cmdlet', problem: cmdletNameProblem },
  ),
  servicePrincipalName: textField(
    {
      label: 'Service name',
      help: 'Kerberos name of the service',
      otherwise: "HTTP/<the URL's host>",
      option: '--spn <name>',
      form: 'special',
      hint: "HTTP/<host>; empty: the server's own",
      isRealOnly: true,
    },
    spnProblem,
  ),
  delegate: switchField({
    label: 'Delegation',
    help: 'hand the Kerberos ticket on, so that the server can act as you elsewhere (native engine)',
    otherwise: 'no',
    option: '--delegate',
    takenBack: 'keep the Kerberos ticket to yourself again',
    form: 'special',
    isRealOnly: true,
  }),
  allowNtlm: switchField({
    label: 'NTLM',
    help: 'let Negotiate fall back to NTLM, by which the server cannot prove who it is (Windows, native engine)',
    otherwise: 'no',
    option: '--allow-ntlm',
    takenBack: 'insist on Kerberos again',
    form: 'special',
    isRealOnly: true,
  }),
  redirectHosts: listField(
    {
      label: 'May redirect to',
      help: 'a host that the server may send the connection on to, with the credentials; can be given several times',
      otherwise: 'none',
      option: '--redirect-host <host>',
      isRepeated: true,
      form: 'special',
      hint: 'hosts, by commas; empty: none',
      isRealOnly: true,
    },
    { most: mostRedirectHosts, noun: 'host', problem: redirectHostProblem, read: (host) => host.toLowerCase() },
  ),
  caFile: textField(
    {
      label: 'CA file',
      help: 'PEM file of further authorities to trust for https',
      otherwise: 'those of the system',
      option: '--ca-file <file>',
      form: 'special',
      hint: 'path of a PEM file, for https',
      isRealOnly: true,
    },
    wholePathProblem,
  ),
  configurationName: textField(
    {
      label: 'Configuration',
      help: 'configuration name',
      initial: exchangeConfigurationName,
      isRequired: true,
      option: '--configuration <name>',
    },
    configurationProblem,
    { ...textRule, minLength: 1 },
  ),
  sandboxServer: textField(
    {
      label: 'Sandbox server',
      help: 'a server of the sandbox: ex01, ex02, dr01',
      option: '--sandbox <server>',
      parse: (text) => text.toLowerCase(),
    },
    sandboxServerProblem,
  ),
};

export type FieldName = keyof Direct | keyof PowerShellSettings;

/** All of them by their names, none of which stands in both tables. */
export const allFields = Object.entries({ ...connectionFields, ...powerShellFields }) as readonly (readonly [
  FieldName,
  ConnectionField,
])[];

/** A bare server name where the URL is the one that it stands for. */
function shortServer(url: string): string {
  const host = URL.canParse(url) ? new URL(url).host : url;
  return exchangeUrl(host) === url && serverProblem(host) === undefined ? host : url;
}
