using System.Diagnostics;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;
using System.Text;
using System.Text.Json;

namespace PowerShellHost;

/// <summary>
/// What PowerShell makes of what the tests ask about, a line of JSON each way:
///   {"op":"deserialize","clixml":…}   → {"values":[canonical…]}
///   {"op":"reserialize","clixml":…}   → {"values":[canonical…],"clixml":what PSSerializer writes of them}
///   {"op":"views","clixml":…}         → {"views":["type: name of a view"…]}; an error where it cannot import a definition
///   {"op":"samples"}                  → {"samples":[{"name","clixml","values"}…]}
///   {"op":"parse","text":…}           → {"tokens","errors","nodes"} with spans
///   {"op":"bench-parse","text":…,"rounds":5} → {"milliseconds":of the best round}
///   {"op":"bench-deserialize","documents":[…],"rounds":5} → {"objectsPerSecond":[one a round]}
/// A question that fails is answered with {"error":…}.
/// </summary>
internal static class Judge
{
    private const string Open = "<Objs Version=\"1.1.0.1\" xmlns=\"http://schemas.microsoft.com/powershell/2004/04\">";

    public static int Run()
    {
        while (Console.In.ReadLine() is { } line)
        {
            var answer = new StringBuilder();
            try
            {
                using var question = JsonDocument.Parse(line);
                Answer(question.RootElement, answer);
            }
            catch (Exception exception)
            {
                answer.Clear().Append("{\"error\":");
                Canonical.WriteText(answer, exception.Message);
                answer.Append('}');
            }
            Console.Out.Write(answer.Append('\n'));
            Console.Out.Flush();
        }
        return 0;
    }

    private static void Answer(JsonElement question, StringBuilder answer)
    {
        switch (question.GetProperty("op").GetString())
        {
            case "deserialize":
                Deserialize(question.GetProperty("clixml").GetString()!, false, answer);
                break;
            case "reserialize":
                Deserialize(question.GetProperty("clixml").GetString()!, true, answer);
                break;
            case "views":
                Views(question.GetProperty("clixml").GetString()!, answer);
                break;
            case "samples":
                Samples.Write(answer);
                break;
            case "parse":
                Parse(question.GetProperty("text").GetString()!, answer);
                break;
            case "bench-parse":
                BenchParse(question, answer);
                break;
            case "bench-deserialize":
                Bench(question, answer);
                break;
            default:
                throw new ArgumentException("an unknown op");
        }
    }

    private static void Deserialize(string clixml, bool again, StringBuilder answer)
    {
        var values = PSSerializer.DeserializeAsList(clixml);
        answer.Append("{\"values\":");
        Canonical.WriteTop(answer, values);
        if (again)
        {
            answer.Append(",\"clixml\":");
            Canonical.WriteText(answer, PSSerializer.Serialize(values, 40));
        }
        answer.Append('}');
    }

    /// <summary>What Import-PSSession does with what Get-FormatData answered: only a runspace knows how.</summary>
    private static void Views(string clixml, StringBuilder answer)
    {
        using var runspace = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2());
        runspace.Open();
        Runspace.DefaultRunspace = runspace;
        try
        {
            var definitions = PSSerializer.DeserializeAsList(clixml).Select(LanguagePrimitives.ConvertTo<ExtendedTypeDefinition>);
            answer.Append("{\"views\":[");
            answer.AppendJoin(',', definitions.SelectMany(type => type.FormatViewDefinition.Select(view =>
            {
                var text = new StringBuilder();
                Canonical.WriteText(text, $"{type.TypeName}: {view.Control.GetType().Name} {view.Name}");
                return text;
            })));
            answer.Append("]}");
        }
        finally
        {
            Runspace.DefaultRunspace = null;
        }
    }

    private static void Parse(string text, StringBuilder answer)
    {
        var script = Parser.ParseInput(text, out var tokens, out var errors);
        answer.Append("{\"tokens\":");
        WriteAll(answer, tokens, (token, fields) => fields
            .Text("kind", token.Kind.ToString()).Text("flags", token.TokenFlags.ToString()).Text("text", token.Text).Span(token.Extent));
        answer.Append(",\"errors\":");
        WriteAll(answer, errors, (error, fields) => fields
            .Text("id", error.ErrorId).Text("message", error.Message).Flag("incomplete", error.IncompleteInput).Span(error.Extent));
        answer.Append(",\"nodes\":");
        var nodes = script.FindAll(_ => true, true).ToList();
        var indexes = nodes.Select((node, index) => (node, index)).ToDictionary(pair => pair.node, pair => pair.index);
        WriteAll(answer, nodes, (node, fields) => fields
            .Text("kind", node.GetType().Name).Number("parent", ParentOf(node, indexes)).Span(node.Extent));
        answer.Append('}');
    }

    /// <summary>The nearest ancestor that was listed: a constructor's call of its base class hangs below nodes that are not.</summary>
    private static int ParentOf(Ast node, Dictionary<Ast, int> indexes)
    {
        var parent = node.Parent;
        while (parent is not null && !indexes.ContainsKey(parent)) parent = parent.Parent;
        return parent is null ? -1 : indexes[parent];
    }

    /// <summary>How long ParseInput takes for a text, in milliseconds: the best of the rounds.</summary>
    private static void BenchParse(JsonElement question, StringBuilder answer)
    {
        var text = question.GetProperty("text").GetString()!;
        var best = double.MaxValue;
        for (var round = 0; round < question.GetProperty("rounds").GetInt32(); round++)
        {
            var watch = Stopwatch.StartNew();
            Parser.ParseInput(text, out _, out _);
            best = Math.Min(best, watch.Elapsed.TotalMilliseconds);
        }
        answer.Append("{\"milliseconds\":").Append(best.ToString(System.Globalization.CultureInfo.InvariantCulture)).Append('}');
    }

    private static void Bench(JsonElement question, StringBuilder answer)
    {
        var documents = question.GetProperty("documents").EnumerateArray().Select(item => $"{Open}{item.GetString()}</Objs>").ToArray();
        var rounds = question.TryGetProperty("rounds", out var given) ? given.GetInt32() : 5;
        answer.Append("{\"objectsPerSecond\":[");
        for (var round = 0; round < rounds; round++)
        {
            var watch = Stopwatch.StartNew();
            foreach (var document in documents) PSSerializer.Deserialize(document);
            if (round > 0) answer.Append(',');
            answer.Append((long)(documents.Length / watch.Elapsed.TotalSeconds));
        }
        answer.Append("]}");
    }

    private static void WriteAll<T>(StringBuilder answer, IEnumerable<T> items, Action<T, Fields> write)
    {
        answer.Append('[');
        var separator = string.Empty;
        foreach (var item in items)
        {
            answer.Append(separator);
            var fields = new Fields(answer);
            write(item, fields);
            fields.Close();
            separator = ",";
        }
        answer.Append(']');
    }

    private sealed class Fields(StringBuilder answer)
    {
        private char opening = '{';

        public Fields Text(string name, string value)
        {
            Name(name);
            Canonical.WriteText(answer, value);
            return this;
        }

        public Fields Number(string name, int value)
        {
            Name(name);
            answer.Append(value);
            return this;
        }

        public Fields Flag(string name, bool value)
        {
            Name(name);
            answer.Append(value ? "true" : "false");
            return this;
        }

        public Fields Span(IScriptExtent extent) => Number("start", extent.StartOffset).Number("end", extent.EndOffset);

        public void Close() => answer.Append('}');

        private void Name(string name)
        {
            answer.Append(opening).Append('"').Append(name).Append("\":");
            opening = ',';
        }
    }
}
