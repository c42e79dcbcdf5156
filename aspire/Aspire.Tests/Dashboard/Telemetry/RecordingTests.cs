extern alias dashboard;

using dashboard::Aspire.Dashboard.Client;
using dashboard::Aspire.Dashboard.Otlp;
using dashboard::Aspire.Dashboard.Protocol;
using dashboard::Aspire.Dashboard.Recording;
using dashboard::Aspire.Dashboard.Telemetry;
using dashboard::Aspire.Dashboard.Telemetry.Traces;
using dashboard::Aspire.Dashboard.Timeline;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Aspire.Tests.Dashboard.Telemetry;

/// <summary>Telemetry is kept in a file that does not grow without bound, comes back, and can be given to somebody else.</summary>
public sealed class RecordingTests : IDisposable
{
    private readonly string _folder = Directory.CreateDirectory(Path.Combine(TestFolders.Root, Guid.NewGuid().ToString("N"))).FullName;

    private string Kept => Path.Combine(_folder, "deep", "telemetry.db");

    [Fact]
    public async Task What_was_received_is_there_after_a_restart_and_once()
    {
        for (var run = 1; run <= 3; run++)
        {
            await using var keeper = await Keeper.StartAsync(new RecordingOptions { Path = Kept });
            Assert.Equal(3 * (run - 1), keeper.Count());
            Assert.True(keeper.Recorder.IsRecording);
            await keeper.ReceiveAsync(Exports.Create(spans: 3 * run));
            Assert.Equal(3 * run, keeper.Count());
        }
    }

    [Fact]
    public async Task A_saved_recording_is_opened_by_another_dashboard_which_does_not_write_to_it()
    {
        var saved = Path.Combine(_folder, "saved.recording");
        await using (var keeper = await Keeper.StartAsync(new RecordingOptions { Path = Kept }))
        {
            await keeper.ReceiveAsync(Exports.Create(spans: 2));
            await keeper.Recorder.SaveAsync(saved, Token);
            await keeper.ReceiveAsync(Exports.Create(spans: 5));
        }
        var (before, end) = (await File.ReadAllBytesAsync(saved, Token), DateTime.UtcNow.Ticks);

        await using (var reader = await Keeper.StartAsync(new RecordingOptions { Open = saved }))
        {
            Assert.Equal((2, false, "saved.recording"), (reader.Count(), reader.Recorder.IsRecording, reader.Recorder.Opened));
            // Its pages show the time before its end, whenever it is opened.
            Assert.InRange(reader.Recorder.Now, end - TimeSpan.FromMinutes(5).Ticks, end);
            await reader.ReceiveAsync(Exports.Create(spans: 5));
            await Assert.ThrowsAsync<InvalidOperationException>(() => reader.Recorder.SaveAsync(saved + "2", Token));
        }

        Assert.Equal(before, await File.ReadAllBytesAsync(saved, Token));
    }

    [Fact]
    public async Task A_request_that_cannot_be_read_any_more_is_left_out()
    {
        using (var file = RecordingFile.OpenOrCreate(Kept))
            file.Append([new RecordedPart(RecordedKind.Traces, DateTime.UtcNow, [0x0a, 0x7f, 0x01]), new RecordedPart(RecordedKind.Traces, DateTime.UtcNow, Exports.Create(spans: 2))], long.MaxValue);

        await using var keeper = await Keeper.StartAsync(new RecordingOptions { Path = Kept });

        Assert.Equal((2, true), (keeper.Count(), keeper.Recorder.IsRecording));
    }

    [Fact]
    public async Task What_happened_to_resources_comes_back_and_ends_with_the_run()
    {
        for (var run = 1; run <= 3; run++)
        {
            await using var keeper = await Keeper.StartAsync(new RecordingOptions { Path = Kept });
            keeper.Resources.Update([new ResourceView { Id = $"web-{run}", Name = "web", Type = "Project", State = "Running" }]);
        }

        await using var again = await Keeper.StartAsync(new RecordingOptions { Path = Kept });

        var moments = again.History.Read();
        Assert.Equal([("web-1", false), ("web-1", true), ("web-2", false), ("web-2", true), ("web-3", false), ("web-3", true)], moments.Select(moment => (moment.Id, moment.IsEnd)));
        Assert.Equal(moments.Select(moment => moment.Time).Order(), moments.Select(moment => moment.Time));
    }

