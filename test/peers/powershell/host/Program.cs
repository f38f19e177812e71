using System.Text;

namespace PowerShellHost;

/// <summary>
/// A real PowerShell for the tests, on the engine's own NuGet package:
///   -NoLogo -NoProfile -NoExit -Command -   reads commands from standard input, as pwsh does
///   serve [--restricted]                    serves one PSRP session, out-of-process framing on standard input and output
///   judge                                   answers JSON lines: see Judge
/// </summary>
internal static class Program
{
    private static void Main(string[] arguments)
    {
        Console.OutputEncoding = new UTF8Encoding(false);
        Console.InputEncoding = new UTF8Encoding(false);
        var exitCode = arguments.FirstOrDefault() switch
        {
            "serve" => Server.Run(arguments.Contains("--restricted")),
            "judge" => Judge.Run(),
            _ => Shell.Run(arguments),
        };
        Console.Out.Flush();
        // A runspace that reuses its thread keeps a foreground thread alive.
        Environment.Exit(exitCode);
    }
}
