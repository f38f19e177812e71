# PowerShell's own client on the endpoint, in its own console: runs each line of the table, answers standing behind it on
# standard input. What the user sees goes to standard output, errors too; a mark says where each case begins and ends.
param([string] $Lines)
$ErrorView = 'ConciseView'
$PSStyle.OutputRendering = 'PlainText'
$ProgressPreference = 'SilentlyContinue'
$Session = New-PSSession -HostName endpoint
$null = Import-PSSession $Session -CommandName Test-Body, Get-Item2, Set-Item2, Get-Many, Test-Bind, Set-List, Test-Prompted -DisableNameChecking -AllowClobber
$own = 'RunspaceId', 'PSComputerName', 'PSShowComputerName'
$number = 0
foreach ($line in Get-Content -LiteralPath $Lines | ConvertFrom-Json) {
    [Console]::WriteLine("<<<case $number>>>")
    # What implicit remoting puts beside the server's own properties is not the server's.
    try { Invoke-Expression $line | ForEach-Object { foreach ($name in $own) { if ($null -ne $_) { $_.PSObject.Properties.Remove($name) } }; , $_ } | Out-Default }
    catch { $_ | Out-Default }
    $number++
}
[Console]::WriteLine('<<<end>>>')
Remove-PSSession $Session
