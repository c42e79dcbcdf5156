using Monitoring;

// Writes the dashboards into the folder that is given: dotnet run --project deploy/monitoring/writer -- deploy/monitoring/grafana/dashboards
if (args is not [var folder])
{
    await Console.Error.WriteLineAsync("Give the folder that the dashboards are to be written to.");
    return 1;
}
Directory.CreateDirectory(folder);
foreach (var dashboard in Dashboards.All)
    await File.WriteAllTextAsync(Path.Combine(folder, $"{dashboard.Name}.json"), GrafanaJson.Write(dashboard));
return 0;
