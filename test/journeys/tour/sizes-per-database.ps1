$stats = Get-MailboxDatabase | Get-MailboxStatistics -WarningAction SilentlyContinue
$rows = $stats | Group-Object DatabaseName | ForEach-Object {
    $sum = ($_.Group | ForEach-Object { $_.TotalItemSize.Value.ToBytes() } | Measure-Object -Sum -Average -Maximum)
    New-Object PSObject -Property @{
        Database  = $_.Name
        Mailboxes = $_.Count
        'Total GB'   = [math]::Round($sum.Sum / 1GB, 1)
        'Average MB' = [int]($sum.Average / 1MB)
        'Largest GB' = "{0:N1}" -f ($sum.Maximum / 1GB)
    }
}
$rows | Select-Object Database, Mailboxes, 'Total GB', 'Average MB', 'Largest GB' | Sort-Object 'Total GB' -Descending | Format-Table -AutoSize
$rows | Measure-Object Mailboxes -Sum | ForEach-Object { "Mailboxes: " + $_.Sum }
$smallest = ($rows | Sort-Object { $_.'Total GB' })[0]
"New mailboxes go to: $($smallest.Database)"
