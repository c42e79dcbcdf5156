using Foobar.Tests.Support;

namespace Foobar.Tests.Integration;

[Collection(OwnModelCollection.Name)]
public sealed class PersistenceTests
{
    [Fact]
    public async Task Data_and_sessions_survive_a_restart_of_the_application()
    {
        string name, slug;
        System.Net.Http.Headers.AuthenticationHeaderValue? session;
        await using (var model = await RunningModel.StartAsync(persistent: true))
        {
            using var author = model.CreateVisitor();
            name = await author.SignUpAsync();
            slug = await author.PublishAsync($"Kept over a restart {name}");
            session = author.DefaultRequestHeaders.Authorization;
        }

        await using var again = await RunningModel.StartAsync(persistent: true);
        using var visitor = again.CreateVisitor();
        visitor.DefaultRequestHeaders.Authorization = session;
        var article = (await visitor.GetJsonAsync($"/api/articles/{slug}")).GetProperty("article");
        var user = (await visitor.GetJsonAsync("/api/user")).GetProperty("user");
        var next = await visitor.PublishAsync($"Written after a restart {name}");
        var (_, replicas) = await MemberDatabase.GetRolesAsync(again);

        Assert.Equal(name, article.GetProperty("author").GetProperty("username").GetString());
        Assert.Equal(name, user.GetProperty("username").GetString());
        Assert.NotEqual(slug, next);
        Assert.Equal(2, replicas.Length);
    }
}
