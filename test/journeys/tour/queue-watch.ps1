param (
    [int]$Threshold = 5,
    [int]$Rounds = 3,
    [double]$Seconds = 30
)

function Get-LongQueue([int]$Limit) {
    Get-ExchangeServer | ForEach-Object { Get-Queue -Server $_.Name -ErrorAction SilentlyContinue } |
        Where-Object { $_.MessageCount -ge $Limit -and $_.DeliveryType -ne 'ShadowRedundancy' -and $_.Identity -notlike '*\Poison' }
}

$round = 0
do {
    $round++
    $long = @(Get-LongQueue $Threshold)
    $stamp = Get-Date -Format 'HH:mm:ss'
    switch ($long.Count) {
        0       { Write-Host "$stamp  all queues are short" ; break }
        { $_ -gt 0 } {
            foreach ($q in $long | Sort-Object MessageCount -Descending) {
                $colour = if ($q.Status -eq 'Retry') { 'Red' } else { 'Yellow' }
                Write-Host ("{0}  {1,-18} {2,5}  {3}" -f $stamp, $q.Identity, $q.MessageCount, $q.NextHopDomain) -ForegroundColor $colour
                if ($q.LastError) { Write-Warning "$($q.Identity): $($q.LastError)" }
            }
        }
    }
    if ($round -lt $Rounds) { Start-Sleep -Seconds $Seconds }
} while ($round -lt $Rounds)
exit $(if ($long) { 2 } else { 0 })
