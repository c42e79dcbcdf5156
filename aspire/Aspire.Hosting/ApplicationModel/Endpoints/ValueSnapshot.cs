namespace Aspire.Hosting.ApplicationModel;

/// <summary>A value that is set once and can be awaited before.</summary>
public sealed class ValueSnapshot<T> where T : notnull
{
    private readonly TaskCompletionSource<T> _value = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool IsValueSet => _value.Task.IsCompletedSuccessfully;

    public Task<T> GetValueAsync(CancellationToken cancellationToken = default) => _value.Task.WaitAsync(cancellationToken);

    /// <exception cref="InvalidOperationException">The value is set already.</exception>
    public void SetValue(T value) => _value.SetResult(value);

    public void SetException(Exception exception) => _value.SetException(exception);
}
