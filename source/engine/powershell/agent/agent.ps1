# The side of exterm that runs inside PowerShell: Windows PowerShell 5.1 and later, in the grammar of 5.1.
#
# Three runspaces. The main one, where this script was started, reads requests from the private pipe and hands them on;
# only there can a stop or an answer arrive while something runs. The driver works one request after another. The
# user's runspace runs the user's lines, and the thread that runs them writes what they give to the pipe.
#
# A message is one line: a flat JSON object in ASCII. Text from exterm is base64 of UTF-16LE, so that every string of
# .NET's passes, lone surrogates included; text to exterm is base64 of UTF-8. Nothing that comes is ever run as script
# but the text of a `run` request, which is the user's own line.
param([string] $PipeName, [string] $Token)

# Methods of classes are bound to the runspace in which an instance is made, if the class is defined there. The
# instances of these are made in another one, so that their methods run on whatever thread calls them. They hold no
# script blocks and call no commands: those would need a runspace.
class ExtermWire {
    [System.IO.TextWriter] $Writer
    [System.Collections.Concurrent.BlockingCollection[string]] $Answers
    [int] $Questions
    # True while the text that the host is given is PowerShell's layout of objects.
    [bool] $IsLayout
    [bool] $HasExited
    [int] $ExitCode

    [void] Send([string] $op, [string] $fields) {
        $this.Writer.WriteLine('{"op":"' + $op + '"' + $fields + '}')
    }

    [string] Text([string] $name, [string] $value) {
        $bytes = [System.Text.Encoding]::UTF8.GetBytes([string] $value)
        return ',"' + $name + '":"' + [Convert]::ToBase64String($bytes) + '"'
    }

    [string] Number([string] $name, [long] $value) {
        return ',"' + $name + '":' + $value.ToString([cultureinfo]::InvariantCulture)
    }

    [string] Clixml([object] $value, [int] $depth) {
        return $this.Text('clixml', [System.Management.Automation.PSSerializer]::Serialize($value, $depth))
    }

    # A field as it stands in the line; empty where it is missing.
    [string] Field([string] $line, [string] $name) {
        $match = [regex]::Match($line, '"' + $name + '":"?([^",}]*)')
        return $match.Groups[1].Value
    }

    [string] Decode([string] $base64) {
        $bytes = [Convert]::FromBase64String($base64)
        $characters = [char[]]::new($bytes.Length / 2)
        [Buffer]::BlockCopy($bytes, 0, $characters, 0, $bytes.Length)
        return [string]::new($characters)
    }

    [string] TextField([string] $line, [string] $name) {
        return $this.Decode($this.Field($line, $name))
    }

    [securestring] SecureField([string] $line, [string] $name) {
        $bytes = [Convert]::FromBase64String($this.Field($line, $name))
        $characters = [char[]]::new($bytes.Length / 2)
        [Buffer]::BlockCopy($bytes, 0, $characters, 0, $bytes.Length)
        $secret = [securestring]::new()
        foreach ($character in $characters) { $secret.AppendChar($character) }
        $secret.MakeReadOnly()
        [array]::Clear($characters, 0, $characters.Length)
        [array]::Clear($bytes, 0, $bytes.Length)
        return $secret
    }

    # Asks exterm and waits for the answer's line. The wait is in slices: between them PowerShell sees a stop.
    [string] Ask([string] $kind, [psobject] $details) {
        $this.Questions++
        $id = [string] $this.Questions
        $this.Send('ask', $this.Number('question', $this.Questions) + ',"kind":"' + $kind + '"' + $this.Clixml($details, 4))
        $answer = $null
        do {
            while (-not $this.Answers.TryTake([ref] $answer, 100)) { }
        } until ($this.Field($answer, 'question') -eq $id)
        return $answer
    }

    [void] Written([string] $text) {
        $this.Send($(if ($this.IsLayout) { 'layout' } else { 'text' }), $this.Text('text', $text))
    }

    [void] Progress([System.Management.Automation.ProgressRecord] $record) {
        $isCompleted = $record.RecordType -eq [System.Management.Automation.ProgressRecordType]::Completed
        $this.Send('progress',
            $this.Number('activity', $record.ActivityId) + $this.Number('parent', $record.ParentActivityId) +
            $this.Number('percent', $record.PercentComplete) + $this.Number('seconds', $record.SecondsRemaining) +
            $this.Number('completed', [int] $isCompleted) + $this.Text('title', $record.Activity) +
            $this.Text('status', $record.StatusDescription) + $this.Text('current', $record.CurrentOperation))
    }

    # An error in the shape in which PowerShell remoting sends one (MS-PSRP 2.2.3.15).
    [psobject] ErrorObject([System.Management.Automation.ErrorRecord] $record) {
        $thrown = $record.Exception
        $typeName = $thrown.GetType().FullName
        if ($thrown -is [System.Management.Automation.RemoteException] -and $null -ne $thrown.SerializedRemoteException) {
            $typeName = $thrown.SerializedRemoteException.PSObject.TypeNames[0]
        }
        $exception = [pscustomobject] @{ Message = $thrown.Message }
        $exception.PSObject.TypeNames.Insert(0, $typeName)
        $target = $null
        if ($null -ne $record.TargetObject) { $target = [string] $record.TargetObject }
        $category = $record.CategoryInfo
        $details = $record.ErrorDetails
        $invocation = $record.InvocationInfo
        $fields = [ordered] @{
            Exception                   = $exception
            TargetObject                = $target
            FullyQualifiedErrorId       = $record.FullyQualifiedErrorId
            ErrorCategory_Category      = [int] $category.Category
            ErrorCategory_Activity      = $category.Activity
            ErrorCategory_Reason        = $category.Reason
            ErrorCategory_TargetName    = $category.TargetName
            ErrorCategory_TargetType    = $category.TargetType
            ErrorCategory_Message       = $category.GetMessage()
            ErrorDetails_ScriptStackTrace = $record.ScriptStackTrace
        }
        if ($null -ne $details) {
            $fields['ErrorDetails_Message'] = $details.Message
            $fields['ErrorDetails_RecommendedAction'] = $details.RecommendedAction
        }
        if ($null -ne $invocation) {
            $fields['InvocationInfo_InvocationName'] = $invocation.InvocationName
            $fields['InvocationInfo_ScriptLineNumber'] = $invocation.ScriptLineNumber
            $fields['InvocationInfo_OffsetInLine'] = $invocation.OffsetInLine
            $fields['InvocationInfo_ScriptName'] = $invocation.ScriptName
            $fields['InvocationInfo_PositionMessage'] = $invocation.PositionMessage
        }
        return [pscustomobject] $fields
    }

