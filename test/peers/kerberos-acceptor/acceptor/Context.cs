using System.Buffers;
using System.Buffers.Binary;
using System.Net.Security;
using System.Text;
using System.Text.RegularExpressions;

namespace KerberosAcceptor;

/// <summary>Sealed multipart bodies (MS-WSMV 2.2.9.1) of one security context.</summary>
sealed partial class Context(NegotiateAuthentication authentication, string protocol)
{
    private const string Boundary = "Encrypted Boundary";

    /// <summary>The plain body, or null for one that is not sealed as it has to be.</summary>
    public (string Type, byte[] Body)? Open(string contentType, byte[] body)
    {
        var name = $"application/HTTP-{protocol}-session-encrypted";
        if (!contentType.StartsWith("multipart/encrypted;") || !contentType.Contains($"protocol=\"{name}\"")) return null;
        var head = Encoding.Latin1.GetString(body.AsSpan(0, Math.Min(body.Length, 2048)));
        var match = Head().Match(head);
        var end = Encoding.ASCII.GetBytes($"--{Boundary}--\r\n");
        if (!match.Success || match.Groups["protocol"].Value != name || !body.AsSpan().EndsWith(end)) return null;
        var bytes = body.AsSpan(match.Length, body.Length - match.Length - end.Length);
        var headerLength = BinaryPrimitives.ReadInt32LittleEndian(bytes);
        var expected = int.Parse(match.Groups["length"].Value);
        if (headerLength != bytes.Length - 4 - expected) return null;
        var plain = new ArrayBufferWriter<byte>();
        lock (authentication)
        {
            var status = authentication.Unwrap(bytes[4..], plain, out var wasEncrypted);
            if (status != NegotiateAuthenticationStatusCode.Completed || !wasEncrypted) return null;
        }
        if (plain.WrittenCount != expected) return null;
        return (match.Groups["type"].Value, plain.WrittenSpan.ToArray());
    }

    /// <param name="mode">sealed, spaced (Exchange's delimiter), signed (integrity alone), rotated</param>
    public (string Type, byte[] Body) Close(string contentType, byte[] plain, string mode)
    {
        var written = new ArrayBufferWriter<byte>();
        lock (authentication) authentication.Wrap(plain, written, mode != "signed", out _);
        var token = written.WrittenSpan.ToArray();
        var headerLength = token.Length - plain.Length;
        Rotate(token, mode == "signed" ? 0 : mode == "rotated" ? 40_000 : headerLength - 32);
        var delimiter = mode == "spaced" ? $"-- {Boundary}" : $"--{Boundary}";
        var name = $"application/HTTP-{protocol}-session-encrypted";
        using var body = new MemoryStream();
        body.Write(Encoding.ASCII.GetBytes(
            $"{delimiter}\r\n\tContent-Type: {name}\r\n" +
            $"\tOriginalContent: type={contentType};Length={plain.Length}\r\n" +
            $"{delimiter}\r\n\tContent-Type: application/octet-stream\r\n"));
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, headerLength);
        body.Write(length);
        body.Write(token);
        body.Write(Encoding.ASCII.GetBytes($"{delimiter}--\r\n"));
        return ($"multipart/encrypted;protocol=\"{name}\";boundary=\"{Boundary}\"", body.ToArray());
    }

    /// <summary>Rotates a token that was not rotated.</summary>
    private static void Rotate(byte[] token, int count)
    {
        var body = token.AsSpan(16).ToArray();
        BinaryPrimitives.WriteUInt16BigEndian(token.AsSpan(6), (ushort)count);
        for (var at = 0; at < body.Length; at++) token[16 + (at + count) % body.Length] = body[at];
    }

    [GeneratedRegex(
        """^--Encrypted Boundary\r\n\s*Content-Type: (?<protocol>\S+)\r\n\s*OriginalContent: type=(?<type>[^\r]+);Length=(?<length>\d+)\r\n--Encrypted Boundary\r\n\s*Content-Type: application/octet-stream\r\n""",
        RegexOptions.CultureInvariant)]
    private static partial Regex Head();
}
