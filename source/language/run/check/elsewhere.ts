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
      Uninstall-Module Publish-Module Get-InstalledModule Export-ModuleMember New-ModuleManifest Test-ModuleManifest
      Register-PSRepository Get-PSRepository Set-PSRepository Install-Script Find-Script Install-Package Get-Package
      Install-PackageProvider Remove-PSSnapin ipmo gmo rmo nmo rsnp`,
  },
  {
    what: 'Other sessions are not opened here',
    next: 'Open a connection of its own to the server with exterm.',
    names: `New-PSSession Get-PSSession Remove-PSSession Enter-PSSession Exit-PSSession Import-PSSession Export-PSSession
      Connect-PSSession Disconnect-PSSession Receive-PSSession New-PSSessionOption Enable-PSRemoting Disable-PSRemoting
      Set-PSSessionConfiguration Get-PSSessionConfiguration Register-PSSessionConfiguration Connect-ExchangeServer
      Connect-ExchangeOnline Disconnect-ExchangeOnline Connect-MsolService Connect-AzureAD Connect-MgGraph
      Connect-IPPSSession Connect-WSMan Test-WSMan Get-WSManInstance nsn gsn rsn etsn exsn ipsn cnsn dnsn`,
  },
  {
    what: 'Types are not changed here',
    next: otherEngine,
    names: 'Update-TypeData Get-TypeData Remove-TypeData Update-FormatData Export-FormatData Update-List',
  },
  {
    what: 'XPath is not evaluated here, and XML is not made of objects',
    next: `Read XML with [xml] and go by names ($x.root.item); keep objects with Export-Clixml. ${otherEngine}`,
    names: 'Select-Xml ConvertTo-Xml',
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
      Get-Runspace Debug-Runspace Enter-PSHostProcess Get-PSCallStack Set-TraceSource Get-TraceSource`,
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
      New-SelfSignedCertificate Get-Acl Set-Acl Get-AuthenticodeSignature Set-AuthenticodeSignature Set-ExecutionPolicy
      Get-ExecutionPolicy Get-ClusterNode Get-ClusterResource Move-ClusterGroup Get-Cluster
      New-WebBinding Get-WebBinding Set-WebConfigurationProperty Get-WebConfigurationProperty Get-WebApplication
      Restart-WebAppPool Start-WebAppPool Get-Website Import-AzureADUser Get-MgUser Get-MsolUser`,
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
      Get-ItemPropertyValue Get-Volume Get-Disk Get-Partition gp sp rp gdr ndr rdr mount`,
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
