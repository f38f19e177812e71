import { otherEngine } from './refuse.ts';

interface Group {
  readonly what: string;
  readonly next: string;
  readonly names: string;
}

/** Cmdlets and functions of PowerShell that are not here, with what to do instead. */
const groups: readonly Group[] = [
  {
    what: 'Jobs are not run here',
    next: `Open another session for what is to run beside this one. ${otherEngine}`,
    names: `Start-Job Get-Job Receive-Job Stop-Job Wait-Job Remove-Job Suspend-Job Resume-Job Debug-Job Start-ThreadJob
      Register-ScheduledJob Get-ScheduledJob New-JobTrigger New-ScheduledTask Register-ScheduledTask Get-ScheduledTask
      gjb rcjb sajb spjb wjb rjb`,
  },
  {
    what: 'Modules are not loaded here',
    next: `The cmdlets of the server are there already. ${otherEngine}`,
    names: `Import-Module Get-Module Remove-Module New-Module Install-Module Update-Module Find-Module Save-Module
      Uninstall-Module Publish-Module Import-LocalizedData Get-InstalledModule Export-ModuleMember New-ModuleManifest Test-ModuleManifest
      Register-PSRepository Get-PSRepository Set-PSRepository Install-Script Find-Script Install-Package Get-Package
      Install-PackageProvider Remove-PSSnapin Find-Package Find-PackageProvider Get-PackageProvider Get-PackageSource
      Import-PackageProvider Register-PackageSource Save-Package Set-PackageSource Uninstall-Package
      Unregister-PackageSource Unregister-PSRepository Compress-PSResource Find-PSResource Get-InstalledPSResource
      Get-PSResource Get-PSResourceRepository Get-PSScriptFileInfo Install-PSResource New-PSScriptFileInfo
      Publish-PSResource Register-PSResourceRepository Reset-PSResourceRepository Save-PSResource
      Set-PSResourceRepository Test-PSScriptFileInfo Uninstall-PSResource Unregister-PSResourceRepository
      Update-PSModuleManifest Update-PSResource Update-PSScriptFileInfo Enable-ExperimentalFeature
      Disable-ExperimentalFeature Get-ExperimentalFeature Get-PSSubsystem
      ipmo gmo rmo nmo rsnp fimo inmo pumo upmo fdres gres isres pbres svres udres usres cmres`,
  },
  {
    what: 'Other sessions are not opened here',
    next: 'Leave it out: the session that this runs in is open already. For another server there is a connection of its own: exterm run NAME --file SCRIPT.',
    names: `New-PSSession Get-PSSession Remove-PSSession Enter-PSSession Exit-PSSession Import-PSSession Export-PSSession
      Connect-PSSession Disconnect-PSSession Receive-PSSession New-PSSessionOption New-PSTransportOption
      Enable-PSRemoting Disable-PSRemoting Set-PSSessionConfiguration Get-PSSessionConfiguration
      Register-PSSessionConfiguration New-PSSessionConfigurationFile New-PSRoleCapabilityFile Connect-WSMan
      Test-WSMan Get-WSManInstance nsn gsn rsn etsn exsn ipsn epsn cnsn dnsn rcsn`,
  },
  {
    what: 'Exchange Online and the services of Microsoft 365 are not reached here',
    next: 'exterm is for Exchange on premises: keep this part in a script of its own for PowerShell and the service’s module.',
    names: `Connect-ExchangeOnline Disconnect-ExchangeOnline Connect-EXOPSSession Connect-IPPSSession Connect-MsolService
      Connect-AzureAD Disconnect-AzureAD Connect-AzAccount Connect-MgGraph Disconnect-MgGraph Connect-MicrosoftTeams
      Connect-SPOService Connect-PnPOnline Get-MsolUser Set-MsolUser Set-MsolUserLicense Get-MsolAccountSku
      Get-AzureADUser Set-AzureADUser Get-MgUser Update-MgUser Get-MgGroup Get-MgGroupMember Get-MgOrganization
      Get-MgServicePrincipal Get-MgApplication Invoke-MgGraphRequest Get-EXOMailbox Get-EXORecipient
      Get-EXOMailboxStatistics Get-EXOMailboxPermission Get-EXOMailboxFolderStatistics Get-EXORecipientPermission
      Get-EXOCASMailbox Get-EXOMobileDeviceStatistics`,
  },
  {
    what: 'Types are not changed here',
    next: otherEngine,
    names: 'Update-TypeData Get-TypeData Remove-TypeData Update-FormatData Export-FormatData Update-List',
  },
  {
    what: 'XML is not made of objects here',
    next: `Keep objects with Export-Clixml. ${otherEngine}`,
    names: 'ConvertTo-Xml',
  },
  {
    what: 'Processes and services of this computer are not touched here',
    next: `For a server's, there are Test-ServiceHealth and Get-HealthReport. ${otherEngine}`,
    names: `Get-Process Start-Process Stop-Process Wait-Process Debug-Process Get-Service Start-Service Stop-Service
      Restart-Service Set-Service Suspend-Service Resume-Service New-Service Remove-Service Restart-Computer
      Stop-Computer Rename-Computer Add-Computer Remove-Computer Checkpoint-Computer Get-HotFix Invoke-Item
      gps ps kill spps saps start gsv sasv spsv ii`,
  },
  {
    what: 'WMI and CIM are not asked here',
    next: otherEngine,
    names: `Get-WmiObject Set-WmiInstance Invoke-WmiMethod Remove-WmiObject Register-WmiEvent Get-CimInstance
      Set-CimInstance New-CimInstance Remove-CimInstance Invoke-CimMethod Get-CimClass New-CimSession Get-CimSession
      Remove-CimSession Get-CimAssociatedInstance gwmi swmi iwmi rwmi gcim icim`,
  },
  {
    what: 'Event logs, counters and the network are not read here',
    next: otherEngine,
    names: `Get-EventLog Get-WinEvent Write-EventLog New-EventLog Clear-EventLog Limit-EventLog New-WinEvent Get-Counter
      Export-Counter Import-Counter Test-Connection Test-NetConnection Resolve-DnsName Get-NetAdapter Get-NetIPAddress
      Get-NetIPConfiguration Get-NetTCPConnection Get-NetFirewallRule New-NetFirewallRule Set-NetFirewallRule
      Get-DnsServerZone Get-DnsServerResourceRecord Invoke-WebRequest Invoke-RestMethod Send-MailMessage
      New-WebServiceProxy Start-BitsTransfer iwr irm curl wget tnc`,
  },
  {
    what: 'Events and debugging are not here',
    next: otherEngine,
    names: `Register-ObjectEvent Register-EngineEvent Unregister-Event Get-Event Get-EventSubscriber New-Event Remove-Event
      Wait-Event Set-PSBreakpoint Get-PSBreakpoint Remove-PSBreakpoint Wait-Debugger Set-PSDebug Trace-Command
      Get-Runspace Debug-Runspace Enter-PSHostProcess Exit-PSHostProcess Get-PSHostProcessInfo Get-PSCallStack
      Set-TraceSource Get-TraceSource Enable-PSBreakpoint Disable-PSBreakpoint Enable-RunspaceDebug
      Disable-RunspaceDebug Get-RunspaceDebug Switch-Process sbp gbp ebp dbp rbp gcs`,
  },
  {
    what: "Directories, roles and certificates outside Exchange's cmdlets are not reached here",
    next: otherEngine,
    names: `Get-ADUser Set-ADUser New-ADUser Remove-ADUser Get-ADGroup Set-ADGroup New-ADGroup Get-ADGroupMember
      Add-ADGroupMember Remove-ADGroupMember Get-ADComputer Set-ADComputer Get-ADObject Set-ADObject Remove-ADObject
      Get-ADDomain Get-ADForest Get-ADDomainController Get-ADOrganizationalUnit Get-ADReplicationSite Set-ADAccountPassword
      Enable-ADAccount Disable-ADAccount Unlock-ADAccount Search-ADAccount Get-ADPrincipalGroupMembership
      Install-WindowsFeature Add-WindowsFeature Get-WindowsFeature Uninstall-WindowsFeature Get-WindowsOptionalFeature
      Enable-WindowsOptionalFeature Import-PfxCertificate Export-PfxCertificate Import-Certificate Export-Certificate
      New-SelfSignedCertificate Get-PfxCertificate Get-CmsMessage
      Protect-CmsMessage Unprotect-CmsMessage Get-Acl Set-Acl Get-AuthenticodeSignature Set-AuthenticodeSignature Set-ExecutionPolicy
      Get-ExecutionPolicy Get-ClusterNode Get-ClusterResource Move-ClusterGroup Get-Cluster
      New-WebBinding Get-WebBinding Set-WebConfigurationProperty Get-WebConfigurationProperty Get-WebApplication
      Restart-WebAppPool Start-WebAppPool Get-Website`,
  },
  {
    what: 'Other programs are not run here',
    next: otherEngine,
    names: `bcdedit certutil cmd cscript dcdiag diskpart dsquery eseutil explorer gpresult gpupdate hostname iisreset ipconfig
      klist mmc mstsc net netdom netsh netstat nltest notepad nslookup pathping ping powershell pwsh reg repadmin robocopy
      route schtasks setspn setup shutdown sqlcmd systeminfo takeown taskkill tasklist telnet tracert w32tm wevtutil
      whoami winrm wmic wsl wuauclt xcopy`,
  },
  {
    what: 'The registry and other drives are not here, but files and folders',
    next: otherEngine,
    names: `New-PSDrive Get-PSDrive Remove-PSDrive Get-PSProvider Get-ItemProperty Set-ItemProperty New-ItemProperty
      Remove-ItemProperty Copy-ItemProperty Move-ItemProperty Rename-ItemProperty Clear-ItemProperty Clear-Item Set-Item
      Get-ItemPropertyValue Get-Volume Get-Disk Get-Partition gp sp rp gpv cpp mp rnp clp cli si gdr ndr rdr mount`,
  },
  {
    what: 'Files are not packed, hashed or shown as bytes here',
    next: otherEngine,
    names: 'Compress-Archive Expand-Archive Get-FileHash Format-Hex Unblock-File New-TemporaryFile fhx',
  },
  {
    what: 'The line is edited by exterm, and its keys and colours are settings of it',
    next: 'Leave it out: on the screen F1 tells the keys, and F12 changes the colours.',
    names: `Set-PSReadLineOption Get-PSReadLineOption Set-PSReadLineKeyHandler Get-PSReadLineKeyHandler
      Remove-PSReadLineKeyHandler Register-ArgumentCompleter`,
  },
  {
    what: 'The history is kept by exterm',
    next: 'Get-History tells it, and Invoke-History runs a line of it again.',
    names: 'Add-History Clear-History clhy',
  },
  {
    what: 'What an error says stands in the error itself',
    next: 'Write $Error[0] | Format-List * -Force.',
    names: 'Get-Error gerr',
  },
  {
    what: 'Texts are joined by an operator',
    next: "Write $list -join ', '.",
    names: 'Join-String',
  },
  {
    what: 'The clipboard is not read here',
    next: 'Paste what is in it into the line; Set-Clipboard puts something in.',
    names: 'Get-Clipboard gcb',
  },
  {
    what: 'Random numbers for secrets are not made here',
    next: 'Get-Random has others.',
    names: 'Get-SecureRandom',
  },
  {
    what: 'The clock of this computer is not set here, nor its time zone asked',
    next: 'Get-Date tells the time, (Get-Date).ToUniversalTime() that of UTC.',
    names: 'Get-TimeZone Set-TimeZone Set-Date Get-Uptime gtz stz',
  },
  {
    what: 'Aliases are not kept in files here',
    next: 'Write Set-Alias into profile.ps1, whose place exterm where tells.',
    names: 'Export-Alias Import-Alias epal ipal',
  },
  {
    what: 'This is not here',
    next: otherEngine,
    names: `Test-Json ConvertFrom-Markdown Show-Markdown Get-MarkdownOption Set-MarkdownOption ConvertTo-CliXml
      ConvertFrom-CliXml Import-PowerShellDataFile Get-Verb Save-Help Update-Help Show-Command
      Out-Printer`,
  },
];

const byName = new Map(
  groups.flatMap(({ what, next, names }) =>
    names.split(/\s+/).map((name) => [name.toLowerCase(), { what, next }] as const),
  ),
);

/** For the list in docs/. */
export const elsewhereGroups = groups.map(({ what, names }) => ({ what, names: names.trim().split(/\s+/) }));

export const elsewhere = (name: string): { readonly what: string; readonly next: string } | undefined =>
  byName.get(name.toLowerCase());
