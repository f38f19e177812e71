using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Management.Automation.Runspaces;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Evaluator;

/// <summary>
/// What a whole PowerShell makes of texts, a line of JSON each way:
///   {"texts":[…],"location":folder,"culture":"en-US","format":width}
///   → {"answers":[{"output":[value…],"streams":[["warning",text]…],"error":{…},"text":…,"exit":3}…]}
/// Each text finds a runspace as a new one is. With "quick" all run in one, each in a scope of its own, the first error
/// ends a text, and there are no streams. Values: see Values.
/// A question that fails is answered with {"error":…}.
/// </summary>
public static class Program
{
    /// <summary>To be used again: opening a runspace takes several times as long as most texts.</summary>
    private static Session? kept;

    public static void Run()
    {
        var input = new StreamReader(Console.OpenStandardInput(), new UTF8Encoding(false));
        var output = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false)) { AutoFlush = true };
        while (input.ReadLine() is { } line)
        {
            string answer;
            try
            {
                using var question = JsonDocument.Parse(line);
                answer = Answer(question.RootElement);
            }
            catch (Exception exception)
            {
                answer = JsonSerializer.Serialize(new { error = exception.ToString() });
            }
            output.Write(answer + "\n");
        }
    }

    private static string Answer(JsonElement question)
    {
        var isQuick = question.TryGetProperty("quick", out var given) && given.GetBoolean();
        var culture = question.TryGetProperty("culture", out var name) ? name.GetString()! : "";
        var width = question.TryGetProperty("format", out var cells) ? cells.GetInt32() : 0;
        var location = question.TryGetProperty("location", out var folder) ? folder.GetString() : null;
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteStartArray("answers");
            var texts = question.GetProperty("texts").EnumerateArray().Select(text => text.GetString()!).ToArray();
            if (isQuick)
            {
                using var session = new Session();
                session.Begin(culture, location);
                session.EvaluateAll(texts, json);
            }
            else
            {
                foreach (var text in texts)
                {
                    var session = kept ?? new Session();
                    kept = null;
                    session.Begin(culture, location);
                    session.Evaluate(text, width, json);
                    if (session.BecomesNew(text)) kept = session;
                    else session.Dispose();
                }
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(bytes.ToArray());
    }
}

internal sealed class Session : IDisposable
{
    private static readonly InitialSessionState State = InitialSessionState.CreateDefault();
    private readonly QuietHost host = new();
    private readonly Runspace runspace;

    public Session()
    {
        runspace = RunspaceFactory.CreateRunspace(host, State);
        runspace.ThreadOptions = PSThreadOptions.UseCurrentThread;
        runspace.Open();
    }

