import { type PsObject, psEnum, psObject } from '../../../objects/index.ts';
import { type Directory, domain } from '../directory.ts';
import { exchangeObject, texts } from '../exchange-object.ts';
import { date, day, duration, gigabyte, minute, quota, size } from '../quantities.ts';
import type { Certificate, Database, DatabaseCopy, ExchangeServer } from '../records.ts';
import { exchangeVersion, guid, management, serverVersion } from './common.ts';

const databaseRoot = 'contoso.com/Configuration/Services/Microsoft Exchange/Contoso/Databases';

/** What Get-ExchangeServer gives. */
export function serverView(server: ExchangeServer): PsObject {
  return exchangeObject(
    `${management}ExchangeServer`,
    'configuration',
    {
      Name: server.name,
      Identity: server.name,
      Fqdn: server.fqdn,
      Domain: domain,
      Site: server.site,
      ServerRole: psEnum('Microsoft.Exchange.Data.Directory.SystemConfiguration.ServerRole', 'Mailbox', 2),
      Edition: 'Enterprise',
      AdminDisplayVersion: serverVersion,
      ExchangeVersion: exchangeVersion,
      IsMailboxServer: true,
      IsClientAccessServer: true,
      IsHubTransportServer: true,
      IsUnifiedMessagingServer: false,
      IsEdgeServer: false,
      IsMemberOfCluster: 'Yes',
      IsE14OrLater: true,
      IsE15OrLater: true,
      IsExchangeTrialEdition: false,
      IsExpiredExchangeTrialEdition: false,
      ProductID: '02064-110-5286061-02468',
      DataPath: 'C:\\Program Files\\Microsoft\\Exchange Server\\V15\\Mailbox',
      CustomerFeedbackEnabled: null,
      ErrorReportingEnabled: true,
      InternetWebProxy: null,
      DistinguishedName: `CN=${server.name},CN=Servers,CN=Contoso,CN=Microsoft Exchange,CN=Services,CN=Configuration,DC=contoso,DC=com`,
      Guid: guid(server.guid),
      WhenCreated: date(server.created),
      WhenChanged: date(server.created + 90 * day),
      ObjectClass: texts(['top', 'server', 'msExchExchangeServer']),
      OriginatingServer: `dc01.${domain}`,
      IsValid: true,
    },
    server.name,
  );
}

/** What Get-MailboxDatabase gives; with `status`, what only a look at the server tells as well. */
export function databaseView(directory: Directory, database: Database, status: boolean): PsObject {
  const used = [...directory.recipients.values()]
    .filter((recipient) => recipient.mailbox?.database === database.name)
    .reduce((total, recipient) => total + (recipient.mailbox?.bytes ?? 0n), 0n);
  const record = {
    Name: database.name,
    Server: database.server,
    ServerName: database.server,
    MasterServerOrAvailabilityGroup: database.copies.length > 1 ? 'DAG01' : database.server,
    MasterType: database.copies.length > 1 ? 'DatabaseAvailabilityGroup' : 'Server',
    ReplicationType: database.copies.length > 1 ? 'Remote' : 'None',
    Servers: texts(database.copies.map((copy) => copy.server)),
    ActivationPreference: texts(database.copies.map((copy) => `[${copy.server}, ${copy.activationPreference}]`)),
    Recovery: false,
    Mounted: status ? database.mounted : null,
    MountedOnServer: status && database.mounted ? `${database.server.toLowerCase()}.${domain}` : null,
    MountAtStartup: true,
    DatabaseSize: status ? size(used + used / 5n + gigabyte) : null,
    AvailableNewMailboxSpace: status ? size(used / 12n) : null,
    LastFullBackup: status ? date(database.lastFullBackup) : null,
    BackupInProgress: status ? false : null,
    EdbFilePath: `E:\\Databases\\${database.name}\\${database.name}.edb`,
    LogFolderPath: `F:\\Logs\\${database.name}`,
    CircularLoggingEnabled: false,
    IssueWarningQuota: quota((19n * gigabyte) / 10n),
    ProhibitSendQuota: quota(2n * gigabyte),
    ProhibitSendReceiveQuota: quota((23n * gigabyte) / 10n),
    RecoverableItemsQuota: quota(30n * gigabyte),
    RecoverableItemsWarningQuota: quota(20n * gigabyte),
    MailboxRetention: duration(30 * day),
    DeletedItemRetention: duration(14 * day),
    RetainDeletedItemsUntilBackup: false,
    IndexEnabled: true,
    IsExcludedFromProvisioning: false,
    IsSuspendedFromProvisioning: false,
    OfflineAddressBook: '\\Default Offline Address Book',
    JournalRecipient: null,
    AdminDisplayVersion: serverVersion,
    ExchangeVersion: exchangeVersion,
    Identity: database.name,
    DistinguishedName: `CN=${database.name},CN=Databases,CN=Contoso,CN=Microsoft Exchange,CN=Services,CN=Configuration,DC=contoso,DC=com`,
    Guid: guid(database.guid),
    WhenCreated: date(database.created),
    WhenChanged: date(database.created + day),
    OriginatingServer: `dc01.${domain}`,
    Id: `${databaseRoot}/${database.name}`,
    IsValid: true,
  };
  const typeName = 'Microsoft.Exchange.Data.Directory.SystemConfiguration.MailboxDatabase';
  return exchangeObject(typeName, 'configuration', record, database.name);
}

