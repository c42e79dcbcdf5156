using System.Globalization;
using System.Text.Json;

namespace Foobar.AppHost.Monitoring;

/// <summary>What Prometheus and Alertmanager work in while the model runs: the settings of <c>deploy/monitoring</c>, and this model's addresses.</summary>
/// <param name="settings">The folder of the settings.</param>
/// <param name="host">What the machine is called where they run.</param>
internal sealed class MonitoringFolder(string settings, string host) : IDisposable
{
    private readonly Lock _guardsFiles = new();
    private readonly Dictionary<string, SortedDictionary<string, string>> _jobs = [];
    private bool _exists;

    /// <summary>Where it is, as soon as somebody starts one of the two.</summary>
    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"foobar-monitoring-{Guid.NewGuid():N}");

    /// <summary>Makes the folder, unless it is there.</summary>
    public void Create()
    {
        lock (_guardsFiles)
        {
            if (_exists)
                return;
            Directory.CreateDirectory(System.IO.Path.Combine(Path, "targets"));
            Directory.CreateDirectory(System.IO.Path.Combine(Path, "rules"));
            foreach (var file in new[] { "prometheus.yml", "alertmanager.yml" })
                File.Copy(System.IO.Path.Combine(settings, file), System.IO.Path.Combine(Path, file));
            foreach (var file in Directory.EnumerateFiles(System.IO.Path.Combine(settings, "rules"), "*.yml"))
                File.Copy(file, System.IO.Path.Combine(Path, "rules", System.IO.Path.GetFileName(file)));
            _exists = true;
            foreach (var job in _jobs.Keys)
                Write(job);
        }
    }

    /// <summary>An instance of a job is at this port of the machine from now on.</summary>
    public void Set(string job, string instance, int port)
    {
        var address = string.Create(CultureInfo.InvariantCulture, $"{host}:{port}");
        lock (_guardsFiles)
        {
            var instances = _jobs.TryGetValue(job, out var known) ? known : _jobs[job] = new SortedDictionary<string, string>(StringComparer.Ordinal);
            if (instances.TryGetValue(instance, out var before) && before == address)
                return;
            instances[instance] = address;
            if (_exists)
                Write(job);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_guardsFiles)
        {
            if (_exists)
                Directory.Delete(Path, recursive: true);
            _exists = false;
        }
    }

    private void Write(string job)
    {
        var file = System.IO.Path.Combine(Path, "targets", $"{job}.json");
        var targets = _jobs[job].Select(instance => new { targets = new[] { instance.Value }, labels = new { instance = instance.Key } });
        // In one step: Prometheus looks at the file whenever it changes.
        File.WriteAllText($"{file}.new", JsonSerializer.Serialize(targets));
        File.Move($"{file}.new", file, overwrite: true);
    }
}
