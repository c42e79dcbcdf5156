using Foobar.Gateway.AccessLog;
using Foobar.Gateway.Admin;
using Foobar.Gateway.Caching;
using Foobar.Gateway.Configuration;
using Foobar.Gateway.Hosts;
using Foobar.Gateway.Maintenance;
using Foobar.Gateway.Protection;
using Foobar.Gateway.Proxying;
using Foobar.Gateway.Tls;
using Foobar.Gateway.Tracing;
using Foobar.Gateway.Transport;
using Foobar.ServiceDefaults;
using Foobar.ServiceDefaults.Telemetry;

if (HealthQuestion.IsAsked(args))
    return HealthQuestion.Ask();
RefusedSettings.EndInWords();

var builder = WebApplication.CreateBuilder(args);
builder.UseSteadyFiles();
builder.AddServiceDefaults(tracesRequests: false); // RequestTrace does
builder.LeaveOut(PlatformMetrics.ActiveRequests); // destinations have theirs
builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
builder.AddTransport();
builder.AddTls();
builder.AddProtection();
builder.AddHosts();
builder.AddResponseCache();
builder.AddProxy();
builder.AddAdmin();
builder.AddAccessLog();

var app = builder.Build();
app.CheckSettings();
app.LogUnreadableFiles();
app.UseMiddleware<RequestTrace>();
app.UseDraining();
app.UseAccessLog();
app.UseAlternativeService();
app.UseProtection();
app.UseHosts();
app.UseMiddleware<MaintenanceAnswer>();
app.UseResponseCache();
app.MapDefaultEndpoints();
app.MapProxy();
app.Run();
return 0;
