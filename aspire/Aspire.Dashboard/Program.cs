using Aspire.Dashboard;
using Aspire.Dashboard.Access;
using Aspire.Dashboard.Components;
using Aspire.Dashboard.Console;
using Aspire.Dashboard.Recording;

var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.AddDashboard();

var app = builder.Build();
app.UseMiddleware<SecurityHeaders>();
app.UseRouting();
app.UseMiddleware<AccessGate>();
app.UseAntiforgery();

app.MapStaticAssets();
app.MapLogin();
app.MapConsole();
app.MapRecording();
app.MapRazorComponents<App>().AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = null);
app.Run();
