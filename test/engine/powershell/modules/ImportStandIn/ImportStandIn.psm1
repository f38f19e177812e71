# What the tests' small PowerShell lacks, because the assembly it is in is not on NuGet: Import-PSSession with its own
# parameters and progress records, and as much of Select-Object and Sort-Object as a line of the tests needs.

function Import-PSSession {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory, Position = 0)] [System.Management.Automation.Runspaces.PSSession] $Session,
        [Parameter(Position = 1)] [Alias('Name')] [string[]] $CommandName,
        [string[]] $FormatTypeName,
        [string] $Prefix,
        [switch] $DisableNameChecking,
        [switch] $AllowClobber
    )
    $common = [System.Collections.Generic.HashSet[string]]::new([string[]] [System.Management.Automation.PSCmdlet]::CommonParameters)
    $received = 0
    $commands = [System.Collections.Generic.List[object]]::new()
    $wanted = if ($CommandName) { $CommandName } else { , '*' }
    Microsoft.PowerShell.Core\Invoke-Command -Session $Session -HideComputerName -ErrorAction Stop `
        -ArgumentList $wanted, @('Alias', 'Function', 'Filter', 'Cmdlet'), @('Name', 'Parameters') -ScriptBlock {
        param($names, $types, $properties) Get-Command -Name $names -CommandType $types | Select-Object -Property $properties
    } | ForEach-Object {
        $commands.Add($_)
        $received++
        if ($received % 100 -eq 1) { Show-Progress "Getting command information from remote session ... $received commands received" }
    }
    Show-Progress "Getting command information from remote session ... $received commands received"
    if ($FormatTypeName) { Show-Progress 'Getting formatting and output information from remote session ... 1 objects received' }
    # Asked for once: to look for a name that is not there goes through every module's files, each time.
    $here = [System.Collections.Generic.HashSet[string]]::new([System.StringComparer]::OrdinalIgnoreCase)
    foreach ($command in $ExecutionContext.InvokeCommand.GetCommands('*', 'Function, Cmdlet', $true)) {
        # This module itself keeps sight of the proxies of imports that have been removed.
        if ($command.ModuleName -notlike 'tmp_*') { $null = $here.Add($command.Name) }
    }
    $known = foreach ($command in $commands) { if ($AllowClobber -or -not $here.Contains("$($command.Name)")) { $command } }
    if (-not $known) {
        $id = if ($commands.Count -eq 0) { 'ErrorNoResultsFromRemoteEnd' } else { 'ErrorNoCommandsImportedBecauseOfSkipping' }
        $PSCmdlet.ThrowTerminatingError([System.Management.Automation.ErrorRecord]::new(
                [System.ArgumentException]::new('No command proxies have been created.'), $id, 'InvalidResult', $null))
    }
    $text = [System.Text.StringBuilder]::new()
    $plain = [regex]::new('^[A-Za-z]+-[A-Za-z0-9]+$')
    foreach ($command in $known) {
        $name = [string] $command.Name
        $proxy = if ($Prefix) { $name.Replace('-', "-$Prefix") } else { $name }
        if (-not ($plain.IsMatch($name) -and $plain.IsMatch($proxy))) { continue }
        $separator = ''
        $null = $text.Append("function $proxy { [CmdletBinding()] param(")
        foreach ($parameter in $command.Parameters.Values) {
            $parameterName = [string] $parameter.Name
            if ($common.Contains($parameterName)) { continue }
            $null = $text.Append($separator)
            if ($parameterName -eq 'Identity') { $null = $text.Append('[Parameter(Position = 0, ValueFromPipelineByPropertyName)] ') }
            if ([string] $parameter.SwitchParameter -eq 'True') { $null = $text.Append('[switch] ') }
            $null = $text.Append('${').Append($parameterName).Append('}')
            $separator = ', '
        }
        $null = $text.AppendLine(") process { & `$script:call '$name' `$PSBoundParameters } }")
    }
    $module = New-Module -Name "tmp_$([guid]::NewGuid().ToString('N'))" -ArgumentList $Session, $text.ToString() -ScriptBlock {
        param($Session, $Text)
        $script:call = {
            param($name, $bound)
            Microsoft.PowerShell.Core\Invoke-Command -Session $Session -HideComputerName -ArgumentList $name, $bound -ScriptBlock {
                param($name, $bound) & $name @bound
            }
        }
        . ([scriptblock]::Create($Text))
        Export-ModuleMember -Function *-*
    }
    Import-Module $module -Global -DisableNameChecking
    Show-Progress 'Completed.' -Completed
    $module
}

function Show-Progress([string] $Status, [switch] $Completed) {
    $record = [System.Management.Automation.ProgressRecord]::new(0, 'Creating implicit remoting module ...', $Status)
    # As the real one's: an estimate from the count so far that never arrives.
    $record.PercentComplete = [int] (100 - 10000 / (100 + [int] ($Status -replace '\D')))
    if ($Completed) { $record.RecordType = 'Completed' }
    $Host.UI.WriteProgress(1, $record)
}

function Select-Object {
    param(
        [Parameter(ValueFromPipeline)] $InputObject,
        [Parameter(Position = 0)] [string[]] $Property,
        [int] $First = [int]::MaxValue
    )
    begin { $count = 0 }
    process {
        if ($count++ -ge $First) { return }
        if (-not $Property) { return $InputObject }
        $selected = [ordered] @{}
        foreach ($name in $Property) { $selected[$name] = $InputObject.$name }
        [pscustomobject] $selected
    }
}

function Sort-Object {
    param(
        [Parameter(ValueFromPipeline)] $InputObject,
        [Parameter(Position = 0)] [string] $Property,
        [switch] $Descending
    )
    begin { $items = [System.Collections.Generic.List[object]]::new() }
    process { $items.Add($InputObject) }
    end {
        $keys = [object[]] @(foreach ($item in $items) { if ($Property) { $item.$Property } else { $item } })
        $values = $items.ToArray()
        [array]::Sort($keys, $values)
        if ($Descending) { [array]::Reverse($values) }
        $values
    }
}

Export-ModuleMember -Function Import-PSSession, Select-Object, Sort-Object