    # The code of WSMan or Windows that a failed remote operation carries; 0 for none.
    [long] ErrorCode([exception] $thrown) {
        for ($one = $thrown; $null -ne $one; $one = $one.InnerException) {
            if ($one -is [System.Management.Automation.Remoting.PSRemotingTransportException]) { return $one.ErrorCode }
        }
        return 0
    }

    [void] Error([string] $op, [string] $fields, [System.Management.Automation.ErrorRecord] $record) {
        $this.Send($op, $fields + $this.Number('code', $this.ErrorCode($record.Exception)) +
            $this.Clixml($this.ErrorObject($record), 3))
    }

    # PowerShell's own WSMan client has begun or ended a pipeline on the server. Comes on any thread, at any time.
    [void] Availability([object] $runspace, [System.Management.Automation.Runspaces.RunspaceAvailabilityEventArgs] $change) {
        if ($change.RunspaceAvailability -ne [System.Management.Automation.Runspaces.RunspaceAvailability]::None) { $this.Send('traffic', '') }
    }

    [void] Output([object] $item) {
        $this.Output($item, '')
    }

    # What remoting has deserialised, and what the user selected, holds plain values: those in lists are wanted too.
    # A live object is a graph without an end.
    [void] Output([object] $item, [string] $fields) {
        $depth = 1
        if ($null -ne $item) {
            $base = $item.PSObject.BaseObject
            $name = $item.PSObject.TypeNames[0]
            if ($name -like 'Deserialized.*' -or $name -like 'Selected.*' -or
                $base -is [System.Management.Automation.PSCustomObject] -or $base -is [System.Collections.ICollection]) { $depth = 2 }
        }
        $this.Send('output', $fields + $this.Clixml($item, $depth))
    }

    # One that a line has put among its output: 6>&1 shows what is hidden otherwise.
    [void] Information([System.Management.Automation.InformationRecord] $record) {
        $message = $record.MessageData
        if ($message -is [System.Management.Automation.HostInformationMessage] -and $message.NoNewLine) { $this.Written($message.Message) }
        else { $this.Written([string] $record + "`n") }
    }

    # One thing that a line gave. False for what only PowerShell can show: what Format-Table and its like make.
    [bool] Record([object] $item) {
        if ($item -is [System.Management.Automation.ErrorRecord]) { $this.Error('error', '', $item) }
        elseif ($item -is [System.Management.Automation.WarningRecord]) { $this.Send('warning', $this.Text('text', $item.Message)) }
        elseif ($item -is [System.Management.Automation.VerboseRecord]) { $this.Send('verbose', $this.Text('text', $item.Message)) }
        elseif ($item -is [System.Management.Automation.DebugRecord]) { $this.Send('debug', $this.Text('text', $item.Message)) }
        elseif ($item -is [System.Management.Automation.InformationRecord]) { $this.Information($item) }
        elseif ($null -ne $item -and
            $item.PSObject.BaseObject.GetType().FullName.StartsWith('Microsoft.PowerShell.Commands.Internal.Format.')) { return $false }
        elseif ($null -ne $item -and $item.PSObject.TypeNames[0] -eq 'exterm grid') {
            $this.Output($item.Item, ',"grid":"' + $item.Grid + '"' + $this.Text('title', $item.Title))
        }
        else { $this.Output($item) }
        return $true
    }
}

class ExtermRawUserInterface : System.Management.Automation.Host.PSHostRawUserInterface {
    [ExtermWire] $Wire
    [int] $Width
    [System.ConsoleColor] $Foreground
    [System.ConsoleColor] $Background
    [string] $Title

    [System.Management.Automation.Host.Size] Size() { return [System.Management.Automation.Host.Size]::new($this.Width, 50) }
    [System.Management.Automation.Host.Size] get_BufferSize() { return $this.Size() }
    [void] set_BufferSize([System.Management.Automation.Host.Size] $value) { }
    [System.Management.Automation.Host.Size] get_WindowSize() { return $this.Size() }
    [void] set_WindowSize([System.Management.Automation.Host.Size] $value) { }
    [System.Management.Automation.Host.Size] get_MaxWindowSize() { return $this.Size() }
    [System.Management.Automation.Host.Size] get_MaxPhysicalWindowSize() { return $this.Size() }
    [System.Management.Automation.Host.Coordinates] get_CursorPosition() { return [System.Management.Automation.Host.Coordinates]::new(0, 0) }
    [void] set_CursorPosition([System.Management.Automation.Host.Coordinates] $value) { }
    [System.Management.Automation.Host.Coordinates] get_WindowPosition() { return [System.Management.Automation.Host.Coordinates]::new(0, 0) }
    [void] set_WindowPosition([System.Management.Automation.Host.Coordinates] $value) { }
    [int] get_CursorSize() { return 25 }
    [void] set_CursorSize([int] $value) { }
    [System.ConsoleColor] get_ForegroundColor() { return $this.Foreground }
    [void] set_ForegroundColor([System.ConsoleColor] $value) { $this.Foreground = $value }
    [System.ConsoleColor] get_BackgroundColor() { return $this.Background }
    [void] set_BackgroundColor([System.ConsoleColor] $value) { $this.Background = $value }
    [string] get_WindowTitle() { return $this.Title }
    [void] set_WindowTitle([string] $value) { $this.Title = $value }
    [bool] get_KeyAvailable() { return $false }
    [void] FlushInputBuffer() { }
    [System.Management.Automation.Host.KeyInfo] ReadKey([System.Management.Automation.Host.ReadKeyOptions] $options) {
        throw [System.NotSupportedException]::new('exterm hands no single keys to PowerShell: use Read-Host.')
    }
    [System.Management.Automation.Host.BufferCell[, ]] GetBufferContents([System.Management.Automation.Host.Rectangle] $rectangle) {
        throw [System.NotSupportedException]::new('exterm shows no screen buffer to PowerShell.')
    }
    [void] ScrollBufferContents([System.Management.Automation.Host.Rectangle] $source, [System.Management.Automation.Host.Coordinates] $destination,
        [System.Management.Automation.Host.Rectangle] $clip, [System.Management.Automation.Host.BufferCell] $fill) { }
    [void] SetBufferContents([System.Management.Automation.Host.Coordinates] $origin, [System.Management.Automation.Host.BufferCell[, ]] $contents) { }
    # All of it filled is an empty screen, as Clear-Host wants one.
    [void] SetBufferContents([System.Management.Automation.Host.Rectangle] $rectangle, [System.Management.Automation.Host.BufferCell] $fill) {
        $edges = $rectangle.Left, $rectangle.Top, $rectangle.Right, $rectangle.Bottom
        if (($edges -join ' ') -eq '-1 -1 -1 -1') { $this.Wire.Send('clear', '') }
    }
}

