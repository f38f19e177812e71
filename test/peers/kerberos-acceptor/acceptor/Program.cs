// A web server that takes Kerberos and SPNEGO by .NET's NegotiateAuthentication, opens sealed bodies, and hands them on
// to another server in clear text. It stands for IIS with Exchange's PowerShell directory.
//
//   kerberos-acceptor serve <target> <user> <password> [<certificate.pem> <key.pem>]
//   kerberos-acceptor bindings <application data, hex>        a token, base64, on standard input
//
// `serve` prints its port, takes one command a line on standard input, and ends with it.

using System.Security.Cryptography.X509Certificates;
using KerberosAcceptor;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

if (args is ["bindings", var data])
{
    Console.WriteLine(Bindings.Check(Convert.FromHexString(data), Convert.FromBase64String(Console.ReadLine() ?? "")));
    return;
}

if (args is not ["serve", var target, var user, var password, .. var tls]) throw new ArgumentException("serve or bindings");

var builder = WebApplication.CreateSlimBuilder();
builder.Logging.ClearProviders();
builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
{
    kestrel.Limits.MaxRequestBodySize = 64 * 1024 * 1024;
    kestrel.ListenLocalhostPort(tls is [var certificate, var key] ? X509Certificate2.CreateFromPemFile(certificate, key) : null);
});
var app = builder.Build();
var front = new Front(new Uri(target), user, password);
app.Run(front.Serve);
await app.StartAsync();

var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
Console.WriteLine(new Uri(address).Port);
while (Console.ReadLine() is { } line) Console.WriteLine(front.Command(line));
await app.StopAsync(new CancellationToken(true));

static class Listening
{
    public static void ListenLocalhostPort(
        this Microsoft.AspNetCore.Server.Kestrel.Core.KestrelServerOptions kestrel,
        X509Certificate2? certificate)
    {
        kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen =>
        {
            if (certificate is not null) listen.UseHttps(certificate);
        });
    }
}
