using System.Management.Automation;
using System.Reflection;

namespace PowerShellHost;

/// <summary>PowerShell's own PSRP server on standard input and output, as `pwsh -s` runs it.</summary>
internal static class Server
{
    public static int Run(bool restricted)
    {
        Endpoint.Register(restricted ? typeof(RestrictedEndpoint) : typeof(Endpoint));
        var mediator = typeof(PSObject).Assembly.GetType("System.Management.Automation.Remoting.Server.StdIOProcessMediator", true)!;
        var run = mediator.GetMethod("Run", BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public)!;
        run.Invoke(null, run.GetParameters().Select(Argument).ToArray());
        return 0;
    }

    private static object? Argument(ParameterInfo parameter) => parameter.Name switch
    {
        "initialCommand" => string.Empty,
        _ when parameter.ParameterType == typeof(bool) => false,
        _ => null,
    };
}
