using Foobar.AppHost;
using Foobar.AppHost.Monitoring;
using Foobar.AppHost.MySqlCluster;
using Foobar.AppHost.Rolling;
using Foobar.AppHost.Rotation;
using Foobar.ServiceDefaults;
using Microsoft.Extensions.Configuration;

var builder = DistributedApplication.CreateBuilder(args);

// The key that signs the API's tokens is shared by both webs, so a session works on either.
var signingKey = builder.AddParameter("token-signing-key", new GenerateParameterDefault { MinLength = 48, Special = false }, secret: true, persist: true);

// Operators show it at the gateway's statistics.
var adminKey = builder.AddParameter("gateway-admin-key", new GenerateParameterDefault { MinLength = 32, Special = false }, secret: true, persist: true);

// One primary takes the writes and two replicas the reads; any one of the three may die.
var mysql = builder.AddMySqlCluster(FoobarNames.Resources.MySql, replicas: 2);

// Where the data lives: in a folder of the user's choice, in volumes, or, as tests want it, nowhere for long.
if (builder.Configuration["Data:Folder"] is { Length: > 0 } dataFolder)
    mysql.WithDataFolder(dataFolder);
else if (builder.Configuration.GetValue("Data:Persistent", defaultValue: true))
    mysql.WithDataVolumes();

// The local dashboard keeps its telemetry beside the data.
if (DataLocations.GetTelemetry(builder.Configuration) is { } telemetry)
    builder.Configuration["Dashboard:Recording:Path"] ??= telemetry;

// Forms the cluster and brings the schema up; all else waits for it.
var database = builder.AddProject<Projects.Foobar_Database>(FoobarNames.Resources.Database)
    .WithHttpEndpoint()
    .WithHttpHealthCheck(FoobarNames.Health.Ready)
    .WithUrlForEndpoint("http", _ => new ResourceUrlAnnotation { Url = "/timeline", DisplayText = "timeline" })
    .WithClusterAdministration(mysql)
    .WaitForMembers(mysql);

// Copies the data to a new folder whenever it is started.
builder.AddProject<Projects.Foobar_Database>(FoobarNames.Resources.Backup)
    .WithArgs("backup", "--to", DataLocations.GetBackups(builder.Configuration))
    .AsBackupOf(mysql);

// Fills the site with people and articles when somebody starts it, for development.
builder.AddProject<Projects.Foobar_Database>(FoobarNames.Resources.Seed)
    .WithArgs("seed")
    .WithClusterAdministration(mysql)
    .WithParentRelationship(database)
    .WithIconName("PeopleCommunity")
    .WithExplicitStart()
    .WaitFor(database)
    .ExcludeFromManifest();

// Two resources, not two replicas, so that the gateway balances between them and not the endpoint's proxy.
var web1 = AddWeb(FoobarNames.Resources.Web1);
var web2 = AddWeb(FoobarNames.Resources.Web2);

var gateway = builder.AddProject<Projects.Foobar_Gateway>(FoobarNames.Resources.Gateway)
    .WithReplicas(2)
    .WithHttpEndpoint(port: 8080)
    .WithHttpsEndpoint(port: 8443)
    .WithExternalHttpEndpoints()
    // Not among the addresses of the site: a server of its own, on loopback, for those who have the key.
    .WithHttpEndpoint(name: "admin", env: "Admin__Port")
    .WithEndpointsInEnvironment(endpoint => endpoint.Name != "admin")
    .WithEnvironment("Admin__Key", adminKey)
    // Nobody stands before the gateway whose word on the visitor's address could be trusted.
    .DisableForwardedHeaders()
    .WithHttpHealthCheck(FoobarNames.Health.Ready)
    .WithUrlForEndpoint("https", url => url.DisplayText = "www.foobar.com")
    .WithUrlForEndpoint("http", url => url.DisplayText = "redirects to https")
    .WithUrlForEndpoint("admin", url => url.DisplayText = "statistics")
    .WithReference(web1)
    .WithReference(web2)
    .WaitFor(web1)
    .WaitFor(web2)
    .WithRollingRestart(web1, web2)
    .WithStandingOf(adminKey, web1, web2)
    .AnnounceWhenReady("https");

// Watches all of it: always in a deployment, here when somebody starts it.
builder.AddMonitoring(database, web1, web2, gateway);

builder.Build().Run();

IResourceBuilder<ProjectResource> AddWeb(string name) => builder.AddProject<Projects.Foobar_Web>(name)
    .WithHttpEndpoint()
    .WithHttpHealthCheck(FoobarNames.Health.Ready)
    .WithUrlForEndpoint("http", url => url.DisplayText = "this web alone")
    .WithEnvironment(FoobarNames.Configuration.TokenSigningKey.Replace(":", "__", StringComparison.Ordinal), signingKey)
    .WithClusterAccess(mysql)
    .WaitFor(database);
