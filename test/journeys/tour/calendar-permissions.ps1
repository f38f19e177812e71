# Everybody may see when the rooms are taken, and the assistant may write into them
param([Parameter(Mandatory)][string]$Editor, [string]$Rights = 'LimitedDetails')
$rooms = Get-Mailbox -RecipientTypeDetails RoomMailbox -ResultSize Unlimited
foreach ($room in $rooms) {
    # the folder's name is that of the mailbox's language
    $name = (Get-MailboxFolderStatistics $room.Alias -FolderScope Calendar | Where-Object { $_.FolderType -eq 'Calendar' } | Select-Object -First 1).Name
    $calendar = "$($room.Alias):\$name"
    Set-MailboxFolderPermission -Identity $calendar -User Default -AccessRights $Rights
    $has = Get-MailboxFolderPermission $calendar -User $Editor -ErrorAction SilentlyContinue
    if ($has) {
        if ($has.AccessRights -notcontains 'Editor') { Set-MailboxFolderPermission $calendar -User $Editor -AccessRights Editor }
    } else {
        Add-MailboxFolderPermission $calendar -User $Editor -AccessRights Editor | Out-Null
    }
}
$rooms | ForEach-Object { $room = $_; Get-MailboxFolderPermission "$($_.Alias):\Calendar" } |
    Select-Object @{n='Room';e={$room.Name}}, @{n='User';e={$_.User.DisplayName}}, @{n='Rights';e={$_.AccessRights -join ','}} |
    Sort-Object Room, User | Format-Table -AutoSize
