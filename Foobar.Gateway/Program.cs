using Foobar.Gateway.Discovery;
using Foobar.Gateway.Hosts;
using Foobar.Gateway.Maintenance;
using Foobar.ServiceDefaults;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.ServiceDiscovery;

var builder = WebApplication.CreateBuilder(args);

builder.AddServiceDefaults();
builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
builder.Services.AddReverseProxy().LoadFromConfig(builder.Configuration.GetSection("ReverseProxy"));
// A verdict from failed requests counts for as long as this window: a web that is back must not be left out for the usual minute.
builder.Services.Configure<TransportFailureRateHealthPolicyOptions>(policy => policy.DetectionWindowSize = TimeSpan.FromSeconds(5));
builder.Services.AddSingleton<IDestinationResolver, EndpointDestinationResolver>();
builder.Services.AddHsts(hsts => hsts.MaxAge = TimeSpan.FromDays(365));

var app = builder.Build();
if (!app.Environment.IsDevelopment())
    app.UseHsts();
app.UseMiddleware<HttpsRedirection>();
app.UseMiddleware<MaintenanceAnswer>();
app.MapDefaultEndpoints();
app.MapReverseProxy();
app.Run();