    [Fact]
    public async Task What_is_cleared_does_not_come_back()
    {
        await using (var keeper = await Keeper.StartAsync(new RecordingOptions { Path = Kept }))
        {
            await keeper.ReceiveAsync(Exports.Create(spans: 2));
            await keeper.Recorder.ForgetAsync(RecordedKind.Logs);
            await keeper.Recorder.ForgetAsync(RecordedKind.Traces);
            await keeper.ReceiveAsync(Exports.Create(spans: 1));
        }

        await using var again = await Keeper.StartAsync(new RecordingOptions { Path = Kept });
        Assert.Equal(1, again.Count());
    }

    [Fact]
    public void The_oldest_goes_first_when_there_is_too_much()
    {
        using var file = RecordingFile.OpenOrCreate(Kept);
        for (byte number = 0; number < 100; number++)
        {
            var content = new byte[64 << 10];
            new Random(number).NextBytes(content);
            content[0] = number;
            file.Append([new RecordedPart(RecordedKind.Logs, DateTime.UtcNow, content)], RecordingOptionsValidator.SmallestFile);
        }

        var left = file.ReadLast(long.MaxValue).Select(export => export.Content[0]).ToArray();

        Assert.InRange(file.Bytes, 1, RecordingOptionsValidator.SmallestFile);
        Assert.NotEmpty(left);
        Assert.Equal(Enumerable.Range(100 - left.Length, left.Length).Select(number => (byte)number), left);
        Assert.Equal([98, 99], file.ReadLast(150 << 10).Select(export => (int)export.Content[0]));
        Assert.Empty(file.ReadLast(1));
        Assert.InRange(new FileInfo(Kept).Length, 1, 8 * RecordingOptionsValidator.SmallestFile);
    }

    [Fact]
    public async Task A_file_that_is_no_recording_is_left_alone_and_the_dashboard_goes_on()
    {
        var path = Path.Combine(_folder, "letter.txt");
        var letter = string.Concat(Enumerable.Repeat("Dear reader, this is a letter and no recording. ", 100));
        await File.WriteAllTextAsync(path, letter, Token);

        await using (var keeper = await Keeper.StartAsync(new RecordingOptions { Path = path }))
        {
            Assert.False(keeper.Recorder.IsRecording);
            await keeper.ReceiveAsync(Exports.Create(spans: 1));
            Assert.Equal(1, keeper.Count());
        }

        Assert.Equal(letter, await File.ReadAllTextAsync(path, Token));
        var refused = await Assert.ThrowsAsync<InvalidDataException>(() => Keeper.StartAsync(new RecordingOptions { Open = path }));
        Assert.Contains($"'{path}' is no recording of this dashboard", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_that_cannot_be_meant_are_refused_with_their_names()
    {
        var result = new RecordingOptionsValidator().Validate(null, new RecordingOptions { Path = "a", Open = "/no/such/file", MaxBytes = 5 });

        Assert.Equal(3, result.Failures!.Count());
        Assert.Contains("Dashboard:Recording:Open is '/no/such/file': there is no such file.", result.Failures!);
        Assert.Contains("Dashboard:Recording:MaxBytes is 5; it must be 1048576 or more.", result.Failures!);
        Assert.True(new RecordingOptionsValidator().Validate(null, new RecordingOptions()).Succeeded);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>A store, a receiver and what keeps its telemetry, as a dashboard has them.</summary>
    private sealed class Keeper : IAsyncDisposable
    {
        private readonly TelemetryStore _store;
        private readonly OtlpReceiver _receiver;

        private Keeper(RecordingOptions options)
        {
            var limits = Options.Create(new TelemetryLimits());
            _store = new TelemetryStore(limits, TimeProvider.System);
            _receiver = new OtlpReceiver(_store, limits);
            History = new ResourceHistory(Resources, _store, TimeProvider.System);
            Recorder = new Recorder(Options.Create(options), _receiver, History, TimeProvider.System, NullLogger<Recorder>.Instance);
        }

        public Recorder Recorder { get; }

        public ResourceStore Resources { get; } = new();

        public ResourceHistory History { get; }

        public static async Task<Keeper> StartAsync(RecordingOptions options)
        {
            var keeper = new Keeper(options);
            await keeper.Recorder.StartAsync(Token);
            return keeper;
        }

        public Task ReceiveAsync(byte[] export) => _receiver.ReceiveAsync(OtlpSignal.Traces, export, Token);

        public int Count() => _store.Traces.Find(new TraceFilter(Resource: null, Text: "", ErrorsOnly: false, TimeSpan.Zero, SeveralOnly: false)).Count;

        public async ValueTask DisposeAsync()
        {
            await Recorder.StopAsync(CancellationToken.None);
            await Recorder.DisposeAsync();
            _receiver.Dispose();
        }
    }
}
