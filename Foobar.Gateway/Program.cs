using Foobar.Gateway.Hosts;
using Foobar.Gateway.Maintenance;
using Foobar.Gateway.Proxying;
using Foobar.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
builder.AddProxy();
builder.Services.AddHsts(hsts => hsts.MaxAge = TimeSpan.FromDays(365));

var app = builder.Build();
if (!app.Environment.IsDevelopment())
    app.UseHsts();
app.UseMiddleware<HttpsRedirection>();
app.UseMiddleware<MaintenanceAnswer>();
app.MapDefaultEndpoints();
app.MapProxy();
app.Run();
