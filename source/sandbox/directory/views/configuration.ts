import { type PsObject, type PsValue, psEnum } from '../../../objects/index.ts';
import { roleGroups } from '../../cmdlets/types.ts';
import { acceptedDomains, type Directory, domain } from '../directory.ts';
import { exchangeObject, texts } from '../exchange-object.ts';
import { duration, megabyte, minute, quota } from '../quantities.ts';
import { exchangeVersion, serverVersion } from './common.ts';

const system = 'Microsoft.Exchange.Data.Directory.SystemConfiguration.';

export function configurationObject(typeName: string, identity: string, record: Record<string, PsValue>): PsObject {
  const named = { Name: identity, Identity: identity, ...record, ExchangeVersion: exchangeVersion, IsValid: true };
  return exchangeObject(typeName, 'configuration', named, identity);
}

export function acceptedDomainViews(): PsObject[] {
  return acceptedDomains.map((name, index) =>
    configurationObject(`${system}AcceptedDomain`, name, {
      DomainName: name,
      DomainType: psEnum(
        `${system}AcceptedDomainType`,
        index === 1 ? 'InternalRelay' : 'Authoritative',
        index === 1 ? 2 : 0,
      ),
      Default: index === 0,
      MatchSubDomains: false,
      AddressBookEnabled: true,
      AuthenticationType: null,
    }),
  );
}

export function sendConnectorViews(directory: Directory): PsObject[] {
  const sources = directory.servers.map((server) => server.name);
  const connector = (name: string, spaces: string[], hosts: string[]) =>
    configurationObject(`${system}SmtpSendConnectorConfig`, name, {
      AddressSpaces: texts(spaces),
      SmartHosts: texts(hosts),
      SmartHostsString: hosts.join(','),
      DNSRoutingEnabled: hosts.length === 0,
      Enabled: true,
      Fqdn: `mail.${domain}`,
      MaxMessageSize: quota(35n * megabyte),
      Port: 25,
      ProtocolLoggingLevel: 'Verbose',
      RequireTLS: false,
      SmartHostAuthMechanism: 'None',
      SourceTransportServers: texts(sources),
      HomeMtaServerId: sources[0] ?? null,
      FrontendProxyEnabled: false,
      IsScopedConnector: false,
      Comment: null,
    });
  return [
    connector('Internet', ['smtp:*;1'], []),
    connector('To Fabrikam', ['smtp:fabrikam.com;1'], ['[10.20.30.40]']),
  ];
}

export function receiveConnectorViews(directory: Directory): PsObject[] {
  const kinds = [
    ['Default', 2525, 'HubTransport', 'ExchangeUsers, ExchangeServers, ExchangeLegacyServers'],
    ['Client Proxy', 465, 'HubTransport', 'ExchangeUsers, ExchangeServers'],
    ['Default Frontend', 25, 'FrontendTransport', 'AnonymousUsers, ExchangeServers, ExchangeLegacyServers'],
    ['Client Frontend', 587, 'FrontendTransport', 'ExchangeUsers'],
  ] as const;
  return directory.servers.flatMap((server) =>
    kinds.map(([kind, port, role, groups]) => {
      const name = `${kind} ${server.name}`;
      return configurationObject(`${system}ReceiveConnector`, `${server.name}\\${name}`, {
        Name: name,
        Server: server.name,
        Bindings: texts([`[::]:${port}`, `0.0.0.0:${port}`]),
        RemoteIPRanges: texts(['::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff', '0.0.0.0-255.255.255.255']),
        Enabled: true,
        Fqdn: server.fqdn,
        TransportRole: role,
        PermissionGroups: groups,
        AuthMechanism: 'Tls, Integrated, BasicAuth, BasicAuthRequireTLS',
        MaxMessageSize: quota(36n * megabyte),
        MaxInboundConnection: 'Unlimited',
        ConnectionTimeout: duration(10 * minute),
        ProtocolLoggingLevel: kind === 'Default Frontend' ? 'Verbose' : 'None',
        Banner: null,
        RequireTLS: false,
      });
    }),
  );
}

