# takes a server of the DAG out of service, or back
[CmdletBinding()]
Param(
    [Parameter(Mandatory=$true)][string]$Server,
    [Parameter(Mandatory=$true)][ValidateSet('Start','Stop')][string]$Action
)
function Get-Away { Get-ServerComponentState $Server | Where-Object { $_.State -ne 'Active' } }
if ($Action -eq 'Start') {
    Set-ServerComponentState $Server -Component HubTransport -State Draining -Requester Maintenance
    $databases = Get-MailboxDatabaseCopyStatus -Server $Server | Where-Object { $_.Status -eq 'Mounted' }
    foreach ($d in $databases) { Write-Verbose "$($d.DatabaseName) is active here" }
    Set-ServerComponentState $Server -Component ServerWideOffline -State Inactive -Requester Maintenance
} else {
    Set-ServerComponentState $Server -Component ServerWideOffline -State Active -Requester Maintenance
    Set-ServerComponentState $Server -Component HubTransport -State Active -Requester Maintenance
}
$away = @(Get-Away)
if ($away) { "${Server}: $($away.Count) components away" } else { "${Server}: all components active" }
