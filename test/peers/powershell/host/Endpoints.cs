using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Remoting;
using System.Management.Automation.Runspaces;
using System.Reflection;

namespace PowerShellHost;

/// <summary>
/// The configurations that a session of this process can have, by the extension point that Exchange uses. The engine's
/// package lacks the two commands that GET_COMMAND_METADATA runs beside Get-Command: simple ones stand in.
/// </summary>
public class Endpoint : PSSessionConfiguration
{
    private static readonly (string Name, string Body)[] StandIns =
    [
        ("Measure-Object", """
            param([Parameter(ValueFromPipeline)] $InputObject)
            begin { $count = 0 } process { $count++ }
            end { [pscustomobject] @{ PSTypeName = 'Microsoft.PowerShell.Commands.GenericMeasureInfo'; Count = $count } }
            """),
        ("Select-Object", """
            param([Parameter(ValueFromPipeline)] $InputObject, [Parameter(Position = 0)] [string[]] $Property)
            process {
                $selected = [ordered] @{ PSTypeName = 'Selected.' + $InputObject.psobject.TypeNames[0] }
                foreach ($name in $Property) { $selected[$name] = $InputObject.$name }
                [pscustomobject] $selected
            }
            """),
    ];

    /// <summary>Makes it the configuration that a session of this process gets.</summary>
    public static void Register(Type endpoint)
    {
        const BindingFlags Hidden = BindingFlags.Static | BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public;
        var configuration = typeof(PSObject).Assembly.GetType("System.Management.Automation.Remoting.ConfigurationDataFromXML", true)!;
        var entry = Activator.CreateInstance(configuration, true)!;
        configuration.GetField("EndPointConfigurationType", Hidden)!.SetValue(entry, endpoint);
        var providers = (IDictionary)typeof(PSSessionConfiguration).GetField("s_ssnStateProviders", Hidden)!.GetValue(null)!;
        // Out-of-process sessions ask with empty initialization parameters.
        providers[string.Empty] = entry;
    }

    public override InitialSessionState GetInitialSessionState(PSSenderInfo senderInfo)
    {
        // CreateRestricted would load modules that this host does not have.
        var state = InitialSessionState.CreateDefault2();
        foreach (var (name, body) in StandIns) state.Commands.Add(new SessionStateFunctionEntry(name, body));
        return state;
    }
}

/// <summary>
/// What an Exchange endpoint looks like: no language, the helpers that Import-PSSession needs, the commands that a role
/// grants, and private data for the client.
/// </summary>
public sealed class RestrictedEndpoint : Endpoint
{
    private static readonly HashSet<string> Helpers = ["Get-Command", "Get-Help", "Out-Default", "Exit-PSSession", "Measure-Object", "Select-Object"];

    private static readonly (string Name, bool IsVisible, string Body)[] Functions =
    [
        ("Get-Mailbox", true, """
            [CmdletBinding()] param([Parameter(Position = 0)] [string] $Identity, [string] $ResultSize)
            if ($Identity -eq 'nobody') {
                $PSCmdlet.WriteError([System.Management.Automation.ErrorRecord]::new(
                    [System.InvalidOperationException]::new("The operation couldn't be performed because object '$Identity' couldn't be found."),
                    'ManagementObjectNotFoundException', 'InvalidData', $Identity))
                return
            }
            foreach ($name in 'Adele Vance', 'Mira Petrova') {
                if (-not $Identity -or $Identity -eq $name) {
                    [pscustomobject] @{ PSTypeName = 'Contoso.Mailbox'; Name = $name; ResultSize = $ResultSize }
                }
            }
            """),
        ("Set-Mailbox", true, """
            [CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'High')] param([Parameter(Position = 0, Mandatory)] [string] $Identity)
            if ($PSCmdlet.ShouldProcess($Identity)) { "changed $Identity" }
            """),
        ("Get-Hidden", false, "'never seen'"),
    ];

    public override InitialSessionState GetInitialSessionState(PSSenderInfo senderInfo)
    {
        var state = base.GetInitialSessionState(senderInfo);
        state.LanguageMode = PSLanguageMode.NoLanguage;
        foreach (var command in state.Commands) command.Visibility = Visible(Helpers.Contains(command.Name));
        foreach (var (name, isVisible, body) in Functions)
            state.Commands.Add(new SessionStateFunctionEntry(name, body) { Visibility = Visible(isVisible) });
        return state;
    }

    private static SessionStateEntryVisibility Visible(bool isVisible) =>
        isVisible ? SessionStateEntryVisibility.Public : SessionStateEntryVisibility.Private;

    public override PSPrimitiveDictionary GetApplicationPrivateData(PSSenderInfo senderInfo) =>
        new() { ["ImplicitRemoting"] = new PSPrimitiveDictionary { ["Hash"] = "845-12" } };
}
