using Foobar.Database;
using Foobar.Database.Cleaning;
using Foobar.Database.Cluster;
using Foobar.Database.Commands;
using Foobar.Database.Schema;
using Foobar.Database.Timeline;
using Foobar.Database.Timeline.Page;
using Foobar.ServiceDefaults;
using Foobar.ServiceDefaults.Telemetry;

if (HealthQuestion.IsAsked(args))
    return HealthQuestion.Ask();
if (CommandLine.IsAsked(args))
    return await CommandLine.RunAsync(args);
RefusedSettings.EndInWords();

var builder = WebApplication.CreateBuilder(args);

builder.AddServiceDefaults();
builder.AddDatabaseOptions();
builder.AddMembers();
builder.Services.AddSingleton(TimeProvider.System);
builder.Services.AddSingleton<Observer>();
builder.Services.AddSingleton<GroupReplication>();
builder.Services.AddSingleton<Operations>();
builder.Services.AddSingleton<Arrangement>();
builder.Services.AddSingleton<Accounts>();
builder.Services.AddSingleton<SchemaMigrator>();
builder.Services.AddSingleton<ClusterStatus>();
builder.Services.AddSingleton<ClusterMetrics>();
builder.Services.AddSingleton<ClusterTimeline>();
builder.Services.AddSingleton<TimelineStore>();
builder.Services.AddSingleton<TimelineReader>();
builder.Services.AddHostedService<ClusterManager>();
builder.Services.AddHostedService<TimelineWriter>();
builder.Services.AddHostedService<Cleaner>();
builder.Services.AddRazorComponents();
builder.Services.AddHealthChecks().AddCheck<ClusterHealthCheck>("cluster");

var app = builder.Build();
app.CheckSettings();
app.MapDefaultEndpoints();
app.MapMetrics(app.Services);
app.MapTimeline();
await app.RunAsync();
return 0;
