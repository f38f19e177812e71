param([string]$Batch = '*', [string]$Target, [string[]]$Mailbox)

if ($Mailbox) {
    $Mailbox | ForEach-Object {
        try {
            $null = New-MoveRequest -Identity $_ -TargetDatabase $Target -BatchName "Tour $(Get-Date -f yyyy-MM-dd)" -ErrorAction Stop
            Write-Host "  + $_" -ForegroundColor DarkGreen
        }
        catch {
            Write-Host "  - ${_}" -ForegroundColor Red
        }
    }
}

$moves = Get-MoveRequest -ResultSize Unlimited | Get-MoveRequestStatistics | Where-Object BatchName -Like $Batch
$n = 0
foreach ($move in $moves) {
    $n++
    Write-Progress -Id 1 -Activity 'Moves' -Status ("{0} of {1}: {2}" -f $n, @($moves).Length, $move.DisplayName) -PercentComplete ([int]($n * 100 / @($moves).Length))
    $bar = ('#' * [math]::Floor($move.PercentComplete / 10)).PadRight(10, '.')
    '{0,-28} [{1}] {2,3}% {3}' -f $move.DisplayName, $bar, $move.PercentComplete, $move.StatusDetail
}
Write-Progress -Id 1 -Activity 'Moves' -Completed
$moves | Group-Object { $_.StatusDetail.ToString() } | Sort-Object Count -Descending | ForEach-Object { "$($_.Name): $($_.Count)" }
