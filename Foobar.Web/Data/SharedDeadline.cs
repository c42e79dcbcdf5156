namespace Foobar.Web.Data;

/// <summary>Lets all reads and writes of a request share one deadline, so that who reads before they write does not wait twice.</summary>
/// <remarks>
/// What counts is the time spent on the database, not that of the whole request: a body that comes in slowly takes none of it.
/// It goes with the asynchronous flow; where none was begun, each read and write has the whole deadline.
/// </remarks>
internal sealed class SharedDeadline
{
    private static readonly AsyncLocal<SharedDeadline?> Current = new();

    private long _spentTicks;

    /// <summary>The reads and writes from here on in this asynchronous flow belong together.</summary>
    public static void Begin() => Current.Value = new();

    /// <summary>A read or a write begins.</summary>
    public static Usage Use(TimeProvider time) => new(Current.Value, time);

    /// <summary>One read or write; what it took is known when it is disposed of.</summary>
    public readonly struct Usage : IDisposable
    {
        private readonly SharedDeadline? _shared;
        private readonly TimeProvider _time;
        private readonly long _started;
        private readonly TimeSpan _before;

        internal Usage(SharedDeadline? shared, TimeProvider time)
        {
            _shared = shared;
            _time = time;
            _started = time.GetTimestamp();
            _before = shared is null ? TimeSpan.Zero : TimeSpan.FromTicks(Interlocked.Read(ref shared._spentTicks));
        }

        /// <summary>What is left of a deadline; negative when it has passed.</summary>
        public TimeSpan Left(TimeSpan deadline) => deadline - _before - _time.GetElapsedTime(_started);

        public void Dispose()
        {
            if (_shared is not null)
                Interlocked.Add(ref _shared._spentTicks, _time.GetElapsedTime(_started).Ticks);
        }
    }
}
