param([datetime]$Start = (Get-Date).AddDays(-7), [datetime]$End = (Get-Date), [string]$Csv)

$hubs = Get-ExchangeServer | Where-Object { $_.IsHubTransportServer -eq $true }
$log = $hubs | ForEach-Object { Get-MessageTrackingLog -Server $_.Name -ResultSize Unlimited -Start $Start -End $End -WarningAction SilentlyContinue }
$log = $log | Sort-Object Timestamp

'By event:'
$log | Group-Object EventId | Sort-Object -Property @{Expression='Count';Descending=$true},Name | ForEach-Object { "  {0,-10}{1,5}" -f $_.Name, $_.Count }

'Top senders:'
$log | ? { $_.EventId -eq 'RECEIVE' } | group Sender | sort Count, Name -Desc | select -First 3 | % {
    $bytes = ($_.Group | measure TotalBytes -Sum).Sum
    "  $($_.Name) $($_.Count) messages, $([math]::Round($bytes / 1KB)) KB"
}

$failed = @($log | Where-Object EventId -EQ 'FAIL')
if ($failed.Count -gt 0) {
    "Failed: $($failed.Count)"
    $failed | Select-Object -First 2 Timestamp, Sender, @{n='To';e={$_.Recipients -join ';'}}, @{n='Why';e={($_.RecipientStatus | Select-Object -First 1).Substring(0, 9)}} | Format-List Sender, To, Why
}
# the way of one message
$one = $log | Where-Object { $_.EventId -eq 'DELIVER' } | Select-Object -Last 1
$way = $log | Where-Object { $_.MessageId -eq $one.MessageId }
"One message: " + (($way | ForEach-Object { $_.EventId }) -join ' -> ')
if ($Csv) {
    $log | Select-Object Timestamp, EventId, Source, Sender, @{Name='Recipients';Expression={[string]::Join(';', $_.Recipients)}}, MessageSubject |
        Export-Csv -Path $Csv -NoTypeInformation -Encoding Unicode
}
