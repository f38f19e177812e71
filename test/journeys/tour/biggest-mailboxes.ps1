# Top mailboxes by size, to CSV
param(
    [int]$Top = 20,
    [string]$Path = ".\Top-Mailboxes_$(Get-Date -Format 'yyyyMMdd').csv"
)

$report = Get-Mailbox -ResultSize Unlimited |
    Get-MailboxStatistics -WarningAction SilentlyContinue |
    Sort-Object TotalItemSize -Descending |
    Select-Object -First $Top DisplayName, DatabaseName, ItemCount,
        @{Name = 'SizeMB'; Expression = { [math]::Round($_.TotalItemSize.Value.ToMB(), 2) } },
        @{n='SizeGB';e={"{0:N2}" -f ($_.TotalItemSize.Value.ToBytes()/1GB)}},
        @{Label="LastLogon"; Expression={ if ($_.LastLogonTime) { $_.LastLogonTime.ToString('yyyy-MM-dd') } else { 'never' } }}

$report | Export-Csv -Path $Path -NoTypeInformation -Encoding UTF8 -Delimiter ';'
Write-Host "$($report.Count) mailboxes written to $Path" -ForegroundColor Green
$total = ($report | Measure-Object -Property SizeMB -Sum).Sum
Write-Output ("Together: {0:N1} GB" -f ($total / 1024))