class ExtermUserInterface : System.Management.Automation.Host.PSHostUserInterface {
    [ExtermWire] $Wire
    [ExtermRawUserInterface] $Raw
    # The text of the information record that came last.
    [object] $Informing

    [System.Management.Automation.Host.PSHostRawUserInterface] get_RawUI() { return $this.Raw }
    [bool] get_SupportsVirtualTerminal() { return $false }

    [void] Write([string] $value) { $this.Wire.Written($value) }
    [void] Write([System.ConsoleColor] $foreground, [System.ConsoleColor] $background, [string] $value) { $this.Wire.Written($value) }
    [void] WriteLine([string] $value) {
        $isInformation = $null -ne $this.Informing -and $value -eq $this.Informing
        $this.Informing = $null
        if ($isInformation) { $this.Wire.Send('information', $this.Wire.Text('text', $value)) }
        else { $this.Wire.Written($value + "`n") }
    }
    # Comes before the line that shows a record, and before none where it is not to be shown.
    [void] WriteInformation([System.Management.Automation.InformationRecord] $record) {
        $message = $record.MessageData
        $this.Informing = $(if ($message -is [System.Management.Automation.HostInformationMessage]) { $null } else { [string] $record })
    }
    [void] WriteErrorLine([string] $value) { $this.Wire.Written($value + "`n") }
    [void] WriteWarningLine([string] $message) { $this.Wire.Send('warning', $this.Wire.Text('text', $message)) }
    [void] WriteVerboseLine([string] $message) { $this.Wire.Send('verbose', $this.Wire.Text('text', $message)) }
    [void] WriteDebugLine([string] $message) { $this.Wire.Send('debug', $this.Wire.Text('text', $message)) }
    [void] WriteProgress([long] $sourceId, [System.Management.Automation.ProgressRecord] $record) { $this.Wire.Progress($record) }

    [string] ReadLine() {
        $answer = $this.Wire.Ask('line', [pscustomobject] @{ Secret = $false })
        return $this.Wire.TextField($answer, 'text')
    }

    [securestring] ReadLineAsSecureString() {
        $answer = $this.Wire.Ask('line', [pscustomobject] @{ Secret = $true })
        return $this.Wire.SecureField($answer, 'text')
    }

    [int] PromptForChoice([string] $caption, [string] $message,
        [System.Collections.ObjectModel.Collection[System.Management.Automation.Host.ChoiceDescription]] $choices, [int] $defaultChoice) {
        $offered = foreach ($choice in $choices) { [pscustomobject] @{ Label = $choice.Label; Help = $choice.HelpMessage } }
        $answer = $this.Wire.Ask('choice', [pscustomobject] @{
                Caption = $caption; Message = $message; Choices = @($offered); Default = $defaultChoice
            })
        return [int] $this.Wire.Field($answer, 'choice')
    }

    [System.Management.Automation.PSCredential] PromptForCredential([string] $caption, [string] $message, [string] $userName,
        [string] $targetName) {
        $answer = $this.Wire.Ask('credential', [pscustomobject] @{ Caption = $caption; Message = $message; User = $userName })
        return [System.Management.Automation.PSCredential]::new(
            $this.Wire.TextField($answer, 'user'), $this.Wire.SecureField($answer, 'password'))
    }

    [System.Management.Automation.PSCredential] PromptForCredential([string] $caption, [string] $message, [string] $userName,
        [string] $targetName, [System.Management.Automation.PSCredentialTypes] $types,
        [System.Management.Automation.PSCredentialUIOptions] $options) {
        return $this.PromptForCredential($caption, $message, $userName, $targetName)
    }

    [bool] IsList([System.Management.Automation.Host.FieldDescription] $field) {
        return $field.ParameterTypeFullName.EndsWith('[]')
    }

    # One value after another until an empty one, as PowerShell asks for a list: Names[0], Names[1], ...
    [object[]] AskList([string] $caption, [string] $message, [System.Management.Automation.Host.FieldDescription] $field) {
        $items = [System.Collections.ArrayList]::new()
        $isSecret = $field.ParameterTypeFullName -eq 'System.Security.SecureString[]'
        $end = 'An empty answer ends the list.'
        while ($true) {
            $isFirst = $items.Count -eq 0
            $label = $(if ($field.Label) { $field.Label.Replace('&', '') } else { $field.Name })
            $asked = [pscustomobject] @{
                Name = $field.Name; Label = "$label[$($items.Count)]"; Type = $field.ParameterTypeFullName -replace '\[\]$'
                Help = $(if ($isFirst) { $field.HelpMessage } else { $end }); Secret = $isSecret; Default = ''
            }
            $answer = $this.Wire.Ask('fields', [pscustomobject] @{
                    Caption = $(if ($isFirst) { $caption } else { '' }); Fields = @($asked)
                    Message = $(if ($isFirst) { ($message + "`n" + $end).Trim() } else { '' })
                })
            $item = $(if ($isSecret) { $this.Wire.SecureField($answer, 'value0') } else { $this.Wire.TextField($answer, 'value0') })
            if ($item.Length -eq 0) { break }
            $null = $items.Add($item)
        }
        return $items.ToArray()
    }

