using System.Management.Automation;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;
using System.Text;

namespace PowerShellHost;

/// <summary>
/// pwsh's way of reading commands from a pipe: a line is run when it is whole; one that is not opens a block, which a
/// blank line ends.
/// </summary>
internal static class Shell
{
    public static int Run(string[] arguments)
    {
        var host = new PipeHost();
        using var runspace = RunspaceFactory.CreateRunspace(host, InitialSessionState.CreateDefault2());
        runspace.ThreadOptions = PSThreadOptions.ReuseThread;
        runspace.Open();
        Runspace.DefaultRunspace = runspace;
        runspace.SessionStateProxy.SetVariable("PROFILE", Profiles());
        var command = Array.FindIndex(arguments, argument => argument.Equals("-Command", StringComparison.OrdinalIgnoreCase) || argument.Equals("-c", StringComparison.OrdinalIgnoreCase));
        if (command >= 0 && command + 1 < arguments.Length && arguments[command + 1] != "-")
        {
            Execute(runspace, string.Join(' ', arguments.Skip(command + 1)));
            return host.ExitCode ?? 0;
        }
        StringBuilder? block = null;
        while (host.ExitCode is null && Console.In.ReadLine() is { } line)
        {
            string text;
            if (block is null)
            {
                if (line.Length == 0) continue;
                if (IsIncomplete(line))
                {
                    block = new StringBuilder(line);
                    continue;
                }
                text = line;
            }
            else if (line.Length > 0)
            {
                block.Append('\n').Append(line);
                continue;
            }
            else
            {
                text = block.ToString();
                block = null;
            }
            Execute(runspace, text);
        }
        return host.ExitCode ?? 0;
    }

    /// <summary>What the console's PowerShell knows under that name, whether it runs them or not.</summary>
    private static PSObject Profiles()
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        var settings = Environment.GetEnvironmentVariable("XDG_CONFIG_HOME") ?? Path.Combine(home, ".config");
        string Own(string file) => Path.Combine(settings, "powershell", file);
        var profile = new PSObject(Own("Microsoft.PowerShell_profile.ps1"));
        profile.Properties.Add(new PSNoteProperty("AllUsersAllHosts", Path.Combine(AppContext.BaseDirectory, "profile.ps1")));
        profile.Properties.Add(new PSNoteProperty("AllUsersCurrentHost", Path.Combine(AppContext.BaseDirectory, "Microsoft.PowerShell_profile.ps1")));
        profile.Properties.Add(new PSNoteProperty("CurrentUserAllHosts", Own("profile.ps1")));
        profile.Properties.Add(new PSNoteProperty("CurrentUserCurrentHost", Own("Microsoft.PowerShell_profile.ps1")));
        return profile;
    }

    private static bool IsIncomplete(string text)
    {
        Parser.ParseInput(text, out _, out var errors);
        return errors.Any(error => error.IncompleteInput);
    }

    private static void Execute(Runspace runspace, string text)
    {
        try
        {
            Print(runspace, text);
        }
        catch (RuntimeException exception)
        {
            Print(runspace, "[CmdletBinding()] param($record) $PSCmdlet.WriteError($record)", exception.ErrorRecord);
        }
    }

    private static void Print(Runspace runspace, string script, params object[] arguments)
    {
        using var shell = PowerShell.Create();
        shell.Runspace = runspace;
        shell.AddScript(script);
        foreach (var argument in arguments) shell.AddArgument(argument);
        shell.Commands.Commands[0].MergeMyResults(PipelineResultTypes.Error, PipelineResultTypes.Output);
        shell.AddCommand("Out-Default");
        shell.Invoke();
    }
}
