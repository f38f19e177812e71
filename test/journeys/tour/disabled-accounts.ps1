# mailboxes of people who have left: hide, shrink, forward to the manager, make them shared
param([switch]$DoIt, [string]$ForwardTo, [int]$Most = 10)
$gone = Get-Mailbox -ResultSize Unlimited -RecipientTypeDetails UserMailbox | ?{$_.AccountDisabled -eq $true -and $_.HiddenFromAddressListsEnabled -eq $false}
Write-Host "Disabled accounts with a visible mailbox: $(($gone | measure).Count)"
$gone | Select-Object -First $Most | %{
    $a = $_.Alias
    if(!$DoIt){ Set-Mailbox $a -HiddenFromAddressListsEnabled:$true -Type Shared -WhatIf; return }
    Set-Mailbox $a -HiddenFromAddressListsEnabled:$true -Type Shared
    if($ForwardTo){ Set-Mailbox $a -ForwardingAddress $ForwardTo -DeliverToMailboxAndForward:$true }
    Set-CASMailbox $a -ActiveSyncEnabled $false -OWAEnabled $false -PopEnabled $false -ImapEnabled $false
    Get-DistributionGroup -ResultSize Unlimited | %{ $g=$_; Get-DistributionGroupMember $g.Name | ?{$_.Alias -eq $a} | %{ Remove-DistributionGroupMember $g.Name -Member $a -Confirm:$false; "  out of $($g.Name)" } }
    "$a done"
}