    [System.Collections.Generic.Dictionary[string, psobject]] Prompt([string] $caption, [string] $message,
        [System.Collections.ObjectModel.Collection[System.Management.Automation.Host.FieldDescription]] $descriptions) {
        $values = [System.Collections.Generic.Dictionary[string, psobject]]::new()
        $asked = foreach ($field in $descriptions) {
            if ($field.ParameterTypeFullName -eq 'System.Management.Automation.PSCredential') {
                $values[$field.Name] = $this.PromptForCredential($caption, $message, '', $field.Name)
            } elseif ($this.IsList($field)) {
                $values[$field.Name] = $this.AskList($caption, $message, $field)
            } else {
                [pscustomobject] @{
                    Name = $field.Name; Label = $field.Label; Type = $field.ParameterTypeFullName; Help = $field.HelpMessage
                    Secret = $field.ParameterTypeFullName -eq 'System.Security.SecureString'; Default = [string] $field.DefaultValue
                }
            }
        }
        if ($null -eq $asked) { return $values }
        $answer = $this.Wire.Ask('fields', [pscustomobject] @{ Caption = $caption; Message = $message; Fields = @($asked) })
        $index = 0
        foreach ($field in $asked) {
            $name = "value$index"
            if ($field.Secret) { $values[$field.Name] = $this.Wire.SecureField($answer, $name) }
            else { $values[$field.Name] = $this.Wire.TextField($answer, $name) }
            $index++
        }
        return $values
    }
}

class ExtermHost : System.Management.Automation.Host.PSHost {
    [ExtermWire] $Wire
    [ExtermUserInterface] $Interface
    [guid] $Id
    [cultureinfo] $Culture

    [string] get_Name() { return 'exterm' }
    [version] get_Version() { return [version]::new(1, 0) }
    [guid] get_InstanceId() { return $this.Id }
    [System.Management.Automation.Host.PSHostUserInterface] get_UI() { return $this.Interface }
    [cultureinfo] get_CurrentCulture() { return $this.Culture }
    [cultureinfo] get_CurrentUICulture() { return $this.Culture }
    [void] SetShouldExit([int] $exitCode) {
        $this.Wire.HasExited = $true
        $this.Wire.ExitCode = $exitCode
    }
    [void] EnterNestedPrompt() { throw [System.NotSupportedException]::new('exterm has no nested prompt.') }
    [void] ExitNestedPrompt() { throw [System.NotSupportedException]::new('exterm has no nested prompt.') }
    [void] NotifyBeginApplication() { }
    [void] NotifyEndApplication() { }
}

# The last stage of every line: tells exterm what comes, in order. What Format-Table and its like make goes through
# PowerShell's own layout; everything does where exterm asks for it.
$sink = {
    param($Wire, [bool] $LaysOut)
    begin { $layout = $null }
    process {
        # An error in here must end the line: told as an error of it, it would come here again.
        try {
            $item = $_
            $isTold = $Wire.Record($item)
            $isOutput = $isTold -and $LaysOut -and -not ($item -is [System.Management.Automation.ErrorRecord] -or
                $item -is [System.Management.Automation.InformationalRecord] -or $item -is [System.Management.Automation.InformationRecord])
            if ($isOutput -or -not $isTold) {
                $Wire.IsLayout = $isTold
                if ($null -eq $layout) {
                    $layout = { Microsoft.PowerShell.Core\Out-Default }.GetSteppablePipeline()
                    $layout.Begin($true)
                }
                $null = $layout.Process($item)
                $Wire.IsLayout = $false
            }
        } catch {
            throw $_
        }
    }
    end {
        if ($null -ne $layout) {
            $Wire.IsLayout = $LaysOut
            $null = $layout.End()
            $Wire.IsLayout = $false
        }
    }
}

$completeInput = {
    param([string] $Text, [int] $Cursor)
    [System.Management.Automation.CommandCompletion]::CompleteInput($Text, $Cursor, $null)
}

# A session over a pipe of exterm's, which passes what comes on to the server.
$openThroughBridge = {
    [CmdletBinding()]
    param([string] $Pipe, [string] $Name)
    $ErrorActionPreference = 'Stop'
    $connection = [System.Management.Automation.Runspaces.NamedPipeConnectionInfo]::new($Pipe)
    $types = [System.Management.Automation.Runspaces.TypeTable]::LoadDefaultTypeFiles()
    $remote = [runspacefactory]::CreateRunspace($connection, $Host, $types)
    $remote.Open()
    $global:Session = [System.Management.Automation.Runspaces.PSSession]::Create($remote, 'exterm', $PSCmdlet)
    $global:Session.Name = $Name
    $global:Session
}

$openByWsman = {
    param([hashtable] $Parameters)
    $ErrorActionPreference = 'Stop'
    $global:Session = New-PSSession @Parameters
    $global:Session
}

$importSession = {
    param([hashtable] $Parameters)
    $ErrorActionPreference = 'Stop'
    # Without -AllowClobber: a command of the server must not take the place of one of PowerShell's own.
    try {
        Import-PSSession -Session $global:Session -DisableNameChecking @Parameters -WarningAction SilentlyContinue
    } catch {
        # Who asks for some names alone may have asked for none that this server has: nothing is imported then.
        $isNothing = $_.FullyQualifiedErrorId -match '^ErrorNo(ResultsFromRemoteEnd|CommandsImportedBecauseOfSkipping)\b'
        if (-not ($isNothing -and $Parameters.ContainsKey('CommandName'))) { throw }
    }
}