export function organizationConfigView(): PsObject {
  return configurationObject(`${system}OrganizationConfig`, 'Contoso', {
    AdminDisplayVersion: `0.20 (15.2.1544.4)`,
    OrganizationSummary: texts([]),
    DefaultPublicFolderMailbox: null,
    IsMixedMode: false,
    MapiHttpEnabled: true,
    OAuth2ClientProfileEnabled: true,
    AutoExpandingArchiveEnabled: false,
    MailTipsAllTipsEnabled: true,
    MailTipsExternalRecipientsTipsEnabled: false,
    MailTipsLargeAudienceThreshold: 25,
    EwsEnabled: null,
    PublicFoldersEnabled: 'Local',
    ActivityBasedAuthenticationTimeoutInterval: duration(360 * minute),
    ServerVersion: serverVersion,
    DistinguishedName: 'CN=Contoso,CN=Microsoft Exchange,CN=Services,CN=Configuration,DC=contoso,DC=com',
  });
}

export function throttlingPolicyViews(): PsObject[] {
  const policy = (name: string, scope: string, concurrency: number | 'Unlimited') =>
    configurationObject(`${system}ThrottlingPolicy`, name, {
      ThrottlingPolicyScope: scope,
      IsServiceAccount: false,
      PowerShellMaxConcurrency: String(concurrency),
      PowerShellMaxTenantConcurrency: 'Unlimited',
      PowerShellMaxOperations: 'Unlimited',
      PowerShellMaxCmdlets: 'Unlimited',
      PowerShellMaxCmdletsTimePeriod: 'Unlimited',
      PowerShellMaxCmdletQueueDepth: 'Unlimited',
      PowerShellMaxRunspaces: 'Unlimited',
      PowerShellMaxRunspacesTimePeriod: 'Unlimited',
      ExchangeMaxCmdlets: 'Unlimited',
      EwsMaxConcurrency: '27',
      OwaMaxConcurrency: '20',
      RcaMaxConcurrency: '40',
      MessageRateLimit: 'Unlimited',
      RecipientRateLimit: 'Unlimited',
    });
  return [
    policy('GlobalThrottlingPolicy_contoso', 'Global', 18),
    policy('Automation accounts', 'Regular', 'Unlimited'),
  ];
}

const rolesOf: Readonly<Record<(typeof roleGroups)[number], readonly string[]>> = {
  'Organization Management': [
    'Mail Recipients',
    'Databases',
    'Transport Queues',
    'Role Management',
    'Exchange Servers',
  ],
  'Recipient Management': ['Mail Recipients', 'Mail Recipient Creation', 'Distribution Groups', 'Move Mailboxes'],
  'View-Only Organization Management': ['View-Only Configuration', 'View-Only Recipients', 'Monitoring'],
  'Help Desk': ['User Options', 'View-Only Recipients'],
};

export function roleAssignmentViews(): PsObject[] {
  return roleGroups.flatMap((group) =>
    rolesOf[group].map((role) =>
      configurationObject(
        'Microsoft.Exchange.Data.Directory.SystemConfiguration.ExchangeRoleAssignmentPresentation',
        `${role}-${group}`,
        {
          Role: role,
          RoleAssignee: `${domain}/Microsoft Exchange Security Groups/${group}`,
          RoleAssigneeName: group,
          RoleAssigneeType: 'RoleGroup',
          RoleAssignmentDelegationType: 'Regular',
          AssignmentMethod: 'Direct',
          EffectiveUserName: 'All Group Members',
          RecipientReadScope: 'Organization',
          RecipientWriteScope: role.startsWith('View-Only') ? 'None' : 'Organization',
          ConfigReadScope: 'OrganizationConfig',
          ConfigWriteScope: role.startsWith('View-Only') ? 'None' : 'OrganizationConfig',
          Enabled: true,
        },
      ),
    ),
  );
}
