param([int]$Days = 60)
$certs = @()
Get-ExchangeServer | ForEach-Object { $server = $_.Name; Get-ExchangeCertificate -Server $server | ForEach-Object { $certs += $_ | Add-Member -NotePropertyName ServerName -NotePropertyValue $server -PassThru } }
$soon = $certs | Where-Object { $_.NotAfter -le (Get-Date).AddDays($Days) -and $_.Services -ne 'None' } | Sort-Object NotAfter
foreach ($c in $soon) {
    $left = New-TimeSpan -Start (Get-Date) -End $c.NotAfter
    $word = if ($left.Days -lt 0) { "EXPIRED $([math]::Abs($left.Days)) days ago" } else { "expires in $($left.Days) days" }
    Write-Warning "$($c.ServerName): $($c.Thumbprint.Substring(0,8))... $word ($($c.CertificateDomains -join ', '))"
}
$certs | Select-Object ServerName, @{l='Thumb';e={$_.Thumbprint[0..7] -join ''}}, @{l='Until';e={'{0:yyyy-MM-dd}' -f $_.NotAfter}}, Services, IsSelfSigned | Sort-Object ServerName, Until | Format-Table -AutoSize | Out-String -Width 120
"$(@($certs).Count) certificates, $(@($soon).Count) of them to renew"