# Stands before the imported cmdlets that may change something, and before what reaches the session in another way: each
# use is told to exterm first, which lets it pass or gives the reason why not. For where exterm does not see what
# PowerShell sends to the server.
$guardCommands = {
    param($Wire, $Module, [string[]] $Names)
    $ErrorActionPreference = 'Stop'
    $originals = @{}
    $text = [System.Text.StringBuilder]::new()
    foreach ($name in $Names) {
        $original = $Module.ExportedFunctions[$name]
        if ($null -eq $original) { continue }
        $originals[$name] = $original
        $block = $original.ScriptBlock.Ast
        if ($block -is [System.Management.Automation.Language.FunctionDefinitionAst]) { $block = $block.Body }
        $parameters = 'param()'
        if ($null -ne $block.ParamBlock) {
            $parameters = (@($block.ParamBlock.Attributes | ForEach-Object { $_.Extent.Text }) + $block.ParamBlock.Extent.Text) -join "`n"
        }
        $quoted = $name.Replace("'", "''")
        $null = $text.AppendLine("function global:$name { $parameters")
        # The server knows what a value without a name is for: a proxy's parameters have no order that means anything.
        $null = $text.AppendLine('begin { $ExtermNamed = @{} + $PSBoundParameters; $ExtermUnnamed = @(foreach ($one in $PSBoundParameters.BoundPositionally) { $PSBoundParameters[$one]; $ExtermNamed.Remove($one) }) + @($args)')
        $null = $text.AppendLine("& `$ExtermConfirm '$quoted' `$ExtermNamed `$ExtermUnnamed; `$ExtermCmdlet = `$ExtermOriginals['$quoted']")
        $null = $text.AppendLine('$ExtermRunning = { & $ExtermCmdlet @ExtermUnnamed @ExtermNamed }.GetSteppablePipeline($MyInvocation.CommandOrigin)')
        $null = $text.AppendLine('$ExtermRunning.Begin($MyInvocation.ExpectingInput, $ExecutionContext) }')
        $null = $text.AppendLine('process { $ExtermRunning.Process($_) } end { $ExtermRunning.End() } }')
    }
    foreach ($name in 'Invoke-Command', 'Enter-PSSession', 'Import-PSSession') {
        $originals[$name] = $ExecutionContext.InvokeCommand.GetCommand($name, 'Cmdlet, Function')
        if ($null -eq $originals[$name]) { continue }
        $null = $text.AppendLine("function global:$name { & `$ExtermConfirm '' @{} @() @(foreach (`$one in `$args) { if (`$one -is [scriptblock]) { `$one } }); `$ExtermCmdlet = `$ExtermOriginals['$name']")
        $null = $text.AppendLine('if ($MyInvocation.ExpectingInput) { $input | & $ExtermCmdlet @args } else { & $ExtermCmdlet @args } }')
    }
    $guard = New-Module -Name 'exterm guard' -ArgumentList $Wire, $originals, $text.ToString() -ScriptBlock {
        param($Wire, $ExtermOriginals, $text)
        # Names that no parameter of a cmdlet has: these are seen where those are.
        $ExtermConfirm = {
            param([string] $Name, $Named, $Unnamed, $Blocks)
            $given = @(foreach ($key in $Named.Keys) { [pscustomobject] @{ Name = [string] $key; Value = $Named[$key] } }) +
                @(foreach ($one in $Unnamed) { [pscustomobject] @{ Name = ''; Value = $one } })
            $told = foreach ($one in $given) {
                $value = $one.Value
                if ($value -is [switch]) { $value = [bool] $value }
                if ($value -isnot [bool]) { $value = [string] $value }
                if ($one.Value -is [securestring]) { $value = $null }
                [pscustomobject] @{ Name = $one.Name; Value = $value }
            }
            $answer = $Wire.Ask('change', [pscustomobject] @{
                    Name = $Name; Parameters = @($told); Script = [string] ($Blocks -join ' ')
                })
            $reason = $Wire.TextField($answer, 'reason')
            if ($reason -ne '') { throw $reason }
        }
        . ([scriptblock]::Create($text))
    }
    Import-Module $guard -Global -DisableNameChecking
}

$forgetModule = {
    param($Module)
    Remove-Module -ModuleInfo $Module -Force -ErrorAction Stop
}

$recallModule = {
    param($Module)
    Import-Module -ModuleInfo $Module -Global -DisableNameChecking
}

$removeSession = {
    param($Session)
    Remove-PSSession -Session $Session
}

$listShells = {
    param([hashtable] $Parameters)
    $ErrorActionPreference = 'Stop'
    # Elements of XML, whose own properties would be taken for what a shell does not say: its Name, for one.
    foreach ($shell in (Get-WSManInstance -ResourceURI Shell -Enumerate @Parameters)) {
        $said = @{}
        foreach ($child in $shell.ChildNodes) { $said[$child.LocalName] = [string] $child.InnerText }
        [pscustomobject] $said
    }
}

$deleteShell = {
    param([hashtable] $Parameters, [string] $ResourceUri, [string] $Id)
    $ErrorActionPreference = 'Stop'
    Remove-WSManInstance -ResourceURI $ResourceUri -SelectorSet @{ ShellId = $Id } @Parameters
}

# A cmdlet a message; its parameters are one text, because a server has twenty thousand of them. They are read from what the
# function is written as: asked for its parameters, PowerShell compiles each of the functions first.
$tellCommands = {
    param($Module, $Wire)
    foreach ($command in $Module.ExportedCommands.Values) {
        $block = $command.ScriptBlock.Ast
        if ($block -is [System.Management.Automation.Language.FunctionDefinitionAst]) { $block = $block.Body }
        $lines = foreach ($parameter in $block.ParamBlock.Parameters) {
            $aliases = foreach ($attribute in $parameter.Attributes) {
                if ($attribute.TypeName.Name -eq 'Alias') { $attribute.PositionalArguments.Value }
            }
            $flag = $(if ($parameter.StaticType -eq [switch]) { 's' })
            ($parameter.Name.VariablePath.UserPath, $parameter.StaticType.FullName, $flag, ($aliases -join ',')) -join "`t"
        }
        $Wire.Send('command', $Wire.Text('name', $command.Name) + $Wire.Text('parameters', ($lines -join "`n")))
    }
}

