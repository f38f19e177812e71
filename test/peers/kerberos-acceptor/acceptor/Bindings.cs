using System.Runtime.InteropServices;

namespace KerberosAcceptor;

/// <summary>Accepts a Kerberos token with channel bindings, which .NET's own acceptor does not look at.</summary>
static unsafe partial class Bindings
{
    [StructLayout(LayoutKind.Sequential)]
    private struct Data
    {
        public nuint Length;
        public void* Value;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct ChannelBindings
    {
        public uint InitiatorType;
        public Data InitiatorAddress;
        public uint AcceptorType;
        public Data AcceptorAddress;
        public Data ApplicationData;
    }

    private const uint ChannelBound = 2048;
    private const uint BadBindings = 4;

    [LibraryImport("libgssapi_krb5.so.2")]
    private static partial uint gss_accept_sec_context(
        out uint minor, ref nint context, nint credential, Data* token, ChannelBindings* bindings, nint name, nint mechanism,
        Data* output, out uint flags, nint time, nint delegated);

    /// <returns>bound, unbound (the token says nothing of a channel), other, or the status of another error</returns>
    public static string Check(byte[] applicationData, byte[] token)
    {
        fixed (byte* data = applicationData, bytes = token)
        {
            var bindings = new ChannelBindings { ApplicationData = new Data { Length = (nuint)applicationData.Length, Value = data } };
            var input = new Data { Length = (nuint)token.Length, Value = bytes };
            var output = new Data();
            nint context = 0;
            var major = gss_accept_sec_context(
                out var minor, ref context, 0, &input, &bindings, 0, 0, &output, out var flags, 0, 0);
            if (major == 0) return (flags & ChannelBound) != 0 ? "bound" : "unbound";
            return major >> 16 == BadBindings ? "other" : $"{major:x} {minor:x}";
        }
    }
}
