using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Text.Json;

namespace Evaluator;

/// <summary>
/// Values as JSON: null; [type, text] for what a text says all of; {"type","items"} for a list, {"type","entries"} for a
/// dictionary, {"type","properties"} for a custom object. Members that were added stand in "added". Types as Type.ToString()
/// writes them; a custom object's is the first of its type names. Doubles in their shortest form, dates and times in their
/// round-trip form.
/// </summary>
internal static class Values
{
    public static void Write(Utf8JsonWriter json, object? value) => Write(json, value, 0);

    private static void Write(Utf8JsonWriter json, object? value, int depth)
    {
        if (value is null)
        {
            json.WriteNullValue();
            return;
        }
        var wrapped = PSObject.AsPSObject(value);
        var inner = wrapped.BaseObject;
        var added = wrapped.Members.OfType<PSNoteProperty>().Where(one => one.IsInstance).ToList();
        if (inner is PSCustomObject)
        {
            json.WriteStartObject();
            json.WriteString("type", wrapped.TypeNames.FirstOrDefault() ?? "");
            WriteProperties(json, "properties", wrapped.Properties, depth);
            json.WriteEndObject();
            return;
        }
        if (depth < 8 && inner is IDictionary or (IEnumerable and not string and not System.Xml.XmlNode))
        {
            json.WriteStartObject();
            json.WriteString("type", inner.GetType().ToString());
            if (inner is IDictionary dictionary) WriteEntries(json, dictionary, depth);
            else WriteItems(json, (IEnumerable)inner, depth);
            if (added.Count > 0) WriteProperties(json, "added", added, depth);
            json.WriteEndObject();
            return;
        }
        if (added.Count > 0)
        {
            json.WriteStartObject();
            json.WritePropertyName("base");
        }
        json.WriteStartArray();
        json.WriteStringValue(inner.GetType().ToString());
        json.WriteStringValue(Text(inner, wrapped));
        json.WriteEndArray();
        if (added.Count == 0) return;
        WriteProperties(json, "added", added, depth);
        json.WriteEndObject();
    }

    private static void WriteItems(Utf8JsonWriter json, IEnumerable items, int depth)
    {
        json.WriteStartArray("items");
        var count = 0;
        foreach (var item in items)
        {
            if (++count > 2000) break;
            Write(json, item, depth + 1);
        }
        json.WriteEndArray();
    }

    private static void WriteEntries(Utf8JsonWriter json, IDictionary entries, int depth)
    {
        json.WriteStartArray("entries");
        foreach (DictionaryEntry entry in entries)
        {
            json.WriteStartArray();
            Write(json, entry.Key, depth + 1);
            Write(json, entry.Value, depth + 1);
            json.WriteEndArray();
        }
        json.WriteEndArray();
    }

    private static void WriteProperties(Utf8JsonWriter json, string name, IEnumerable<PSPropertyInfo> properties, int depth)
    {
        json.WriteStartArray(name);
        foreach (var property in properties)
        {
            json.WriteStartArray();
            json.WriteStringValue(property.Name);
            object? value;
            try
            {
                value = property.Value;
            }
            catch (GetValueException exception)
            {
                value = exception.Message;
            }
            Write(json, value, depth + 1);
            json.WriteEndArray();
        }
        json.WriteEndArray();
    }

    private static string Text(object value, PSObject wrapped) => value switch
    {
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        float number => number.ToString("R", CultureInfo.InvariantCulture),
        DateTime time => time.ToString("o", CultureInfo.InvariantCulture),
        DateTimeOffset time => time.ToString("o", CultureInfo.InvariantCulture),
        Type type => type.ToString(),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => wrapped.ToString(),
    };
}