# Works one request after another. Everything that can block or ask runs from here, so that the main runspace stays free
# to take stops and answers.
$driver = {
    param($Wire, $Raw, $User, $State, $Scripts)

    # Runs a pipeline in the user's runspace, or in another. What ended it early, an error or a stop, is thrown; a stop
    # not as PowerShell's own exception, which no catch sees.
    function Invoke-Pipeline([System.Management.Automation.PowerShell] $Shell, $Runspace = $User, $Settings = $null) {
        $Shell.Runspace = $Runspace
        $State.Running = $Shell
        try {
            if ($State.StopId -eq $State.Id) { throw [System.OperationCanceledException]::new() }
            # Two nulls could be meant for either of two methods.
            if ($null -eq $Settings) { $output = $Shell.Invoke() } else { $output = $Shell.Invoke($null, $Settings) }
            if ($Shell.InvocationStateInfo.State -eq 'Stopped') { throw [System.OperationCanceledException]::new() }
            , $output
        } finally {
            $State.Running = $null
        }
    }

    # One of exterm's own scripts in the user's runspace. An error that it meets is none of the user's: `$Error` stays as it is.
    function Invoke-Script([string] $Name, [hashtable] $Parameters) {
        $shell = [powershell]::Create()
        $null = $shell.AddScript($Scripts[$Name], $true).AddParameters($Parameters)
        $errors = $User.SessionStateProxy.GetVariable('Error')
        $before = $errors.Count
        try {
            Invoke-Pipeline $shell
        } finally {
            if ($errors.Count -gt $before) { $errors.RemoveRange(0, $errors.Count - $before) }
        }
    }

    # The error behind what a call of .NET's threw.
    function Get-Cause([exception] $Thrown) {
        while ($Thrown -is [System.Management.Automation.MethodInvocationException] -and $null -ne $Thrown.InnerException) {
            $Thrown = $Thrown.InnerException
        }
        $Thrown
    }

    function ConvertTo-ErrorRecord([exception] $Cause) {
        if ($Cause -is [System.Management.Automation.RuntimeException]) { return $Cause.ErrorRecord }
        [System.Management.Automation.ErrorRecord]::new($Cause, $Cause.GetType().Name, 'NotSpecified', $null)
    }

    # The texts of a comma-separated list.
    function Get-TextList([string] $Line, [string] $Name) {
        $raw = [regex]::Match($Line, '"' + $Name + '":"([^"]*)').Groups[1].Value
        if ($raw -ne '') { foreach ($one in $raw.Split(',')) { $Wire.Decode($one) } }
    }

    # What the commands about shells and sessions want to know of a connection.
    function Get-ConnectionParameters([string] $Line) {
        $parameters = @{ ConnectionUri = [uri] $Wire.TextField($Line, 'uri'); Authentication = $Wire.TextField($Line, 'authentication') }
        if ($Wire.Field($Line, 'user') -ne '') {
            $parameters['Credential'] = [System.Management.Automation.PSCredential]::new(
                $Wire.TextField($Line, 'user'), $Wire.SecureField($Line, 'password'))
        }
        $parameters
    }

    function Get-VariableNames {
        $shell = [powershell]::Create()
        $null = $shell.AddScript('$ExecutionContext.InvokeProvider.ChildItem.Get("Variable:\", $false).Name', $true)
        $shell.Runspace = $User
        $names = foreach ($one in $shell.Invoke()) { [string] $one }
        $shell.Dispose()
        $names
    }

    # The variables that lines have set, for who is about to lose them: those that were not there when the session was.
    function Show-Variables {
        if ($null -eq $State.Variables) { return }
        try {
            $own = foreach ($name in (Get-VariableNames)) { if (-not $State.Variables.ContainsKey($name)) { $name } }
            $Wire.Send('variables', $Wire.Text('names', ($own -join "`n")))
        } catch {
            # A runspace that is no more has none.
            $null = $_
        }
    }

    # The user's profile, in the user's own runspace. Its files are run as commands: their paths are no script text.
    function Use-Profile {
        foreach ($path in $State.Profiles) {
            if (-not [System.IO.File]::Exists($path)) { continue }
            $shell = [powershell]::Create()
            $null = $shell.AddCommand($path, $false)
            $null = Invoke-Pipeline $shell
        }
    }

    function Open-Session([string] $Line) {
        if ($Wire.Field($Line, 'pipe') -ne '') {
            $opened = Invoke-Script 'openThroughBridge' @{ Pipe = $Wire.TextField($Line, 'pipe'); Name = $Wire.TextField($Line, 'name') }
        } else {
            $parameters = Get-ConnectionParameters $Line
            $parameters['ConfigurationName'] = $Wire.TextField($Line, 'configuration')
            $shellName = $Wire.TextField($Line, 'shellName')
            if ($shellName) { $parameters['Name'] = $shellName }
            $opened = Invoke-Script 'openByWsman' @{ Parameters = $parameters }
        }
        $State.Session = $opened[0].PSObject.BaseObject
        # What PowerShell itself sets while lines run is nobody's loss.
        $State.Variables = @{}
        foreach ($name in @(Get-VariableNames) + '_', 'args', 'foreach', 'input', 'LASTEXITCODE', 'Matches', 'PSItem', 'StackTrace', 'switch', 'this') {
            $State.Variables[$name] = $true
        }
        # Over a pipe exterm sees itself what goes to the server.
        if ($Wire.Field($Line, 'pipe') -eq '') {
            $changed = [System.Management.Automation.Runspaces.Runspace].GetEvent('AvailabilityChanged')
            $changed.AddEventHandler($State.Session.Runspace, [Delegate]::CreateDelegate($changed.EventHandlerType, $Wire, 'Availability'))
        }
        $idle = $State.Session.Runspace.ConnectionInfo.IdleTimeout
        if ($null -eq $idle) { $idle = -1 }
        $Wire.Send('opened', ',"shell":"' + $State.Session.InstanceId.ToString() + '"' + $Wire.Number('idle', $idle))
    }

    function Remove-Imported {
        if ($null -ne $State.Module) { $null = Invoke-Script 'forgetModule' @{ Module = $State.Module } }
        $State.Module = $null
    }

    function Import-Session([string] $Line) {
        $previous = $State.Module
        Remove-Imported
        $parameters = @{}
        $names = @(Get-TextList $Line 'names')
        $formats = @(Get-TextList $Line 'formats')
        if ($names.Count -gt 0) { $parameters['CommandName'] = $names }
        if ($formats.Count -gt 0) { $parameters['FormatTypeName'] = $formats }
        if ($Wire.Field($Line, 'prefix') -ne '') { $parameters['Prefix'] = $Wire.TextField($Line, 'prefix') }
        # The module goes into a folder of exterm's: of an import that is cut off nobody knows the module's own. Lines,
        # which run before and after this, see the temporary folder as it is.
        $variable = if ([System.IO.Path]::DirectorySeparatorChar -eq '\') { 'TMP' } else { 'TMPDIR' }
        $temporary = [Environment]::GetEnvironmentVariable($variable)
        $State.Folders += $Wire.TextField($Line, 'folder')
        [Environment]::SetEnvironmentVariable($variable, $State.Folders[-1])
        try {
            $imported = Invoke-Script 'importSession' @{ Parameters = $parameters }
        } catch {
            # What was there stays there.
            $stopId = $State.StopId
            $State.StopId = 0
            if ($null -ne $previous) {
                $null = Invoke-Script 'recallModule' @{ Module = $previous }
                $State.Module = $previous
            }
            $State.StopId = $stopId
            throw
        } finally {
            [Environment]::SetEnvironmentVariable($variable, $temporary)
        }
        if ($imported.Count -eq 0) { return }
        $State.Module = $imported[0].PSObject.BaseObject
        $null = Invoke-Script 'tellCommands' @{ Module = $State.Module; Wire = $Wire }
    }

    function Set-Guard([string] $Line) {
        $names = [string[]] @(Get-TextList $Line 'names')
        $null = Invoke-Script 'guardCommands' @{ Wire = $Wire; Module = $State.Module; Names = $names }
    }

    function Invoke-Line([string] $Line) {
        $Raw.Width = [int] $Wire.Field($Line, 'width')
        $shell = [powershell]::Create()
        $text = $Wire.TextField($Line, 'text')
        $null = $shell.AddScript($text, $false)
        # Not the information stream: PowerShell puts into it what nobody wants to see as well, and has the host show the rest.
        foreach ($stream in 'Error', 'Warning', 'Verbose', 'Debug') { $shell.Commands.Commands[0].MergeMyResults($stream, 'Output') }
        $null = $shell.AddScript($Scripts['sink'], $true).AddParameters(@{ Wire = $Wire; LaysOut = $Wire.Field($Line, 'layout') -eq 'true' })
        # Get-History knows the line as it was typed.
        $shell.HistoryString = $text
        $settings = [System.Management.Automation.PSInvocationSettings]::new()
        $settings.AddToHistory = $Wire.Field($Line, 'kept') -eq 'true'
        $null = Invoke-Pipeline $shell $User $settings
    }

    # Uses the session a little, so that the server's idle time begins anew. What comes of it, errors too, is nobody's.
    function Use-Session {
        $shell = [powershell]::Create()
        $null = $shell.AddCommand('Get-Command').AddParameter('Name', 'Get-Command')
        $null = Invoke-Pipeline $shell $State.Session.Runspace
        $shell.Dispose()
    }

    # What a cmdlet of the server gives, for completion: in the session itself, without the user's runspace.
    function Show-Objects([string] $Line) {
        $shell = [powershell]::Create()
        $null = $shell.AddCommand($Wire.TextField($Line, 'command'))
        $names = @(Get-TextList $Line 'names')
        $values = @(Get-TextList $Line 'values')
        for ($index = 0; $index -lt $names.Count; $index++) { $null = $shell.AddParameter($names[$index], $values[$index]) }
        $found = Invoke-Pipeline $shell $State.Session.Runspace
        $shell.Dispose()
        $most = [int] $Wire.Field($Line, 'most')
        foreach ($one in $found) {
            if ($most-- -le 0) { break }
            $Wire.Send('object', $Wire.Clixml($one, 1))
        }
    }

    function Complete-Line([string] $Line) {
        $found = Invoke-Script 'completeInput' @{ Text = $Wire.TextField($Line, 'text'); Cursor = [int] $Wire.Field($Line, 'cursor') }
        $Wire.Send('completions', $Wire.Number('start', $found.ReplacementIndex) + $Wire.Number('length', $found.ReplacementLength))
        foreach ($match in $found.CompletionMatches) {
            $Wire.Send('completion', $Wire.Text('text', $match.CompletionText) +
                ',"kind":"' + $match.ResultType + '"' + $Wire.Text('hint', $match.ToolTip))
        }
    }

    function Close-Session {
        if ($null -eq $State.Session) { return }
        Remove-Imported
        $runspace = $State.Session.Runspace
        $null = Invoke-Script 'removeSession' @{ Session = $State.Session }
        $State.Session = $null
        # One that was lost stays broken, and its shell may be there still.
        if ($runspace.RunspaceStateInfo.State -eq 'Closed') { $Wire.Send('removed', '') }
    }

    function Show-Shells([string] $Line) {
        foreach ($shell in (Invoke-Script 'listShells' @{ Parameters = Get-ConnectionParameters $Line })) {
            $Wire.Send('shell', $Wire.Clixml($shell, 1))
        }
    }

    function Remove-Shell([string] $Line) {
        $null = Invoke-Script 'deleteShell' @{
            Parameters = Get-ConnectionParameters $Line; ResourceUri = $Wire.TextField($Line, 'resource'); Id = $Wire.TextField($Line, 'shell')
        }
    }

    foreach ($line in $State.Requests.GetConsumingEnumerable()) {
        $State.Id = [int] $Wire.Field($line, 'id')
        $id = $Wire.Number('id', $State.Id)
        $end = 'completed'
        $Wire.Send('begin', $id)
        try {
            switch ($Wire.Field($line, 'op')) {
                'profile' { Use-Profile }
                'open' { Open-Session $line }
                'import' { Import-Session $line }
                'guard' { Set-Guard $line }
                'run' { Invoke-Line $line }
                'complete' { Complete-Line $line }
                'objects' { Show-Objects $line }
                'touch' { Use-Session }
                'close' { Close-Session }
                'shells' { Show-Shells $line }
                'delete' { Remove-Shell $line }
            }
        } catch {
            $cause = Get-Cause $_.Exception
            if ($State.StopId -eq $State.Id) { $end = 'stopped' }
            else {
                $end = 'failed'
                $Wire.Error('failure', '', (ConvertTo-ErrorRecord $cause))
            }
        }
        if ($Wire.Field($line, 'op') -eq 'run') { Show-Variables }
        if ($null -ne $State.Session -and $State.Session.State -ne 'Opened') {
            $remote = $State.Session.Runspace.RunspaceStateInfo
            # One that was lost is broken; Remove-PSSession closes it.
            if ($remote.State -eq 'Closed' -and $null -eq $remote.Reason) { $Wire.Send('left', $Wire.Text('text', 'A line removed the session.')) }
            else { $Wire.Send('lost', $Wire.Text('text', [string] $remote.Reason.Message)) }
        }
        if ($Wire.HasExited) {
            $Wire.Send('exited', $Wire.Number('code', $Wire.ExitCode))
            $Wire.Send('left', $Wire.Text('text', 'A line said exit.'))
        }
        # Last: from here on the user's runspace is free.
        $Wire.Send('done', $id + ',"end":"' + $end + '"')
    }
}

$pipe = [System.IO.Pipes.NamedPipeClientStream]::new('.', $PipeName,
    [System.IO.Pipes.PipeDirection]::InOut, [System.IO.Pipes.PipeOptions]::Asynchronous)
$pipe.Connect(30000)
$reader = [System.IO.StreamReader]::new($pipe, [System.Text.Encoding]::ASCII, $false, 65536)
$writer = [System.IO.StreamWriter]::new($pipe, [System.Text.Encoding]::ASCII, 65536)
$writer.NewLine = "`n"
$writer.AutoFlush = $true

$state = [hashtable]::Synchronized(@{
        Requests = [System.Collections.Concurrent.BlockingCollection[string]]::new()
        Id = 0; StopId = 0; Variables = $null; Running = $null; Session = $null; Module = $null; Folders = @()
        Profiles = @($PROFILE.AllUsersAllHosts, $PROFILE.AllUsersCurrentHost, $PROFILE.CurrentUserAllHosts, $PROFILE.CurrentUserCurrentHost)
    })

$driverRunspace = [runspacefactory]::CreateRunspace([initialsessionstate]::CreateDefault2())
$driverRunspace.Open()
$maker = [powershell]::Create()
$maker.Runspace = $driverRunspace
$null = $maker.AddScript('param($types) foreach ($type in $types) { [activator]::CreateInstance($type) }').AddArgument(
    @([ExtermWire], [ExtermRawUserInterface], [ExtermUserInterface], [ExtermHost]))
$made = foreach ($instance in $maker.Invoke()) { $instance.PSObject.BaseObject }
$maker.Dispose()

$wire = $made[0]
$wire.Writer = [System.IO.TextWriter]::Synchronized($writer)
$wire.Answers = [System.Collections.Concurrent.BlockingCollection[string]]::new()
$made[1].Wire = $wire
$made[1].Width = 120
$made[1].Foreground = 'Gray'
$made[1].Background = 'Black'
$made[1].Title = 'exterm'
$made[2].Wire = $wire
$made[2].Raw = $made[1]
$made[3].Wire = $wire
$made[3].Interface = $made[2]
$made[3].Id = [guid]::NewGuid()
$made[3].Culture = [cultureinfo]::CurrentCulture

# Out-GridView where PowerShell has none, as it has a window on Windows only: what it marks the last stage tells apart.
$initial = [initialsessionstate]::CreateDefault2()
if ([System.IO.Path]::DirectorySeparatorChar -ne '\') {
    $initial.Commands.Add([System.Management.Automation.Runspaces.SessionStateFunctionEntry]::new('Out-GridView', @'
[CmdletBinding()] param([Parameter(ValueFromPipeline)] $InputObject, [Parameter(Position = 0)] [string] $Title, [switch] $Wait)
begin { $grid = [guid]::NewGuid().ToString('n') }
process { [pscustomobject] @{ PSTypeName = 'exterm grid'; Grid = $grid; Item = $InputObject; Title = $Title } }
'@))
    $initial.Commands.Add([System.Management.Automation.Runspaces.SessionStateAliasEntry]::new('ogv', 'Out-GridView'))
    # PowerShell's own starts a program that writes to a terminal; elsewhere it asks the host, as this does.
    $initial.Commands.Remove('Clear-Host', [System.Management.Automation.Runspaces.SessionStateFunctionEntry])
    $initial.Commands.Add([System.Management.Automation.Runspaces.SessionStateFunctionEntry]::new('Clear-Host', @'
$all = [System.Management.Automation.Host.Rectangle]::new(-1, -1, -1, -1)
$Host.UI.RawUI.SetBufferContents($all, [System.Management.Automation.Host.BufferCell]::new(' ', 'Gray', 'Black', 'Complete'))
'@))
    $initial.Commands.Add([System.Management.Automation.Runspaces.SessionStateAliasEntry]::new('clear', 'Clear-Host'))
}
$userRunspace = [runspacefactory]::CreateRunspace($made[3], $initial)
$userRunspace.ThreadOptions = 'ReuseThread'
$userRunspace.Open()
$userRunspace.SessionStateProxy.SetVariable('PROFILE', $PROFILE)

$drive = [powershell]::Create()
$drive.Runspace = $driverRunspace
$null = $drive.AddScript($driver.ToString()).AddParameters(@{
        Wire = $wire; Raw = $made[1]; User = $userRunspace; State = $state
        Scripts = @{
            sink              = $sink.ToString()
            completeInput     = $completeInput.ToString()
            openThroughBridge = $openThroughBridge.ToString()
            openByWsman       = $openByWsman.ToString()
            importSession     = $importSession.ToString()
            guardCommands     = $guardCommands.ToString()
            tellCommands      = $tellCommands.ToString()
            forgetModule      = $forgetModule.ToString()
            recallModule      = $recallModule.ToString()
            removeSession     = $removeSession.ToString()
            listShells        = $listShells.ToString()
            deleteShell       = $deleteShell.ToString()
        }
    })
$null = $drive.BeginInvoke()

$bridges = $null -ne [System.Management.Automation.Runspaces.PSSession].GetMethod('Create')
$wire.Send('hello', ',"token":"' + $Token + '"' + $wire.Text('version', [string] $PSVersionTable.PSVersion) +
    ',"pid":' + $PID + ',"bridges":' + $bridges.ToString().ToLowerInvariant())

while ($null -ne ($line = $reader.ReadLine())) {
    switch ($wire.Field($line, 'op')) {
        'answer' { $wire.Answers.Add($line) }
        'stop' {
            $state.StopId = [int] $wire.Field($line, 'id')
            $running = $state.Running
            if ($null -ne $running -and $state.Id -eq $state.StopId) { $null = $running.BeginStop($null, $null) }
        }
        default { $state.Requests.Add($line) }
    }
}

# The pipe has ended, and with it exterm's interest. The process must not outlive it, whatever still runs here. The folders
# that exterm made for imports go too: it may be gone, and cannot remove them.
foreach ($folder in $state.Folders) {
    try {
        [System.IO.Directory]::Delete($folder, $true)
    } catch {
        $null = $_
    }
}
[Environment]::Exit(0)