/** What Get-MailboxDatabaseCopyStatus gives. */
export function copyView(database: Database, copy: DatabaseCopy, now: number): PsObject {
  const active = copy.server === database.server;
  const status = active ? (database.mounted ? 'Mounted' : 'Dismounted') : copy.state;
  const identity = `${database.name}\\${copy.server}`;
  return exchangeObject(
    'Microsoft.Exchange.Management.SystemConfigurationTasks.DatabaseCopyStatusEntry',
    'plain',
    {
      Identity: identity,
      Id: identity,
      Name: identity,
      DatabaseName: database.name,
      Status: psEnum('Microsoft.Exchange.Management.SystemConfigurationTasks.CopyStatus', status, active ? 11 : 5),
      MailboxServer: copy.server,
      ActiveDatabaseCopy: database.server.toLowerCase(),
      ActiveCopy: active,
      ActivationSuspended: false,
      ActivationPreference: copy.activationPreference,
      ErrorMessage: null,
      ContentIndexState: 'NotApplicable',
      CopyQueueLength: BigInt(copy.copyQueueLength),
      ReplayQueueLength: BigInt(copy.replayQueueLength),
      ReplaySuspended: false,
      ReplayLagStatus: copy.server.startsWith('DR')
        ? 'Enabled:True; PlayDownReason:None; Percentage:100; Configured:7.00:00:00'
        : null,
      LatestFullBackupTime: date(database.lastFullBackup),
      LastInspectedLogTime: active ? null : date(now - 2 * minute),
      LastCopiedLogTime: active ? null : date(now - 2 * minute),
      LastReplayedLogTime: active ? null : date(now - 3 * minute),
      DiskFreeSpacePercent: 41,
      DiskTotalSpace: size(4000n * gigabyte),
      DiskFreeSpace: size(1640n * gigabyte),
      IsValid: true,
    },
    identity,
  );
}

/** What Get-ExchangeCertificate gives over remote PowerShell: the certificate's own methods and blobs stay behind. */
export function certificateView(certificate: Certificate, now: number): PsObject {
  const fqdn = `${certificate.server.toLowerCase()}.${domain}`;
  return psObject(
    {
      Thumbprint: certificate.thumbprint,
      Services: psEnum(
        'Microsoft.Exchange.Management.SystemConfigurationTasks.AllowedServices',
        certificate.services.join(', '),
        certificate.services.length,
      ),
      Subject: certificate.subject,
      Issuer: certificate.issuer,
      CertificateDomains: texts(certificate.domains),
      FriendlyName: certificate.friendlyName,
      HasPrivateKey: true,
      IsSelfSigned: certificate.selfSigned,
      NotBefore: date(certificate.notBefore),
      NotAfter: date(certificate.notAfter),
      Status: certificate.notAfter < now ? 'DateInvalid' : 'Valid',
      RootCAType: certificate.selfSigned ? 'None' : 'Enterprise',
      PublicKeySize: 2048,
      Identity: `${fqdn}\\${certificate.thumbprint}`,
    },
    [
      'Microsoft.Exchange.Management.SystemConfigurationTasks.ExchangeCertificate',
      'System.Security.Cryptography.X509Certificates.X509Certificate2',
      'System.Security.Cryptography.X509Certificates.X509Certificate',
      'System.Object',
    ],
    `[Subject] ${certificate.subject}`,
  );
}
