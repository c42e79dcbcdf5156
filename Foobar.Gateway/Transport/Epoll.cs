using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Foobar.Gateway.Transport;

/// <summary>Tells which of many sockets have become ready, as Linux does (epoll(7), edge-triggered).</summary>
internal sealed partial class Epoll
{
    private const int CloseOnExec = 0x80000;
    private const int Add = 1;
    private const int Delete = 2;
    private const int Interrupted = 4;

    private static readonly bool s_isPacked = RuntimeInformation.ProcessArchitecture == Architecture.X64; // the kernel packs its events on this one alone
    private static readonly int s_size = s_isPacked ? 12 : 16;
    private static readonly int s_offsetOfKey = s_isPacked ? 4 : 8;

    private readonly int _handle;

    /// <exception cref="Win32Exception">The system gives no more descriptors.</exception>
    public Epoll() => _handle = Create(CloseOnExec) is var handle and >= 0 ? handle : throw new Win32Exception();

    /// <summary>Watches a socket; what it is ready for already is told at once.</summary>
    /// <exception cref="Win32Exception">The system does not watch more.</exception>
    public void Watch(int socket, ulong key, Readiness readiness)
    {
        Span<byte> record = stackalloc byte[16];
        BitConverter.TryWriteBytes(record, (uint)readiness);
        BitConverter.TryWriteBytes(record[s_offsetOfKey..], key);
        if (Control(_handle, Add, socket, record) != 0)
            throw new Win32Exception();
    }

    public void Forget(int socket)
    {
        Span<byte> record = stackalloc byte[16];
        _ = Control(_handle, Delete, socket, record);
    }

    /// <summary>Waits until at least one is ready, or the time is over.</summary>
    /// <param name="events">Room for what is told, see <see cref="RoomFor"/>.</param>
    /// <param name="milliseconds">0 does not wait, <see cref="Timeout.Infinite"/> is without an end.</param>
    /// <returns>How many are told of.</returns>
    /// <exception cref="Win32Exception">The system refuses.</exception>
    public int Wait(Span<byte> events, int milliseconds)
    {
        int count;
        while ((count = Wait(_handle, events, events.Length / s_size, milliseconds)) < 0)
        {
            if (Marshal.GetLastPInvokeError() != Interrupted)
                throw new Win32Exception();
        }
        return count;
    }

    public static byte[] RoomFor(int count) => GC.AllocateArray<byte>(count * s_size, pinned: true);

    public static (ulong Key, Readiness Readiness) Read(ReadOnlySpan<byte> events, int index)
    {
        var record = events.Slice(index * s_size, s_size);
        return (BitConverter.ToUInt64(record[s_offsetOfKey..]), (Readiness)BitConverter.ToUInt32(record));
    }

    [LibraryImport("libc", EntryPoint = "epoll_create1", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Create(int flags);

    [LibraryImport("libc", EntryPoint = "epoll_ctl", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Control(int epoll, int operation, int socket, Span<byte> record);

    [LibraryImport("libc", EntryPoint = "epoll_wait", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Wait(int epoll, Span<byte> events, int count, int milliseconds);
}
