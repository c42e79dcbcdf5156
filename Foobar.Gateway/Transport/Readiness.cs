namespace Foobar.Gateway.Transport;

/// <summary>What a socket is ready for, as epoll_ctl(2) has it.</summary>
[Flags]
internal enum Readiness : uint
{
    None = 0,
    Read = 0x1,
    Write = 0x4,
    Failed = 0x8,
    Closed = 0x10,

    /// <summary>The other side sends nothing more.</summary>
    EndOfInput = 0x2000,

    /// <summary>Each change is told once.</summary>
    Edges = 0x80000000,

    ForReading = Read | EndOfInput | Failed | Closed,
    ForWriting = Write | Failed | Closed,
    AtTheEnd = EndOfInput | Failed | Closed,
}
