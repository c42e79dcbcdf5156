using Foobar.Database;
using Foobar.Database.Cluster;
using Foobar.Database.Schema;
using Foobar.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);

builder.AddServiceDefaults();
builder.AddDatabaseOptions();
builder.AddMembers();
builder.Services.AddSingleton(TimeProvider.System);
builder.Services.AddSingleton<Observer>();
builder.Services.AddSingleton<GroupReplication>();
builder.Services.AddSingleton<Operations>();
builder.Services.AddSingleton<Accounts>();
builder.Services.AddSingleton<SchemaMigrator>();
builder.Services.AddSingleton<ClusterStatus>();
builder.Services.AddHostedService<ClusterManager>();
builder.Services.AddHealthChecks().AddCheck<ClusterHealthCheck>("cluster");

var app = builder.Build();
app.MapDefaultEndpoints();
app.Run();
