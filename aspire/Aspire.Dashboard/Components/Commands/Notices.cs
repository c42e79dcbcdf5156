using System.Collections.Immutable;

namespace Aspire.Dashboard.Components.Commands;

/// <summary>The notices of one page. Good news goes away by itself, bad news when the user has seen it.</summary>
internal sealed class Notices(TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Shown = TimeSpan.FromSeconds(6);

    private readonly CancellationTokenSource _closed = new();
    private ImmutableList<Notice> _all = [];

    /// <summary>Raised after every change, on any thread.</summary>
    public event Action? Changed;

    /// <summary>The oldest first.</summary>
    public IReadOnlyList<Notice> All => _all;

    public Notice Add(Notice notice)
    {
        Change(all => all.Add(notice));
        _ = RemoveLaterAsync(notice);
        return notice;
    }

    public void Replace(Notice old, Notice notice)
    {
        Change(all => all.Contains(old) ? all.Replace(old, notice) : all.Add(notice));
        _ = RemoveLaterAsync(notice);
    }

    public void Remove(Notice notice) => Change(all => all.Remove(notice));

    public void Dispose()
    {
        _closed.Cancel();
        _closed.Dispose();
    }

    private async Task RemoveLaterAsync(Notice notice)
    {
        if (notice.Kind is NoticeKind.Progress or NoticeKind.Error || notice.Result is not null || _closed.IsCancellationRequested)
            return;
        await Task.Delay(Shown, time, _closed.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Remove(notice);
    }

    private void Change(Func<ImmutableList<Notice>, ImmutableList<Notice>> change)
    {
        ImmutableInterlocked.Update(ref _all, change);
        Changed?.Invoke();
    }
}
