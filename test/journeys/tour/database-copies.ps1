# copies that lag behind, or that are not where they should be
param([int]$CopyQueue = 10, [int]$ReplayQueue = 200)
$bad = Get-MailboxDatabase | Get-MailboxDatabaseCopyStatus | where { ($_.Status -ne 'Mounted' -and $_.Status -ne 'Healthy') -or $_.CopyQueueLength -gt $CopyQueue -or $_.ReplayQueueLength -gt $ReplayQueue }
if ($bad) { $bad | select Name,Status,CopyQueueLength,ReplayQueueLength,ContentIndexState | ft -a }
else { Write-Host 'All copies are well.' }

"Databases away from their preferred server:"
Get-MailboxDatabase | sort name | % {
  $db = $_
  $pref = $db.ActivationPreference | ? { "$_" -match ',\s*1\]' } | % { ([regex]::Match("$_", '^\[([^,]+),')).Groups[1].Value }
  if ($pref -ne $db.Server) { "  $($db.Name): on $($db.Server), belongs on $pref" }
}
$per = @{}
Get-MailboxDatabase -Status | ForEach { if ($per.ContainsKey($_.Server)) { $per[$_.Server] += 1 } else { $per[$_.Server] = 1 } }
$per.Keys | Sort | % { "{0}: {1} mounted" -f $_, $per.$_ }
