using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Reflection;
using System.Security;
using System.Text;
using System.Xml;

namespace PowerShellHost;

/// <summary>
/// Values as JSON that loses nothing: null, ["I32","5"] for a primitive (floats by their bits, dates by ticks and kind),
/// {"types":[…],"text":…,"base":…|"items":[…]|"entries":[[k,v]…],"adapted":[[n,v]…],"extended":[[n,v]…]} for an object,
/// {"live":type} where the deserializer made an object of that type.
/// </summary>
internal static class Canonical
{
    private static int depth;

    public static void WriteTop(StringBuilder json, IEnumerable values)
    {
        if (!TryWriteTop(json, values)) throw new InvalidOperationException("a value that contains itself");
    }

    /// <summary>False where a value contains itself.</summary>
    public static bool TryWriteTop(StringBuilder json, IEnumerable values)
    {
        depth = 0;
        try
        {
            WriteList(json, values);
            return true;
        }
        catch (EndlessException)
        {
            return false;
        }
    }

    private sealed class EndlessException : Exception;

    private static void WriteList(StringBuilder json, IEnumerable values)
    {
        json.Append('[');
        var separator = string.Empty;
        foreach (var value in values)
        {
            json.Append(separator);
            Write(json, value);
            separator = ",";
        }
        json.Append(']');
    }

    public static void WriteText(StringBuilder json, string text)
    {
        json.Append('"');
        foreach (var unit in text)
        {
            if (unit is >= ' ' and < '\x7f' and not ('"' or '\\')) json.Append(unit);
            else json.Append("\\u").Append(((int)unit).ToString("x4", CultureInfo.InvariantCulture));
        }
        json.Append('"');
    }

    private static void Write(StringBuilder json, object? value)
    {
        if (++depth > 100) throw new EndlessException();
        WriteValue(json, value);
        depth--;
    }

    private static void WriteValue(StringBuilder json, object? value)
    {
        if (value is null)
        {
            json.Append("null");
            return;
        }
        var wrapped = PSObject.AsPSObject(value);
        var inner = wrapped.BaseObject;
        var primitive = Primitive(inner);
        var members = Members(wrapped, "InstanceMembers").OfType<PSNoteProperty>().ToList();
        if (primitive is var (tag, text) && tag is not null && members.Count == 0 && wrapped.TypeNames.SequenceEqual(new PSObject(inner).TypeNames))
        {
            WritePair(json, tag, text);
            return;
        }
        if (primitive.Tag is null && inner is not (PSCustomObject or ICollection))
        {
            // PowerShell has made a live object of it, an error record for instance.
            json.Append("{\"live\":").Append(Quoted(inner.GetType().FullName!)).Append('}');
            return;
        }
        json.Append("{\"types\":[");
        json.AppendJoin(',', wrapped.TypeNames.Select(Quoted)).Append("],\"text\":").Append(Quoted(wrapped.ToString()));
        if (primitive.Tag is not null)
        {
            json.Append(",\"base\":");
            WritePair(json, primitive.Tag, primitive.Text);
        }
        else if (inner is IDictionary dictionary)
        {
            json.Append(",\"entries\":[");
            WritePairs(json, dictionary.Cast<DictionaryEntry>().Select(entry => ((object)entry.Key, entry.Value)));
            json.Append(']');
        }
        else if (inner is ICollection items)
        {
            json.Append(",\"items\":");
            WriteList(json, items);
        }
        json.Append(",\"adapted\":[");
        WriteProperties(json, Members(wrapped, "AdaptedMembers"));
        json.Append("],\"extended\":[");
        WriteProperties(json, members);
        json.Append("]}");
    }

    /// <summary>What the deserializer read from Props and from MS; PowerShell's public views add members of the type to them.</summary>
    private static IEnumerable<PSPropertyInfo> Members(PSObject value, string collection)
    {
        var property = typeof(PSObject).GetProperty(collection, BindingFlags.Instance | BindingFlags.NonPublic)!;
        return ((IEnumerable?)property.GetValue(value))?.OfType<PSPropertyInfo>() ?? [];
    }

    private static void WriteProperties(StringBuilder json, IEnumerable<PSPropertyInfo> properties) =>
        WritePairs(json, properties.Select(property => ((object)property.Name, property.Value))!);

    private static void WritePairs(StringBuilder json, IEnumerable<(object, object?)> pairs)
    {
        var separator = string.Empty;
        foreach (var (first, second) in pairs)
        {
            json.Append(separator).Append('[');
            Write(json, first);
            json.Append(',');
            Write(json, second);
            json.Append(']');
            separator = ",";
        }
    }

    private static void WritePair(StringBuilder json, string tag, string text) =>
        json.Append('[').Append(Quoted(tag)).Append(',').Append(Quoted(text)).Append(']');

    private static string Quoted(string text)
    {
        var json = new StringBuilder();
        WriteText(json, text);
        return json.ToString();
    }

    private static (string? Tag, string Text) Primitive(object value) => value switch
    {
        string text => ("S", text),
        bool flag => ("B", flag ? "true" : "false"),
        char unit => ("C", ((int)unit).ToString(CultureInfo.InvariantCulture)),
        byte number => ("By", Plain(number)),
        sbyte number => ("SB", Plain(number)),
        ushort number => ("U16", Plain(number)),
        short number => ("I16", Plain(number)),
        uint number => ("U32", Plain(number)),
        int number => ("I32", Plain(number)),
        ulong number => ("U64", Plain(number)),
        long number => ("I64", Plain(number)),
        float number => ("Sg", float.IsNaN(number) ? "NaN" : BitConverter.SingleToUInt32Bits(number).ToString("x8", CultureInfo.InvariantCulture)),
        double number => ("Db", double.IsNaN(number) ? "NaN" : BitConverter.DoubleToUInt64Bits(number).ToString("x16", CultureInfo.InvariantCulture)),
        decimal number => ("D", Plain(number)),
        DateTime time => ("DT", $"{time.Ticks} {time.Kind}"),
        TimeSpan span => ("TS", Plain(span.Ticks)),
        Guid id => ("G", id.ToString("D")),
        Uri uri => ("URI", uri.OriginalString),
        Version version => ("Version", version.ToString()),
        XmlDocument document => ("XD", document.OuterXml),
        ScriptBlock script => ("SBK", script.ToString()),
        byte[] bytes => ("BA", Convert.ToBase64String(bytes)),
        SecureString => ("SS", string.Empty),
        _ => (null, string.Empty),
    };

    private static string Plain(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);
}
