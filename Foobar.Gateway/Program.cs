using Foobar.Gateway.Hosts;
using Foobar.Gateway.Maintenance;
using Foobar.Gateway.Protection;
using Foobar.Gateway.Proxying;
using Foobar.Gateway.Tls;
using Foobar.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
builder.AddTls();
builder.AddProtection();
builder.AddHosts();
builder.AddProxy();

var app = builder.Build();
app.UseProtection();
app.UseHosts();
app.UseMiddleware<MaintenanceAnswer>();
app.MapDefaultEndpoints();
app.MapProxy();
app.Run();
