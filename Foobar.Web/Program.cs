using Foobar.ServiceDefaults;
using Foobar.ServiceDefaults.Telemetry;
using Foobar.Web.Api;
using Foobar.Web.Articles;
using Foobar.Web.Comments;
using Foobar.Web.Consistency;
using Foobar.Web.Data.Routing;
using Foobar.Web.Favorites;
using Foobar.Web.Identity;
using Foobar.Web.KeyRing;
using Foobar.Web.Profiles;
using Foobar.Web.Serving;
using Foobar.Web.Syndication;

if (HealthQuestion.IsAsked(args))
    return HealthQuestion.Ask();
RefusedSettings.EndInWords();

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddMySqlRouting(); // before the key ring, which is read when the web starts and needs the probes
builder.AddSharedKeyRing();
builder.AddIdentity();
builder.AddConsistency();
builder.AddProfiles();
builder.AddArticles();
builder.AddFavorites();
builder.AddComments();
builder.AddApi();
builder.AddSyndication();
builder.AddServing();

var app = builder.Build();
app.CheckSettings();
app.UseServing();
app.MapDefaultEndpoints();
app.MapMetrics(app.Services);
app.MapApi();
app.MapSyndication();
app.MapPages();
app.Run();
return 0;
