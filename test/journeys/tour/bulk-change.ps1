[CmdletBinding(SupportsShouldProcess = $true)]
param(
    [Parameter(Mandatory = $true, Position = 0)]
    [ValidateScript({ Test-Path $_ -PathType Leaf })]
    [string]$CsvFile,

    [string]$LogFile = "$env:TEMP\bulk.log"
)

$users = Import-Csv -Path $CsvFile
$i = 0
$changed = @()
foreach ($user in $users) {
    $i++
    Write-Progress -Activity "Changing mailboxes" -Status $user.Alias -PercentComplete (($i / $users.Count) * 100)
    $mbx = Get-Mailbox -Identity $user.Alias -ErrorAction SilentlyContinue
    if (!$mbx) {
        Write-Warning "No mailbox for '$($user.Alias)', line $($i + 1)"
        continue
    }
    $params = @{
        Identity         = $mbx.DistinguishedName
        CustomAttribute1 = $user.CostCenter
        Office           = $user.Office
    }
    if ($user.Quota) {
        $params.Add('ProhibitSendQuota', $user.Quota)
        $params['UseDatabaseQuotaDefaults'] = $false
    }
    if ($WhatIfPreference) { $params.WhatIf = $true }
    Set-Mailbox @params
    if (-not $WhatIfPreference) {
        Set-User $mbx.Alias -Department $user.Department
        $changed += $mbx.Alias
        "{0:s}`t{1}`tchanged" -f (Get-Date), $mbx.Alias | Out-File $LogFile -Append -Encoding utf8
    }
}
Write-Progress -Activity "Changing mailboxes" -Completed
"$($changed.Count) of $(@($users).Count) changed."
