# Import-PSSession as it fails where the execution policy forbids the module that it writes.
function Import-PSSession {
    [CmdletBinding()]
    param($Session, [switch] $DisableNameChecking)
    $PSCmdlet.ThrowTerminatingError([System.Management.Automation.ErrorRecord]::new(
            [System.Management.Automation.PSSecurityException]::new('Files cannot be loaded because running scripts is disabled on this system. Provide a valid certificate with which to sign the files.'),
            'UnauthorizedAccess', 'SecurityError', $null))
}
