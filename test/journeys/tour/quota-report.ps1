Param(
  [Parameter(Mandatory=$False)] [int]$Percent = 80
)
$dbs = @{}
Get-MailboxDatabase | ForEach-Object { $dbs[$_.Name] = $_ }
$out = foreach ($m in (Get-Mailbox -ResultSize Unlimited)) {
  if ($m.UseDatabaseQuotaDefaults -eq $true) { $q = $dbs["$($m.Database)"].ProhibitSendQuota } else { $q = $m.ProhibitSendQuota }
  if ($q.IsUnlimited) { continue }
  $s = Get-MailboxStatistics $m.DistinguishedName -WarningAction SilentlyContinue
  if (-not $s) { continue }
  $used = [double]$s.TotalItemSize.Value.ToMB() / $q.Value.ToMB() * 100
  if ($used -ge $Percent) {
    [PSCustomObject][Ordered]@{ Mailbox = $m.DisplayName; UsedMB = $s.TotalItemSize.Value.ToMB(); QuotaMB = $q.Value.ToMB(); Percent = [math]::Round($used) ; From = @('database','mailbox')[[int]!$m.UseDatabaseQuotaDefaults] }
  }
}
$out | Sort-Object Percent -Descending | Select-Object -First 5 | Format-Table
"{0} mailboxes above {1}% of their quota, {2} above 100%" -f $out.Count, $Percent, ($out | Where-Object { $_.Percent -gt 100 } | Measure-Object).Count
