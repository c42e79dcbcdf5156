using Foobar.Gateway.AccessLog;
using Foobar.Gateway.Admin;
using Foobar.Gateway.Caching;
using Foobar.Gateway.Hosts;
using Foobar.Gateway.Maintenance;
using Foobar.Gateway.Proxying;
using Foobar.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
builder.AddHosts();
builder.AddResponseCache();
builder.AddProxy();
builder.AddAdmin();
builder.AddAccessLog();

var app = builder.Build();
app.UseDraining();
app.UseAccessLog();
app.UseHosts();
app.UseMiddleware<MaintenanceAnswer>();
app.UseResponseCache();
app.MapDefaultEndpoints();
app.MapProxy();
app.Run();