    public void Begin(string culture, string? location)
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
        CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
        host.Culture = CultureInfo.CurrentCulture;
        using var shell = PowerShell.Create(runspace);
        shell.AddScript("$PSStyle.OutputRendering = 'PlainText'");
        if (location is not null) shell.AddStatement().AddCommand("Set-Location").AddParameter("LiteralPath", location);
        shell.Invoke();
    }

    /// <summary>Words of texts that may leave more than errors, although each runs in a scope of its own.</summary>
    private static readonly Regex Lasting = new(
        @"global:|-scope|alias|module|drive|job|regist|event|update-|function:|variable:|set-item|new-item|import-|psstyle|psdefault|exit|class|enum|using",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    /// <summary>Forgets the errors that a text has left. False where it may have left more.</summary>
    public bool BecomesNew(string text)
    {
        if (Lasting.IsMatch(text) || runspace.RunspaceStateInfo.State != RunspaceState.Opened) return false;
        var variables = runspace.SessionStateProxy.PSVariable;
        (variables.GetValue("Error") as ArrayList)?.Clear();
        variables.Remove("LASTEXITCODE");
        return true;
    }

    public void Evaluate(string text, int width, Utf8JsonWriter json)
    {
        var streams = new List<(string Stream, string Text, ErrorRecord? Error)>();
        var output = new List<PSObject?>();
        ErrorRecord? failure = null;
        host.ExitCode = null;
        using (var shell = PowerShell.Create(runspace))
        {
            Listen(shell, streams);
            shell.AddScript(text, true);
            try
            {
                var collected = new PSDataCollection<PSObject>();
                collected.DataAdding += (_, added) => output.Add((PSObject?)added.ItemAdded);
                shell.Invoke(null, collected, new PSInvocationSettings { ErrorActionPreference = null });
            }
            catch (RuntimeException exception)
            {
                failure = exception.ErrorRecord;
            }
        }
        json.WriteStartObject();
        json.WriteStartArray("output");
        foreach (var value in output) Values.Write(json, value);
        json.WriteEndArray();
        json.WriteStartArray("streams");
        foreach (var (stream, content, error) in streams)
        {
            json.WriteStartArray();
            json.WriteStringValue(stream);
            json.WriteStringValue(content);
            if (error is not null) WriteError(json, error);
            json.WriteEndArray();
        }
        json.WriteEndArray();
        if (failure is not null)
        {
            json.WritePropertyName("error");
            WriteError(json, failure);
        }
        if (host.ExitCode is { } code) json.WriteNumber("exit", code);
        if (width > 0) json.WriteString("text", Formatted(output, width));
        json.WriteEndObject();
    }

    private const string Loop = """
        param($texts, $answers)
        foreach ($text in $texts) {
            try { $answers.Add(@(& ([scriptblock]::Create($text)))) } catch { $answers.Add($_) }
        }
        """;

    /// <summary>Many texts in one pipeline: a tenth of the time.</summary>
    public void EvaluateAll(string[] texts, Utf8JsonWriter json)
    {
        var answers = new List<object>();
        using (var shell = PowerShell.Create(runspace))
        {
            shell.AddScript(Loop, true).AddArgument(texts).AddArgument(answers).Invoke();
        }
        foreach (var answer in answers)
        {
            json.WriteStartObject();
            json.WriteStartArray("output");
            if (answer is object?[] output) foreach (var value in output) Values.Write(json, value);
            json.WriteEndArray();
            json.WriteStartArray("streams");
            json.WriteEndArray();
            if (answer is ErrorRecord error)
            {
                json.WritePropertyName("error");
                WriteError(json, error);
            }
            json.WriteEndObject();
        }
    }

    private string Formatted(List<PSObject?> output, int width)
    {
        using var shell = PowerShell.Create(runspace);
        shell.AddCommand("Out-String").AddParameter("Width", width);
        return string.Concat(shell.Invoke(output).Select(part => part.ToString()));
    }

    private static void Listen(PowerShell shell, List<(string, string, ErrorRecord?)> streams)
    {
        shell.Streams.Error.DataAdding += (_, added) => streams.Add(("error", ((ErrorRecord)added.ItemAdded).ToString(), (ErrorRecord)added.ItemAdded));
        shell.Streams.Warning.DataAdding += (_, added) => streams.Add(("warning", added.ItemAdded.ToString()!, null));
        shell.Streams.Verbose.DataAdding += (_, added) => streams.Add(("verbose", added.ItemAdded.ToString()!, null));
        shell.Streams.Debug.DataAdding += (_, added) => streams.Add(("debug", added.ItemAdded.ToString()!, null));
        shell.Streams.Information.DataAdding += (_, added) => streams.Add(("information", added.ItemAdded.ToString()!, null));
        shell.Streams.Progress.DataAdding += (_, added) => streams.Add(("progress", added.ItemAdded.ToString()!, null));
    }

    private static void WriteError(Utf8JsonWriter json, ErrorRecord error)
    {
        json.WriteStartObject();
        json.WriteString("id", error.FullyQualifiedErrorId);
        json.WriteString("message", error.ToString());
        json.WriteString("category", error.CategoryInfo.Category.ToString());
        json.WriteString("exception", (error.Exception.InnerException is { } inner && error.Exception is MethodInvocationException ? inner : error.Exception).GetType().ToString());
        json.WriteString("position", error.InvocationInfo?.PositionMessage ?? "");
        json.WriteEndObject();
    }

    public void Dispose() => runspace.Dispose();

    /// <summary>A host without a screen that notes with what code a text wanted to exit.</summary>
    private sealed class QuietHost : PSHost
    {
        public int? ExitCode { get; set; }
        public CultureInfo Culture { get; set; } = CultureInfo.InvariantCulture;
        public override CultureInfo CurrentCulture => Culture;
        public override CultureInfo CurrentUICulture => CultureInfo.InvariantCulture;
        public override Guid InstanceId { get; } = Guid.NewGuid();
        public override string Name => "Evaluator";
        public override PSHostUserInterface? UI => null;
        public override Version Version { get; } = new(1, 0);
        public override void EnterNestedPrompt() { }
        public override void ExitNestedPrompt() { }
        public override void NotifyBeginApplication() { }
        public override void NotifyEndApplication() { }
        public override void SetShouldExit(int exitCode) => ExitCode = exitCode;
    }
}
