using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Text;
using Microsoft.AspNetCore.Connections.Features;

namespace KerberosAcceptor;

/// <summary>Authenticates each TCP connection once, and keeps its security context for the requests that follow.</summary>
sealed class Front(Uri target, string user, string password)
{
    private readonly HttpClient client = new() { Timeout = TimeSpan.FromMinutes(5) };
    private int contexts;
    private int opened;
    private int refused;
    private string lastUser = "";
    private volatile string mode = "sealed";

    public string Command(string line)
    {
        if (line == "facts") return $"{contexts} {opened} {refused} {lastUser}";
        mode = line;
        return "ok";
    }

    public async Task Serve(HttpContext http)
    {
        var items = http.Features.Get<IConnectionItemsFeature>()!.Items;
        var header = http.Request.Headers.Authorization.ToString();
        if (header.Length > 0 && !Authenticate(http, items, header)) return;
        if (!items.TryGetValue(this, out var found) || found is not Context context)
        {
            Offer(http);
            return;
        }
        var body = await ReadBody(http);
        if (body.Length == 0) return;
        await Answer(http, context, body);
    }

    private static void Offer(HttpContext http)
    {
        http.Response.StatusCode = 401;
        http.Response.Headers.WWWAuthenticate = new[] { "Negotiate", "Kerberos" };
    }

    /// <summary>True when the connection is authenticated now; the answer is complete otherwise.</summary>
    private bool Authenticate(HttpContext http, IDictionary<object, object?> items, string header)
    {
        var (scheme, token) = header.Split(' ') is [var one, var two] ? (one, Convert.FromBase64String(two)) : ("", []);
        if (scheme is not ("Negotiate" or "Kerberos"))
        {
            Offer(http);
            return false;
        }
        var authentication = new NegotiateAuthentication(new NegotiateAuthenticationServerOptions
        {
            Package = scheme,
            Credential = CredentialCache.DefaultNetworkCredentials,
            RequiredProtectionLevel = ProtectionLevel.EncryptAndSign,
        });
        var answer = authentication.GetOutgoingBlob(token, out var status);
        if (status != NegotiateAuthenticationStatusCode.Completed)
        {
            Interlocked.Increment(ref refused);
            Offer(http);
            http.Response.Headers["X-Status"] = status.ToString();
            return false;
        }
        Interlocked.Increment(ref contexts);
        lastUser = authentication.RemoteIdentity.Name ?? "";
        if (answer is not null && mode != "no-token")
            http.Response.Headers.WWWAuthenticate = $"{scheme} {Convert.ToBase64String(answer)}";
        items[this] = new Context(authentication, scheme == "Kerberos" ? "Kerberos" : "SPNEGO");
        return true;
    }

    private async Task Answer(HttpContext http, Context context, byte[] body)
    {
        var type = http.Request.ContentType ?? "";
        if (!http.Request.IsHttps)
        {
            var sealedBody = context.Open(type, body);
            if (sealedBody is null)
            {
                Interlocked.Increment(ref refused);
                http.Response.StatusCode = 400;
                return;
            }
            (type, body) = sealedBody.Value;
            Interlocked.Increment(ref opened);
        }
        using var request = new HttpRequestMessage(HttpMethod.Post, target);
        request.Headers.Authorization =
            new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}")));
        request.Content = new ByteArrayContent(body);
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        using var answer = await client.SendAsync(request, http.RequestAborted);
        var plain = await answer.Content.ReadAsByteArrayAsync(http.RequestAborted);
        http.Response.StatusCode = (int)answer.StatusCode;
        var answerType = answer.Content.Headers.ContentType?.ToString() ?? "";
        if (mode == "unavailable")
        {
            http.Response.StatusCode = 503;
            http.Response.ContentType = "text/html";
            await http.Response.WriteAsync("<html>Service Unavailable</html>");
            return;
        }
        var (outType, bytes) = http.Request.IsHttps || mode == "plain" || plain.Length == 0
            ? (answerType, plain)
            : context.Close(answerType, plain, mode);
        http.Response.ContentType = outType;
        http.Response.ContentLength = bytes.Length;
        await http.Response.Body.WriteAsync(bytes, http.RequestAborted);
    }

    private static async Task<byte[]> ReadBody(HttpContext http)
    {
        using var memory = new MemoryStream();
        await http.Request.Body.CopyToAsync(memory, http.RequestAborted);
        return memory.ToArray();
    }
}
