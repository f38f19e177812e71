# Windows PowerShell's WSMan client as far as exterm uses it, with the real one's parameters and errors. A session goes
# over the pipe that EXTERM_TEST_PIPE names; shells are lines of the file that EXTERM_TEST_SHELLS names:
# id, owner, resource URI and idle time, with tabs between.

# As its caller has it: what fails in a command ends it.
$ErrorActionPreference = 'Stop'

function New-PSSession {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory)] [uri] $ConnectionUri,
        [string] $ConfigurationName,
        [System.Management.Automation.Runspaces.AuthenticationMechanism] $Authentication,
        [System.Management.Automation.PSCredential] $Credential,
        [switch] $AllowRedirection
    )
    $global:Given = $PSBoundParameters
    if ($null -eq $env:EXTERM_TEST_PIPE) {
        $exception = [System.Management.Automation.Remoting.PSRemotingTransportException]::new(
            "Connecting to remote server $($ConnectionUri.Host) failed with the following error message : Access is denied. For more information, see the about_Remote_Troubleshooting Help topic.")
        $exception.ErrorCode = 5
        $PSCmdlet.ThrowTerminatingError([System.Management.Automation.ErrorRecord]::new(
                $exception, 'AccessDenied,PSSessionOpenFailed', 'OpenError', $null))
    }
    $pipe = [System.Management.Automation.Runspaces.NamedPipeConnectionInfo]::new($env:EXTERM_TEST_PIPE)
    $runspace = [runspacefactory]::CreateRunspace(
        $pipe, $Host, [System.Management.Automation.Runspaces.TypeTable]::LoadDefaultTypeFiles())
    $runspace.Open()
    # A real WSMan connection has what the server said of it.
    $runspace.ConnectionInfo.IdleTimeout = 900000
    [System.Management.Automation.Runspaces.PSSession]::Create($runspace, 'WSMan', $PSCmdlet)
}

function Get-WSManInstance {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory)] [uri] $ResourceURI,
        [Parameter(Mandatory)] [switch] $Enumerate,
        [Parameter(Mandatory)] [uri] $ConnectionURI,
        [ValidateSet('None', 'Default', 'Digest', 'Negotiate', 'Basic', 'Kerberos', 'ClientCertificate', 'Credssp')] [string] $Authentication,
        [System.Management.Automation.PSCredential] $Credential
    )
    if ($ResourceURI -ne 'Shell') { throw "No resource is called $ResourceURI." }
    foreach ($line in [System.IO.File]::ReadAllLines($env:EXTERM_TEST_SHELLS)) {
        $id, $owner, $resource, $idle = $line.Split("`t")
        $document = [xml] '<rsp:Shell xmlns:rsp="http://schemas.microsoft.com/wbem/wsman/1/windows/shell" />'
        foreach ($pair in @(@('ShellId', $id), @('ResourceUri', $resource), @('Owner', $owner), @('ClientIP', '::1'), @('ProcessId', '4711'), @('IdleTimeOut', $idle),
                @('State', 'Connected'), @('ShellRunTime', 'P0DT0H1M7S'), @('ShellInactivity', 'P0DT0H0M7S'), @('MemoryUsed', '101MB'))) {
            $element = $document.CreateElement('rsp', $pair[0], 'http://schemas.microsoft.com/wbem/wsman/1/windows/shell')
            $element.InnerText = $pair[1]
            $null = $document.DocumentElement.AppendChild($element)
        }
        $document.DocumentElement
    }
}

function Remove-WSManInstance {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory)] [uri] $ResourceURI,
        [Parameter(Mandatory)] [hashtable] $SelectorSet,
        [Parameter(Mandatory)] [uri] $ConnectionURI,
        [ValidateSet('None', 'Default', 'Digest', 'Negotiate', 'Basic', 'Kerberos', 'ClientCertificate', 'Credssp')] [string] $Authentication,
        [System.Management.Automation.PSCredential] $Credential
    )
    $lines = [System.IO.File]::ReadAllLines($env:EXTERM_TEST_SHELLS)
    $kept = [string[]] @($lines | Where-Object { $_.Split("`t")[0] -cne $SelectorSet['ShellId'] -or $_.Split("`t")[2] -cne [string] $ResourceURI })
    if ($kept.Count -eq $lines.Count) {
        $PSCmdlet.ThrowTerminatingError([System.Management.Automation.ErrorRecord]::new(
                [System.InvalidOperationException]::new('<f:WSManFault xmlns:f="http://schemas.microsoft.com/wbem/wsman/1/wsmanfault" Code="2150858843" Machine="ex01"><f:Message>The request contained invalid selectors for the resource. </f:Message></f:WSManFault>'),
                'WsManError', 'InvalidOperation', $null))
    }
    [System.IO.File]::WriteAllLines($env:EXTERM_TEST_SHELLS, $kept)
}

Export-ModuleMember -Function New-PSSession, Get-WSManInstance, Remove-WSManInstance
