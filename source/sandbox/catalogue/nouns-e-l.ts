/** A table, and long for that: cmdlets and their parameters, by noun; table.ts says how a line is written. */
export const nounsEToL = `
Test-EcpConnectivity !~ ClientAccessServer LightMode MailboxServer MonitoringContext ResetTestAccountCredentials
  RSTEndpoint TestType Timeout TrustAnySSLCertificate VirtualDirectoryName
Get-EcpVirtualDirectory ~@ ADPropertiesOnly Server ShowMailboxVirtualDirectories
New-EcpVirtualDirectory !~ AppPoolId ExtendedProtectionFlags ExtendedProtectionSPNList ExtendedProtectionTokenChecking
  ExternalUrl InternalUrl Path Role Server WebSiteName
Remove-EcpVirtualDirectory !~@
Set-EcpVirtualDirectory !~@ AdfsAuthentication AdminEnabled BasicAuthentication DigestAuthentication
  ExtendedProtectionFlags ExtendedProtectionSPNList ExtendedProtectionTokenChecking ExternalAuthenticationMethods
  ExternalUrl FormsAuthentication GzipLevel InternalUrl OAuthAuthentication OwaOptionsEnabled WindowsAuthentication
Get-EdgeSubscription ~@
New-EdgeSubscription !~ AccountExpiryDuration CreateInboundSendConnector CreateInternetSendConnector FileData FileName
  Force Site
Remove-EdgeSubscription !~@ Force
Start-EdgeSynchronization ! ForceFullSync ForceUpdateCookie Server TargetServer
Test-EdgeSynchronization !~ ExcludeRecipientTest FullCompareMode MaxReportSize MonitoringContext TargetServer
  VerifyRecipient
Get-EdgeSyncServiceConfig ~@ Site
New-EdgeSyncServiceConfig !~ ConfigurationSyncInterval CookieValidDuration FailoverDCInterval LockDuration
  LockRenewalDuration LogEnabled LogLevel LogMaxAge LogMaxDirectorySize LogMaxFileSize LogPath OptionDuration
  RecipientSyncInterval Site
Set-EdgeSyncServiceConfig !~@ ConfigurationSyncInterval CookieValidDuration FailoverDCInterval LockDuration
  LockRenewalDuration LogEnabled LogLevel LogMaxAge LogMaxDirectorySize LogMaxFileSize LogPath Name OptionDuration
  RecipientSyncInterval
Get-EligibleDistributionGroupForMigration @ ManagedBy OrganizationalUnit ResultSize
Get-EmailAddressPolicy ~@ IncludeMailboxSettingOnlyPolicy
New-EmailAddressPolicy !~ ConditionalCompany ConditionalCustomAttribute1..15 ConditionalDepartment
  ConditionalStateOrProvince DisabledEmailAddressTemplates EnabledEmailAddressTemplates
  EnabledPrimarySMTPAddressTemplate IncludedRecipients Name Priority RecipientContainer RecipientFilter
Remove-EmailAddressPolicy !~@
Set-EmailAddressPolicy !~@ ConditionalCompany ConditionalCustomAttribute1..15 ConditionalDepartment
  ConditionalStateOrProvince DisabledEmailAddressTemplates EnabledEmailAddressTemplates
  EnabledPrimarySMTPAddressTemplate ForceUpgrade IncludedRecipients Name Priority RecipientContainer RecipientFilter
Update-EmailAddressPolicy !~@ FixMissingAlias UpdateSecondaryAddressesOnly
Get-EventLogLevel ~@ Server
Set-EventLogLevel !@ Level
Get-ExchangeAssistanceConfig ~@
Set-ExchangeAssistanceConfig !~@ CommunityLinkDisplayEnabled CommunityURL ControlPanelFeedbackEnabled
  ControlPanelFeedbackURL ControlPanelHelpURL ExchangeHelpAppOnline ManagementConsoleFeedbackEnabled
  ManagementConsoleFeedbackURL ManagementConsoleHelpURL OWAFeedbackEnabled OWAFeedbackURL OWAHelpURL
  OWALightFeedbackEnabled OWALightFeedbackURL OWALightHelpURL PrivacyLinkDisplayEnabled PrivacyStatementURL
Enable-ExchangeCertificate !~@ DoNotRequireSsl Force NetworkServiceAllowed Server Services Thumbprint
Export-ExchangeCertificate !~@ BinaryEncoded Password Server Thumbprint
Get-ExchangeCertificate ~@ DomainName Instance Server Thumbprint
Import-ExchangeCertificate !~ FileData FriendlyName Instance Password PrivateKeyExportable Server
New-ExchangeCertificate !~ BinaryEncoded DomainName Force FriendlyName GenerateRequest IncludeAcceptedDomains
  IncludeAutoDiscover IncludeServerFQDN IncludeServerNetBIOSName Instance KeySize PrivateKeyExportable Server Services
  SubjectKeyIdentifier SubjectName
Remove-ExchangeCertificate !~@ Server Thumbprint
Get-ExchangeDiagnosticInfo Argument Component Process Server Unlimited
Get-ExchangeFeature @ FeatureID RingLevel Status
Set-ExchangeFeature !@ Approve Block FeatureID
Update-ExchangeHelp Force
Test-ExchangeSearch !~@ Archive IndexingTimeoutInSeconds MailboxDatabase MonitoringContext Server
Get-ExchangeServer ~@ Domain Status
Set-ExchangeServer !~@ CustomerFeedbackEnabled DataCollectionEnabled ErrorReportingEnabled InternetWebProxy
  InternetWebProxyBypassList MitigationsApplied MitigationsBlocked MitigationsEnabled MonitoringGroup ProductKey
  RingLevel StaticConfigDomainController StaticDomainControllers StaticExcludedDomainControllers StaticGlobalCatalogs
Get-ExchangeServerAccessLicense
Get-ExchangeServerAccessLicenseUser LicenseName
Get-ExchangeSettings ~@ ConfigName Database Diagnostic DiagnosticArgument Force GenericScopeName GenericScopes
  GenericScopeValue Organization Process Server User
New-ExchangeSettings !~ Force Name
Set-ExchangeSettings !~@ ClearHistory ConfigName ConfigPairs ConfigValue CreateSettingsGroup Disable DisableGroup
  EnableGroup ExpirationDate Force GenericScopeName GenericScopeValue GroupName GuidMatch MaxVersion MinVersion
  NameMatch Priority Reason RemoveSetting RemoveSettingsGroup Scope ScopeFilter SettingsGroup UpdateSetting
  UpdateSettingsGroup
Get-FailedContentIndexDocuments !~@ Archive EndDate ErrorCode FailureMode MailboxDatabase ResultSize Server StartDate
Add-FederatedDomain !~@ DomainName
Remove-FederatedDomain !~@ DomainName Force
Get-FederatedDomainProof ~ DomainName Thumbprint
Get-FederatedOrganizationIdentifier ~@ IncludeExtendedDomainInfo
Set-FederatedOrganizationIdentifier !~@ AccountNamespace DefaultDomain DelegationFederationTrust Enabled
  OrganizationContact
Get-FederationInformation BypassAdditionalDomainValidation DomainName Force TrustedHostnames
Get-FederationTrust ~@
New-FederationTrust !~ AdministratorProvisioningId ApplicationIdentifier ApplicationUri MetadataUrl Name
  SkipNamespaceProviderProvisioning Thumbprint UseLegacyProvisioningService
Remove-FederationTrust !~@
Set-FederationTrust !~@ ApplicationUri MetadataUrl Name PublishFederationCertificate RefreshMetadata Thumbprint
Test-FederationTrust !~ MonitoringContext UserIdentity
Test-FederationTrustCertificate !~
New-Fingerprint ! Description FileData
Get-ForeignConnector ~@
New-ForeignConnector !~ AddressSpaces IsScopedConnector Name SourceTransportServers
Remove-ForeignConnector !~@
Set-ForeignConnector !~@ AddressSpaces Comment DropDirectory DropDirectoryQuota Enabled Force IsScopedConnector
  MaxMessageSize Name RelayDsnRequired SourceTransportServers
Get-FrontendTransportService ~@
Set-FrontendTransportService !~@ AgentLogEnabled AgentLogMaxAge AgentLogMaxDirectorySize AgentLogMaxFileSize
  AgentLogPath AntispamAgentsEnabled ConnectivityLogEnabled ConnectivityLogMaxAge ConnectivityLogMaxDirectorySize
  ConnectivityLogMaxFileSize ConnectivityLogPath DnsLogEnabled DnsLogMaxAge DnsLogMaxDirectorySize DnsLogMaxFileSize
  DnsLogPath ExternalDNSAdapterEnabled ExternalDNSAdapterGuid ExternalDNSProtocolOption ExternalDNSServers
  ExternalIPAddress InternalDNSAdapterEnabled InternalDNSAdapterGuid InternalDNSProtocolOption InternalDNSServers
  IntraOrgConnectorProtocolLoggingLevel MaxConnectionRatePerMinute ReceiveProtocolLogMaxAge
  ReceiveProtocolLogMaxDirectorySize ReceiveProtocolLogMaxFileSize ReceiveProtocolLogPath RoutingTableLogMaxAge
  RoutingTableLogMaxDirectorySize RoutingTableLogPath SendProtocolLogMaxAge SendProtocolLogMaxDirectorySize
  SendProtocolLogMaxFileSize SendProtocolLogPath TransientFailureRetryCount TransientFailureRetryInterval
Get-GlobalAddressList ~@ DefaultOnly
New-GlobalAddressList !~ ConditionalCompany ConditionalCustomAttribute1..15 ConditionalDepartment
  ConditionalStateOrProvince IncludedRecipients Name RecipientContainer RecipientFilter
Remove-GlobalAddressList !~@
Set-GlobalAddressList !~@ ConditionalCompany ConditionalCustomAttribute1..15 ConditionalDepartment
  ConditionalStateOrProvince ForceUpgrade IncludedRecipients Name RecipientContainer RecipientFilter
Update-GlobalAddressList !~@
Add-GlobalMonitoringOverride !~@ ApplyVersion BuildRange Duration ItemType PropertyName PropertyValue Roles
Get-GlobalMonitoringOverride ~
Remove-GlobalMonitoringOverride !~@ BuildRange ItemType PropertyName Roles
Get-Group ~@ Anr Credential Filter IgnoreDefaultScope OrganizationalUnit ReadFromDomainController RecipientTypeDetails
  ResultSize SortBy
Set-Group !~@ BypassSecurityGroupManagerCheck DisplayName IgnoreDefaultScope IsHierarchicalGroup ManagedBy Name Notes
  PhoneticDisplayName SeniorityIndex SimpleDisplayName Universal WindowsEmailAddress
Get-HealthReport @ GroupSize HaImpactingOnly HealthSet MinimumOnlinePercent RollupGroup
Get-HostedContentFilterRule ~@ State
Get-HybridConfiguration ~
New-HybridConfiguration !~ Domains EdgeTransportServers ExternalIPAddresses Features OnPremisesSmartHost
  ReceivingTransportServers SendingTransportServers ServiceInstance TlsCertificateName
Remove-HybridConfiguration !~
Set-HybridConfiguration !~ ClientAccessServers Domains EdgeTransportServers ExternalIPAddresses Features Name
  OnPremisesSmartHost ReceivingTransportServers SendingTransportServers ServiceInstance TlsCertificateName
Update-HybridConfiguration !~ ForceUpgrade OnPremisesCredentials SuppressOAuthWarning TenantCredentials
Test-ImapConnectivity !~ ClientAccessServer ConnectionType LightMode MailboxCredential MailboxServer MonitoringContext
  PerConnectionTimeout PortClientAccessServer ResetTestAccountCredentials Timeout TrustAnySSLCertificate
Get-ImapSettings ~ Server
Set-ImapSettings !~ AuthenticatedConnectionTimeout Banner CalendarItemRetrievalOption EnableExactRFC822Size
  EnableGSSAPIAndNTLMAuth EnforceCertificateErrors ExtendedProtectionPolicy ExternalConnectionSettings
  InternalConnectionSettings LogFileLocation LogFileRollOverSettings LoginType LogPerFileSizeQuota MaxCommandSize
  MaxConnectionFromSingleIP MaxConnections MaxConnectionsPerUser MessageRetrievalMimeFormat OwaServerUrl
  PreAuthenticatedConnectionTimeout ProtocolLogEnabled ProxyTargetPort Server ShowHiddenFoldersEnabled SSLBindings
  SuppressReadReceipt UnencryptedOrTLSBindings X509CertificateName
Disable-InboxRule !~@ AlwaysDeleteOutlookRulesBlob Force Mailbox
Enable-InboxRule !~@ AlwaysDeleteOutlookRulesBlob Force Mailbox
Get-InboxRule ~@ BypassScopeCheck DescriptionTimeFormat DescriptionTimeZone IncludeHidden Mailbox SweepRules
New-InboxRule !~ AlwaysDeleteOutlookRulesBlob ApplyCategory ApplySystemCategory BodyContainsWords CopyToFolder
  DeleteMessage DeleteSystemCategory ExceptIfBodyContainsWords ExceptIfFlaggedForAction ExceptIfFrom
  ExceptIfFromAddressContainsWords ExceptIfFromSubscription ExceptIfHasAttachment ExceptIfHasClassification
  ExceptIfHeaderContainsWords ExceptIfMessageTypeMatches ExceptIfMyNameInCcBox ExceptIfMyNameInToBox
  ExceptIfMyNameInToOrCcBox ExceptIfMyNameNotInToBox ExceptIfReceivedAfterDate ExceptIfReceivedBeforeDate
  ExceptIfRecipientAddressContainsWords ExceptIfSentOnlyToMe ExceptIfSentTo ExceptIfSubjectContainsWords
  ExceptIfSubjectOrBodyContainsWords ExceptIfWithImportance ExceptIfWithinSizeRangeMaximum
  ExceptIfWithinSizeRangeMinimum ExceptIfWithSensitivity FlaggedForAction Force ForwardAsAttachmentTo ForwardTo From
  FromAddressContainsWords FromMessageId FromSubscription HasAttachment HasClassification HeaderContainsWords Mailbox
  MarkAsRead MarkImportance MessageTypeMatches MoveToFolder MyNameInCcBox MyNameInToBox MyNameInToOrCcBox
  MyNameNotInToBox Name PinMessage Priority ReceivedAfterDate ReceivedBeforeDate RecipientAddressContainsWords
  RedirectTo SendTextMessageNotificationTo SentOnlyToMe SentTo StopProcessingRules SubjectContainsWords
  SubjectOrBodyContainsWords ValidateOnly WithImportance WithinSizeRangeMaximum WithinSizeRangeMinimum WithSensitivity
Remove-InboxRule !~@ AlwaysDeleteOutlookRulesBlob Force Mailbox
Set-InboxRule !~@ AlwaysDeleteOutlookRulesBlob ApplyCategory ApplySystemCategory BodyContainsWords CopyToFolder
  DeleteMessage DeleteSystemCategory ExceptIfBodyContainsWords ExceptIfFlaggedForAction ExceptIfFrom
  ExceptIfFromAddressContainsWords ExceptIfHasAttachment ExceptIfHasClassification ExceptIfHeaderContainsWords
  ExceptIfMessageTypeMatches ExceptIfMyNameInCcBox ExceptIfMyNameInToBox ExceptIfMyNameInToOrCcBox
  ExceptIfMyNameNotInToBox ExceptIfReceivedAfterDate ExceptIfReceivedBeforeDate ExceptIfRecipientAddressContainsWords
  ExceptIfSentOnlyToMe ExceptIfSentTo ExceptIfSubjectContainsWords ExceptIfSubjectOrBodyContainsWords
  ExceptIfWithImportance ExceptIfWithinSizeRangeMaximum ExceptIfWithinSizeRangeMinimum ExceptIfWithSensitivity
  FlaggedForAction Force ForwardAsAttachmentTo ForwardTo From FromAddressContainsWords HasAttachment HasClassification
  HeaderContainsWords Mailbox MarkAsRead MarkImportance MessageTypeMatches MoveToFolder MyNameInCcBox MyNameInToBox
  MyNameInToOrCcBox MyNameNotInToBox Name PinMessage Priority ReceivedAfterDate ReceivedBeforeDate
  RecipientAddressContainsWords RedirectTo SendTextMessageNotificationTo SentOnlyToMe SentTo StopProcessingRules
  SubjectContainsWords SubjectOrBodyContainsWords WithImportance WithinSizeRangeMaximum WithinSizeRangeMinimum
  WithSensitivity
Get-IntraOrganizationConfiguration
Get-IntraOrganizationConnector ~@
New-IntraOrganizationConnector !~ DiscoveryEndpoint Enabled Name TargetAddressDomains
Remove-IntraOrganizationConnector !~@
Set-IntraOrganizationConnector !~@ DiscoveryEndpoint Enabled TargetAddressDomains
Get-IPAllowListConfig ~
Set-IPAllowListConfig !~ Enabled ExternalMailEnabled InternalMailEnabled
Add-IPAllowListEntry ! Comment ExpirationTime IPAddress IPRange Server
Get-IPAllowListEntry @ IPAddress ResultSize Server
Remove-IPAllowListEntry !@ Server
Add-IPAllowListProvider !~ AnyMatch BitmaskMatch Enabled IPAddressesMatch LookupDomain Name Priority
Get-IPAllowListProvider ~@
Remove-IPAllowListProvider !~@
Set-IPAllowListProvider !~@ AnyMatch BitmaskMatch Enabled IPAddressesMatch LookupDomain Name Priority
Test-IPAllowListProvider !~@ IPAddress Server
Get-IPAllowListProvidersConfig ~
Set-IPAllowListProvidersConfig !~ Enabled ExternalMailEnabled InternalMailEnabled
Get-IPBlockListConfig ~
Set-IPBlockListConfig !~ Enabled ExternalMailEnabled InternalMailEnabled MachineEntryRejectionResponse
  StaticEntryRejectionResponse
Add-IPBlockListEntry ! Comment ExpirationTime IPAddress IPRange Server
Get-IPBlockListEntry @ IPAddress ResultSize Server
Remove-IPBlockListEntry !@ Server
Add-IPBlockListProvider !~ AnyMatch BitmaskMatch Enabled IPAddressesMatch LookupDomain Name Priority RejectionResponse
Get-IPBlockListProvider ~@
Remove-IPBlockListProvider !~@
Set-IPBlockListProvider !~@ AnyMatch BitmaskMatch Enabled IPAddressesMatch LookupDomain Name Priority
  RejectionResponse
Test-IPBlockListProvider !~@ IPAddress Server
Get-IPBlockListProvidersConfig ~
Set-IPBlockListProvidersConfig !~ BypassedRecipients Enabled ExternalMailEnabled InternalMailEnabled
Get-IRMConfiguration ~
Set-IRMConfiguration !~ ClientAccessServerEnabled EDiscoverySuperUserEnabled ExternalLicensingEnabled Force
  InternalLicensingEnabled JournalReportDecryptionEnabled LicensingLocation RefreshServerCertificates SearchEnabled
  TransportDecryptionSetting
Test-IRMConfiguration !~@ Recipient Sender
Disable-JournalRule !~@
Enable-JournalRule !~@
Get-JournalRule ~@
New-JournalRule !~ Enabled JournalEmailAddress Name Recipient Scope
Remove-JournalRule !~@
Set-JournalRule !~@ JournalEmailAddress Name Recipient Scope
Export-JournalRuleCollection !~@
Import-JournalRuleCollection !~@ FileData
Get-LogonStatistics ~@ Database Server
`;
