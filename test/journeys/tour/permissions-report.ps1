# Who can open, send as and send for which mailbox
param([string]$Path = 'permissions.csv', [string]$Filter = '*')
$ErrorActionPreference = 'Stop'

$mailboxes = Get-Mailbox $Filter -ResultSize Unlimited | Where { $_.RecipientTypeDetails -in 'SharedMailbox','RoomMailbox','UserMailbox' }

$full = $mailboxes | Get-MailboxPermission |
    Where-Object { ($_.IsInherited -eq $false) -and -not ($_.User -like "NT AUTHORITY\*") -and ($_.Deny -eq $false) } |
    Select-Object @{n='Mailbox';e={ ($_.Identity -split '/')[-1] }},
                  @{n='Who';e={ $_.User.ToString() -replace '^CONTOSO\\','' }},
                  @{n='Rights';e={ $_.AccessRights -join ', ' }}

$sendAs = foreach ($m in $mailboxes) {
    Get-ADPermission -Identity $m.DistinguishedName |
        ? { $_.ExtendedRights -like '*Send-As*' -and $_.User -notmatch '^NT AUTHORITY' } |
        % { [PSCustomObject]@{ Mailbox = $m.Name; Who = "$($_.User)".Split('\')[1]; Rights = 'SendAs' } }
}

$onBehalf = $mailboxes | ? { $_.GrantSendOnBehalfTo } | ForEach-Object {
    $box = $_
    $box.GrantSendOnBehalfTo | ForEach-Object { [pscustomobject]@{ Mailbox = $box.Name; Who = $_.Split('/')[-1]; Rights = 'SendOnBehalf' } }
}

@($full) + @($sendAs) + @($onBehalf) | Where-Object { $_ } | Sort-Object Mailbox, Who, Rights | Export-Csv $Path -NoTypeInformation
Import-Csv $Path | Group-Object Rights -NoElement | Sort-Object Name | Format-Table Name, Count -AutoSize
