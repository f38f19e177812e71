using System.Collections.ObjectModel;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace PowerShellHost;

/// <summary>A host without a terminal: text to standard output, errors to standard error, answers from standard input.</summary>
internal sealed class PipeHost : PSHost
{
    private readonly PipeUserInterface userInterface = new();

    public int? ExitCode { get; private set; }
    public override string Name => "ConsoleHost";
    public override Version Version { get; } = new(7, 6);
    public override Guid InstanceId { get; } = Guid.NewGuid();
    public override PSHostUserInterface UI => userInterface;
    public override CultureInfo CurrentCulture => CultureInfo.InvariantCulture;
    public override CultureInfo CurrentUICulture => CultureInfo.InvariantCulture;
    public override void EnterNestedPrompt() => throw new NotSupportedException();
    public override void ExitNestedPrompt() => throw new NotSupportedException();
    public override void NotifyBeginApplication() { }
    public override void NotifyEndApplication() { }
    public override void SetShouldExit(int exitCode) => ExitCode = exitCode;
}

internal sealed class PipeUserInterface : PSHostUserInterface
{
    public override PSHostRawUserInterface RawUI { get; } = new PipeRawUserInterface();
    public override bool SupportsVirtualTerminal => false;

    public override void Write(string value) => Print(Console.Out, value);
    public override void Write(ConsoleColor foreground, ConsoleColor background, string value) => Write(value);
    public override void WriteLine(string value) => Write(value + "\n");
    public override void WriteErrorLine(string value) => Print(Console.Error, value + "\n");
    public override void WriteDebugLine(string message) => WriteLine($"DEBUG: {message}");
    public override void WriteVerboseLine(string message) => WriteLine($"VERBOSE: {message}");
    public override void WriteWarningLine(string message) => WriteLine($"WARNING: {message}");
    public override void WriteProgress(long sourceId, ProgressRecord record) { }
    public override string ReadLine() => Console.In.ReadLine() ?? string.Empty;

    public override SecureString ReadLineAsSecureString()
    {
        var secret = new SecureString();
        foreach (var character in ReadLine()) secret.AppendChar(character);
        secret.MakeReadOnly();
        return secret;
    }

    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions) =>
        descriptions.ToDictionary(field => field.Name, _ => new PSObject(ReadLine()));

    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice) =>
        int.TryParse(ReadLine(), NumberStyles.Integer, CultureInfo.InvariantCulture, out var choice) ? choice : defaultChoice;

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) =>
        new(string.IsNullOrEmpty(userName) ? ReadLine() : userName, ReadLineAsSecureString());

    public override PSCredential PromptForCredential(
        string caption, string message, string userName, string targetName, PSCredentialTypes allowed, PSCredentialUIOptions options) =>
        PromptForCredential(caption, message, userName, targetName);

    // Without this PowerShell's own decorations would carry colours into the pipe.
    private static void Print(TextWriter writer, string value)
    {
        writer.Write(GetOutputString(value, false));
        writer.Flush();
    }
}

internal sealed class PipeRawUserInterface : PSHostRawUserInterface
{
    public override ConsoleColor ForegroundColor { get; set; } = ConsoleColor.Gray;
    public override ConsoleColor BackgroundColor { get; set; } = ConsoleColor.Black;
    public override Size BufferSize { get; set; } = new(120, 300);
    public override Size WindowSize { get; set; } = new(120, 50);
    public override Size MaxWindowSize => WindowSize;
    public override Size MaxPhysicalWindowSize => WindowSize;
    public override Coordinates CursorPosition { get; set; }
    public override Coordinates WindowPosition { get; set; }
    public override int CursorSize { get; set; } = 25;
    public override string WindowTitle { get; set; } = string.Empty;
    public override bool KeyAvailable => false;
    public override void FlushInputBuffer() { }
    public override KeyInfo ReadKey(ReadKeyOptions options) => throw new NotSupportedException();
    public override BufferCell[,] GetBufferContents(Rectangle rectangle) => throw new NotSupportedException();
    public override void ScrollBufferContents(Rectangle source, Coordinates destination, Rectangle clip, BufferCell fill) { }
    public override void SetBufferContents(Coordinates origin, BufferCell[,] contents) { }
    public override void SetBufferContents(Rectangle rectangle, BufferCell fill) { }
}
