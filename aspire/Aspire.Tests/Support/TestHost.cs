using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Aspire.Tests.Support;

/// <summary>The application host of the tests as a process of its own; ended when it is disposed.</summary>
internal sealed class TestHost : IDisposable
{
    private readonly Process _process;

    private TestHost(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, e) => Keep(Output, e.Data);
        process.ErrorDataReceived += (_, e) => Keep(Errors, e.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public ConcurrentQueue<string> Output { get; } = [];

    public ConcurrentQueue<string> Errors { get; } = [];

    public int ProcessId => _process.Id;

    public static TestHost Start(params string[] args) => Start([], args);

    public static TestHost Start(Dictionary<string, string> variables, params string[] args)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "Aspire.Tests.AppHost"), args)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = TestFolders.Root,
        };
        foreach (var (name, value) in variables)
            start.Environment[name] = value;
        return new TestHost(Process.Start(start)!);
    }

    /// <summary>Waits for the line <c>{name} {number}</c> and returns the number.</summary>
    public async Task<int> ReadNumberAsync(string name)
    {
        string? found = null;
        await Eventually.TrueAsync(() => (found = Output.SelectMany(line => line.Split(": ")).FirstOrDefault(part => part.StartsWith($"{name} ", StringComparison.Ordinal))) is not null,
            $"the host printed '{name}'; it printed: {string.Join(Environment.NewLine, Output.Concat(Errors))}");
        return int.Parse(found!.Split(' ')[1], CultureInfo.InvariantCulture);
    }

    public async Task<int> WaitForExitAsync()
    {
        await _process.WaitForExitAsync(Token);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    private static void Keep(ConcurrentQueue<string> lines, string? line)
    {
        if (line is not null)
            lines.Enqueue(line);
    }
}
