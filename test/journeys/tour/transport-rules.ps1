# keeps the rules in a file, adds a disclaimer where there is none, shows the order
param([string]$Path = 'rules.xml', [switch]$Remove)
$name = 'External disclaimer'
Get-TransportRule | Export-Clixml $Path
if (-not (Get-TransportRule $name -ErrorAction SilentlyContinue)) {
    $text = @'
<p style="font-size:8pt">This message may be confidential.</p>
'@
    New-TransportRule -Name $name -SentToScope NotInOrganization -ApplyHtmlDisclaimerText $text `
        -ApplyHtmlDisclaimerLocation Append -ApplyHtmlDisclaimerFallbackAction Wrap -Priority 0 -Comments "Added $(Get-Date -UFormat %Y)" | Out-Null
}
Get-TransportRule | Where-Object { $_.State -eq 'Disabled' } | ForEach-Object { Write-Host "Enabling $($_.Name)"; Enable-TransportRule $_.Name }
Get-TransportRule | sort Priority | select Priority, Name, State | ft -AutoSize
if ($Remove) { Remove-TransportRule $name -Confirm:$false }
$before = Import-Clixml $Path
Compare-Object $before (Get-TransportRule) -Property Name, State | sort Name, State | % { "$($_.SideIndicator) $($_.Name): $($_.State)" }
