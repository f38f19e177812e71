using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Text;

namespace PowerShellHost;

/// <summary>Documents that PSSerializer writes, each with the values that PowerShell reads in it again;
/// null where one contains itself, as error records can.</summary>
internal static class Samples
{
    private static readonly (string Name, string Script, int Depth)[] Scripts =
    [
        ("null", "$null", 2),
        ("strings", "'plain', '', \"a`r`n`t`0`e\", '_x000A_ _X0041_ _x', '<a b=\"c\">&amp;]]>', 'Grüße łódź', \"$([char]0xd83d)$([char]0xde00)\", \"$([char]0xd800)lone\", \"$([char]0x7f)$([char]0x85)$([char]0xa0)\", '  spaces  '", 2),
        ("booleans", "$true, $false", 2),
        ("characters", "[char]0, [char]'A', [char]0xffff", 2),
        ("small integers", "[byte]0, [byte]255, [sbyte]-128, [sbyte]127, [uint16]65535, [int16]-32768, [uint32]::MaxValue, [int]::MinValue, [int]::MaxValue", 2),
        ("large integers", "[long]::MinValue, [long]::MaxValue, [ulong]::MaxValue, [long]9007199254740993", 2),
        ("singles", "[single]0.1, [single]-0.0, [single]::MaxValue, [single]::Epsilon, [single]::NaN, [single]::PositiveInfinity, [single]1e30", 2),
        ("doubles", "0.1, -0.0, 1e20, 1e-7, [double]::MaxValue, [double]::Epsilon, [double]::NaN, [double]::NegativeInfinity", 2),
        ("decimals", "[decimal]::MaxValue, [decimal]::MinValue, 1.50d, -0.0000000000000000000000000001d, 0d", 2),
        ("dates", "[datetime]'2020-01-01', [datetime]::new(637134336000000001, 'Utc'), [datetime]::new(637134336001234567, 'Local'), [datetime]::MinValue, [datetime]::MaxValue", 2),
        ("durations", "[timespan]0, [timespan]'1.02:03:04.5000001', [timespan]::MinValue, [timespan]::MaxValue, [timespan]'00:01:00'", 2),
        ("texts", "[guid]'792e5b37-4505-47ef-b7d2-8711bb7affa8', [uri]'http://x/y z?a=b&c', [version]'1.2', [version]'15.2.1544.4', [xml]'<a b=\"c\">d<e/></a>', {Get-Date | % { \"$_\" }}", 2),
        ("bytes", "(,[byte[]](1, 2, 255)), (,[byte[]]@())", 2),
        ("enums", "[System.DayOfWeek]::Monday, [System.IO.FileAttributes]'Hidden, System', [System.Management.Automation.ErrorCategory]::ObjectNotFound", 2),
        ("arrays", "(,@(1, 'a', $null, @(2, @(3)))), (,@()), (,[int[]](1, 2))", 4),
        ("lists", "(,[System.Collections.ArrayList]@(1, 2)), (,[System.Collections.Generic.List[string]]@('a'))", 2),
        ("stacks and queues", "(,[System.Collections.Generic.Stack[int]]::new([int[]](1, 2, 3))), (,[System.Collections.Queue]::new(@('a', 'b'))), (,[System.Collections.Stack]::new(@('a', 'b')))", 2),
        ("dictionaries", "@{ a = 1 }, @{}, ([ordered]@{ z = 1; a = @{ b = 2 }; m = $null }), @{ 5 = 'five' }", 4),
        ("custom objects", "[pscustomobject]@{ Name = 'x'; Number = 5; Nothing = $null; Nested = [pscustomobject]@{ Deep = @(1, 2) } }, [pscustomobject]@{}", 4),
        ("odd property names", "[pscustomobject]@{ 'a b' = 1; 'x\"y<z>&' = 2; '_x0041_' = 3; \"tab`tname\" = 4 }", 2),
        ("a type of its own", "[pscustomobject]@{ PSTypeName = 'Contoso.Mailbox'; Name = 'x' }", 2),
        ("repeated objects", "$o = [pscustomobject]@{ a = 1 }; (,@($o, $o, [pscustomobject]@{ b = $o }))", 4),
        ("an object in itself", "$o = [pscustomobject]@{ Name = 'loop'; Self = $null; List = [System.Collections.ArrayList]::new() }; $o.Self = $o; [void] $o.List.Add($o); $o", 4),
        ("primitives with properties", "$s = [psobject]::AsPSObject('hello'); $s.psobject.Properties.Add([psnoteproperty]::new('Note', 5)); (,@($s))", 2),
        ("error records", "try { 1/0 } catch { $_ }; try { [int]'x' } catch { $_ }; try { throw 'own' } catch { $_ }", 3),
        ("exceptions", "[System.InvalidOperationException]::new('outer', [System.ArgumentException]::new('inner'))", 2),
        ("commands", "Get-Command Get-Command, Where-Object", 1),
        ("an object with adapted properties", "[System.Collections.Generic.KeyValuePair[string,int]]::new('k', 1), [System.Text.StringBuilder]::new('text'), [datetimeoffset]::new(637134336001234567, [timespan]'02:00')", 2),
        ("a progress record", "[System.Management.Automation.ProgressRecord]::new(1, 'activity', 'status')", 2),
        ("a member set", "$o = [pscustomobject]@{ a = 1 }; $m = [psmemberset]::new('PSStandardMembers'); $m.Members.Add([psnoteproperty]::new('SerializationDepth', 1)); $o.psobject.Members.Add($m); $o", 2),
        ("the version table", "$PSVersionTable", 3),
    ];

    public static void Write(StringBuilder answer)
    {
        using var runspace = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2());
        runspace.Open();
        answer.Append("{\"samples\":[");
        var separator = string.Empty;
        foreach (var (name, script, depth) in Scripts)
        {
            using var shell = PowerShell.Create();
            shell.Runspace = runspace;
            var values = shell.AddScript(script).Invoke();
            if (values.Count == 0) throw new InvalidOperationException($"the sample '{name}' is empty");
            var clixml = PSSerializer.Serialize(values.ToArray(), depth + 1);
            answer.Append(separator).Append("{\"name\":");
            Canonical.WriteText(answer, name);
            answer.Append(",\"clixml\":");
            Canonical.WriteText(answer, clixml);
            answer.Append(",\"values\":");
            var canonical = new StringBuilder();
            answer.Append(Canonical.TryWriteTop(canonical, PSSerializer.DeserializeAsList(clixml)) ? canonical : "null").Append('}');
            separator = ",";
        }
        answer.Append("]}");
    }
}
