param([string]$Policy, [string[]]$Department)
Get-RetentionPolicy | ForEach-Object {
    $p = $_
    Write-Host $p.Name -ForegroundColor Cyan
    $p.RetentionPolicyTagLinks | ForEach-Object { Get-RetentionPolicyTag "$_" } |
        Sort-Object Type, Name | ForEach-Object { '  {0,-34} {1,-8} {2,5} days  {3}' -f $_.Name, $_.Type, $(if ($_.AgeLimitForRetention) { $_.AgeLimitForRetention.Days } else { '-' }), $_.RetentionAction }
}
if ($Department) {
    $people = Get-User -ResultSize Unlimited | Where-Object { $_.RecipientType -eq 'UserMailbox' -and $Department -contains $_.Department }
    $people | ForEach-Object { Set-Mailbox -Identity $_.SamAccountName -RetentionPolicy $Policy }
}
Get-Mailbox -ResultSize Unlimited | Group-Object { if ($_.RetentionPolicy) { $_.RetentionPolicy } else { '(none)' } } | Sort-Object Name | Select-Object Name, Count | Format-Table -HideTableHeaders
