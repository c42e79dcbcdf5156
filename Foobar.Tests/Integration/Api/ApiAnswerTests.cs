using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Foobar.Tests.Support;

namespace Foobar.Tests.Integration.Api;

/// <summary>One request a case: who asks what with which body, and the status and, for a refusal, the field that it is about.</summary>
[Collection(ModelCollection.Name)]
public sealed class ApiAnswerTests(ApiCast cast) : IClassFixture<ApiCast>
{
    public static TheoryData<string, string, string?, string> SignUps => new()
    {
        { "nobody", "POST /api/users", null, "422 username" },
        { "nobody", "POST /api/users", "{}", "422 username" },
        { "nobody", "POST /api/users", """{"user":null}""", "422 email" },
        { "nobody", "POST /api/users", """{"user":{}}""", "422 password" },
        { "nobody", "POST /api/users", """{"user":[]}""", "422 user" },
        { "nobody", "POST /api/users", """{"user":"me"}""", "422 user" },
        { "nobody", "POST /api/users", "[]", "422 body" },
        { "nobody", "POST /api/users", "null", "422 username" },
        { "nobody", "POST /api/users", "{", "400 body" },
        { "nobody", "POST /api/users", "{}{}", "400 body" },
        { "nobody", "POST /api/users", "<user/>", "400 body" },
        { "nobody", "POST /api/users", """{"user":{"username":null,"email":"a@example.org","password":"long enough"}}""", "422 username" },
        { "nobody", "POST /api/users", """{"user":{"username":"","email":"a@example.org","password":"long enough"}}""", "422 username" },
        { "nobody", "POST /api/users", """{"user":{"username":"   ","email":"a@example.org","password":"long enough"}}""", "422 username" },
        { "nobody", "POST /api/users", """{"user":{"username":7,"email":"a@example.org","password":"long enough"}}""", "422 username" },
        { "nobody", "POST /api/users", """{"user":{"username":"a/b","email":"a@example.org","password":"long enough"}}""", "422 username" },
        { "nobody", "POST /api/users", """{"user":{"username":"..","email":"a@example.org","password":"long enough"}}""", "422 username" },
        { "nobody", "POST /api/users", """{"user":{"username":"a  b","email":"a@example.org","password":"long enough"}}""", "422 username" },
        { "nobody", "POST /api/users", """{"user":{"username":"a\u0000b","email":"a@example.org","password":"long enough"}}""", "422 username" },
        { "nobody", "POST /api/users", """{"user":{"username":"<b>","email":"a@example.org","password":"long enough"}}""", "422 username" },
        { "nobody", "POST /api/users", """{"user":{"username":"\ud800","email":"a@example.org","password":"long enough"}}""", "4xx" },
        { "nobody", "POST /api/users", """{"user":{"username":"a name of more than forty characters is too long","email":"a@example.org","password":"long enough"}}""", "422 username" },
        { "nobody", "POST /api/users", """{"user":{"username":"somebody","email":null,"password":"long enough"}}""", "422 email" },
        { "nobody", "POST /api/users", """{"user":{"username":"somebody","email":"","password":"long enough"}}""", "422 email" },
        { "nobody", "POST /api/users", """{"user":{"username":"somebody","email":"nobody","password":"long enough"}}""", "422 email" },
        { "nobody", "POST /api/users", """{"user":{"username":"somebody","email":"@example.org","password":"long enough"}}""", "422 email" },
        { "nobody", "POST /api/users", """{"user":{"username":"somebody","email":"a@","password":"long enough"}}""", "422 email" },
        { "nobody", "POST /api/users", """{"user":{"username":"somebody","email":"a@b@c","password":"long enough"}}""", "422 email" },
        { "nobody", "POST /api/users", """{"user":{"username":"somebody","email":"a b@example.org","password":"long enough"}}""", "422 email" },
        { "nobody", "POST /api/users", """{"user":{"username":"somebody","email":"a@example.org\r\nBcc: b@example.org","password":"long enough"}}""", "422 email" },
        { "nobody", "POST /api/users", """{"user":{"username":"somebody","email":["a@example.org"],"password":"long enough"}}""", "422 email" },
        { "nobody", "POST /api/users", """{"user":{"username":"somebody","email":"a@example.org","password":null}}""", "422 password" },
        { "nobody", "POST /api/users", """{"user":{"username":"somebody","email":"a@example.org","password":""}}""", "422 password" },
        { "nobody", "POST /api/users", """{"user":{"username":"somebody","email":"a@example.org","password":"seven77"}}""", "422 password" },
        { "nobody", "POST /api/users", """{"user":{"username":"somebody","email":"a@example.org","password":12345678}}""", "422 password" },
        { "nobody", "POST /api/users", """{"user":{"username":"{author}","email":"new@example.org","password":"long enough"}}""", "422 username" },
        { "nobody", "POST /api/users", """{"user":{"username":"somebody","email":"{author}@EXAMPLE.ORG","password":"long enough"}}""", "422 email" },
        { "nobody", "DELETE /api/users", null, "405 body" },
    };

    public static TheoryData<string, string, string?, string> SignIns => new()
    {
        { "nobody", "POST /api/users/login", null, "422 email" },
        { "nobody", "POST /api/users/login", """{"user":{"password":"correct horse"}}""", "422 email" },
        { "nobody", "POST /api/users/login", """{"user":{"email":"","password":"correct horse"}}""", "422 email" },
        { "nobody", "POST /api/users/login", """{"user":{"email":"{author}@example.org"}}""", "422 password" },
        { "nobody", "POST /api/users/login", """{"user":{"email":"{author}@example.org","password":""}}""", "422 password" },
        { "nobody", "POST /api/users/login", """{"user":{"email":{"$ne":null},"password":"correct horse"}}""", "422 email" },
        { "nobody", "POST /api/users/login", """{"user":{"email":"{author}@example.org","password":"wrong horse"}}""", "401 email or password" },
        { "nobody", "POST /api/users/login", """{"user":{"email":"{author}","password":"correct horse"}}""", "401 email or password" },
        { "nobody", "POST /api/users/login", """{"user":{"email":"' OR 1=1 -- ","password":"correct horse"}}""", "401 email or password" },
        { "nobody", "POST /api/users/login", """{"user":{"email":"{author}@example.org","password":"correct horse"}}""", "200" },
        { "nobody", "POST /api/users/login", """{"user":{"email":"{AUTHOR}@example.org","password":"correct horse"}}""", "401 email or password" },
        { "nobody", "POST /api/users/login", """{"user":{"email":" {author}@EXAMPLE.org ","password":"correct horse"}}""", "200" },
    };

    public static TheoryData<string, string, string?, string> OwnAccounts => new()
    {
        { "nobody", "GET /api/user", null, "401 body" },
        { "nobody", "PUT /api/user", """{"user":{"bio":"x"}}""", "401 body" },
        { "nobody", "PUT /api/user", "{", "401 body" },
        { "reader", "GET /api/user", null, "200" },
        { "reader", "PUT /api/user", null, "422 body" },
        { "reader", "PUT /api/user", "{}", "422 body" },
        { "reader", "PUT /api/user", """{"user":{}}""", "422 body" },
        { "reader", "PUT /api/user", """{"user":{"unknown":1}}""", "422 body" },
        { "reader", "PUT /api/user", """{"user":{"email":null}}""", "422 email" },
        { "reader", "PUT /api/user", """{"user":{"email":""}}""", "422 email" },
        { "reader", "PUT /api/user", """{"user":{"email":"none"}}""", "422 email" },
        { "reader", "PUT /api/user", """{"user":{"email":"{author}@example.org"}}""", "422 email" },
        { "reader", "PUT /api/user", """{"user":{"username":null}}""", "422 username" },
        { "reader", "PUT /api/user", """{"user":{"username":""}}""", "422 username" },
        { "reader", "PUT /api/user", """{"user":{"username":"{author}"}}""", "422 username" },
        { "reader", "PUT /api/user", """{"user":{"password":""}}""", "422 password" },
        { "reader", "PUT /api/user", """{"user":{"password":null}}""", "422 password" },
        { "reader", "PUT /api/user", """{"user":{"password":"short"}}""", "422 password" },
        { "reader", "PUT /api/user", """{"user":{"image":"javascript:alert(1)"}}""", "422 image" },
        { "reader", "PUT /api/user", """{"user":{"image":"not an address"}}""", "422 image" },
        { "reader", "PUT /api/user", """{"user":{"image":7}}""", "422 image" },
        { "reader", "PUT /api/user", """{"user":{"bio":["x"]}}""", "422 bio" },
        { "reader", "PUT /api/user", """{"user":{"bio":null}}""", "200" },
        { "reader", "PUT /api/user", """{"user":{"image":""}}""", "200" },
        { "reader", "PUT /api/user", """{"user":{"username":"{reader}"}}""", "200" },
        { "reader", "DELETE /api/user", null, "405 body" },
    };

    public static TheoryData<string, string, string?, string> Profiles => new()
    {
        { "nobody", "GET /api/profiles/{author}", null, "200" },
        { "reader", "GET /api/profiles/{author}", null, "200" },
        { "nobody", "GET /api/profiles/no-such-user", null, "404 body" },
        { "nobody", "GET /api/profiles/%F0%9F%98%80", null, "404 body" },
        { "nobody", "GET /api/profiles/a%27b", null, "404 body" },
        { "nobody", "GET /api/profiles", null, "404 body" },
        { "nobody", "POST /api/profiles/{author}/follow", null, "401 body" },
        { "nobody", "POST /api/profiles/no-such-user/follow", null, "401 body" },
        { "nobody", "DELETE /api/profiles/{author}/follow", null, "401 body" },
        { "reader", "POST /api/profiles/no-such-user/follow", null, "404 body" },
        { "reader", "DELETE /api/profiles/no-such-user/follow", null, "404 body" },
        { "reader", "POST /api/profiles/{reader}/follow", null, "422 username" },
        { "reader", "DELETE /api/profiles/{author}/follow", null, "200" },
        { "reader", "PUT /api/profiles/{author}/follow", null, "405 body" },
    };

    public static TheoryData<string, string, string?, string> Lists => new()
    {
        { "nobody", "GET /api/articles", null, "200" },
        { "nobody", "GET /api/articles?limit=1", null, "200" },
        { "nobody", "GET /api/articles?limit=100&offset=2147483647", null, "200" },
        { "nobody", "GET /api/articles?limit=&offset=", null, "200" },
        { "nobody", "GET /api/articles?limit=0", null, "422 limit" },
        { "nobody", "GET /api/articles?limit=-1", null, "422 limit" },
        { "nobody", "GET /api/articles?limit=101", null, "422 limit" },
        { "nobody", "GET /api/articles?limit=ten", null, "422 limit" },
        { "nobody", "GET /api/articles?limit=1.5", null, "422 limit" },
        { "nobody", "GET /api/articles?limit=99999999999999999999", null, "422 limit" },
        { "nobody", "GET /api/articles?limit=%2B1", null, "422 limit" },
        { "nobody", "GET /api/articles?limit=1&limit=2", null, "422 limit" },
        { "nobody", "GET /api/articles?offset=-1", null, "422 offset" },
        { "nobody", "GET /api/articles?offset=x", null, "422 offset" },
        { "nobody", "GET /api/articles?offset=2147483648", null, "422 offset" },
        { "nobody", "GET /api/articles?limit=0&offset=-1", null, "422 offset" },
        { "nobody", "GET /api/articles?tag=no-such-tag", null, "200" },
        { "nobody", "GET /api/articles?author=no-such-user", null, "200" },
        { "nobody", "GET /api/articles?favorited=no-such-user", null, "200" },
        { "nobody", "GET /api/articles?tag=ant&author={author}&favorited={reader}", null, "200" },
        { "nobody", "GET /api/articles?tag=%27%20OR%201%3D1%20--%20", null, "200" },
        { "nobody", "GET /api/articles?tag=%00", null, "200" },
        { "nobody", "GET /api/articles?unknown=1", null, "200" },
        { "nobody", "GET /api/articles/feed", null, "401 body" },
        { "nobody", "GET /api/articles/feed?limit=0", null, "401 body" },
        { "reader", "GET /api/articles/feed", null, "200" },
        { "reader", "GET /api/articles/feed?limit=0", null, "422 limit" },
        { "reader", "GET /api/articles/feed?limit=101", null, "422 limit" },
        { "reader", "GET /api/articles/feed?offset=-1", null, "422 offset" },
        { "nobody", "GET /api/tags", null, "200" },
        { "nobody", "POST /api/tags", "{}", "405 body" },
        { "nobody", "GET /api", null, "404 body" },
        { "nobody", "GET /api/no/such/path", null, "404 body" },
    };

    public static TheoryData<string, string, string?, string> Articles => new()
    {
        { "nobody", "GET /api/articles/{article}", null, "200" },
        { "reader", "GET /api/articles/{article}", null, "200" },
        { "nobody", "GET /api/articles/no-such-article", null, "404 body" },
        { "nobody", "GET /api/articles/%D0%BD%D0%B5%D1%82", null, "404 body" },
        { "nobody", "GET /api/articles/a%2Fb", null, "404 body" },
        { "nobody", "POST /api/articles", """{"article":{"title":"t","description":"d","body":"b"}}""", "401 body" },
        { "nobody", "POST /api/articles", "{", "401 body" },
        { "author", "POST /api/articles", null, "422 title" },
        { "author", "POST /api/articles", """{"article":{}}""", "422 description" },
        { "author", "POST /api/articles", """{"title":"t","description":"d","body":"b"}""", "422 title" },
        { "author", "POST /api/articles", """{"article":{"description":"d","body":"b"}}""", "422 title" },
        { "author", "POST /api/articles", """{"article":{"title":"","description":"d","body":"b"}}""", "422 title" },
        { "author", "POST /api/articles", """{"article":{"title":"two\nlines","description":"d","body":"b"}}""", "422 title" },
        { "author", "POST /api/articles", """{"article":{"title":{"a":1},"description":"d","body":"b"}}""", "422 title" },
        { "author", "POST /api/articles", """{"article":{"title":"t","description":null,"body":"b"}}""", "422 description" },
        { "author", "POST /api/articles", """{"article":{"title":"t","description":"d","body":"  "}}""", "422 body" },
        { "author", "POST /api/articles", """{"article":{"title":"t","description":"d","body":7}}""", "422 body" },
        { "author", "POST /api/articles", """{"article":{"title":"t","description":"d","body":"b","tagList":"no list"}}""", "422 tagList" },
        { "author", "POST /api/articles", """{"article":{"title":"t","description":"d","body":"b","tagList":[1]}}""", "422 tagList" },
        { "author", "POST /api/articles", """{"article":{"title":"t","description":"d","body":"b","tagList":[null]}}""", "422 tagList" },
        { "author", "POST /api/articles", """{"article":{"title":"t","description":"d","body":"b","tagList":[""]}}""", "422 tagList" },
        { "author", "POST /api/articles", """{"article":{"title":"t","description":"d","body":"b","tagList":["a,b"]}}""", "422 tagList" },
        { "author", "POST /api/articles", """{"article":{"title":"t","description":"d","body":"b","tagList":["a tag of more than forty characters is too long"]}}""", "422 tagList" },
        { "author", "POST /api/articles", """{"article":{"title":"t","description":"d","body":"b","tagList":["1","2","3","4","5","6","7","8","9","10","11","12","13","14","15","16","17","18","19","20","21"]}}""", "422 tagList" },
        { "author", "PUT /api/articles", "{}", "405 body" },
        { "nobody", "PUT /api/articles/{article}", """{"article":{"title":"t"}}""", "401 body" },
        { "nobody", "PUT /api/articles/no-such-article", """{"article":{"title":"t"}}""", "401 body" },
        { "author", "PUT /api/articles/no-such-article", """{"article":{"title":"t"}}""", "404 body" },
        { "author", "PUT /api/articles/no-such-article", """{"article":{"title":""}}""", "404 body" },
        { "reader", "PUT /api/articles/{article}", """{"article":{"title":"t"}}""", "403 body" },
        { "reader", "PUT /api/articles/{article}", """{"article":{"title":""}}""", "403 body" },
        { "author", "PUT /api/articles/{article}", null, "422 body" },
        { "author", "PUT /api/articles/{article}", """{"article":{}}""", "422 body" },
        { "author", "PUT /api/articles/{article}", """{"article":{"title":""}}""", "422 title" },
        { "author", "PUT /api/articles/{article}", """{"article":{"title":null}}""", "422 title" },
        { "author", "PUT /api/articles/{article}", """{"article":{"description":""}}""", "422 description" },
        { "author", "PUT /api/articles/{article}", """{"article":{"body":""}}""", "422 body" },
        { "author", "PUT /api/articles/{article}", """{"article":{"body":null}}""", "422 body" },
        { "author", "PUT /api/articles/{article}", """{"article":{"tagList":null}}""", "422 tagList" },
        { "author", "PUT /api/articles/{article}", """{"article":{"title":false}}""", "422 title" },
        { "author", "PUT /api/articles/{article}", """{"article":{"tagList":[1]}}""", "422 tagList" },
        { "author", "PUT /api/articles/{article}", """{"article":{"title":"t}}""", "400 body" },
        { "nobody", "DELETE /api/articles/{article}", null, "401 body" },
        { "nobody", "DELETE /api/articles/no-such-article", null, "401 body" },
        { "reader", "DELETE /api/articles/no-such-article", null, "404 body" },
        { "reader", "DELETE /api/articles/{article}", null, "403 body" },
    };

    public static TheoryData<string, string, string?, string> CommentsAndFavorites => new()
    {
        { "nobody", "GET /api/articles/{article}/comments", null, "200" },
        { "reader", "GET /api/articles/{article}/comments", null, "200" },
        { "nobody", "GET /api/articles/no-such-article/comments", null, "404 body" },
        { "nobody", "POST /api/articles/{article}/comments", """{"comment":{"body":"x"}}""", "401 body" },
        { "nobody", "POST /api/articles/no-such-article/comments", """{"comment":{"body":"x"}}""", "401 body" },
        { "reader", "POST /api/articles/no-such-article/comments", """{"comment":{"body":"x"}}""", "404 body" },
        { "reader", "POST /api/articles/no-such-article/comments", """{"comment":{"body":""}}""", "404 body" },
        { "reader", "POST /api/articles/{article}/comments", null, "422 body" },
        { "reader", "POST /api/articles/{article}/comments", "{}", "422 body" },
        { "reader", "POST /api/articles/{article}/comments", """{"comment":{"body":null}}""", "422 body" },
        { "reader", "POST /api/articles/{article}/comments", """{"comment":{"body":" "}}""", "422 body" },
        { "reader", "POST /api/articles/{article}/comments", """{"comment":{"body":["x"]}}""", "422 body" },
        { "reader", "POST /api/articles/{article}/comments", """{"comment":"x"}""", "422 comment" },
        { "nobody", "DELETE /api/articles/{article}/comments/{comment}", null, "401 body" },
        { "nobody", "DELETE /api/articles/{article}/comments/none", null, "401 body" },
        { "reader", "DELETE /api/articles/{article}/comments/{comment}", null, "403 body" },
        { "reader", "DELETE /api/articles/{article}/comments/9223372036854775807", null, "404 body" },
        { "reader", "DELETE /api/articles/{article}/comments/9223372036854775808", null, "404 body" },
        { "reader", "DELETE /api/articles/{article}/comments/-1", null, "404 body" },
        { "reader", "DELETE /api/articles/{article}/comments/none", null, "404 body" },
        { "author", "DELETE /api/articles/{other}/comments/{comment}", null, "404 body" },
        { "reader", "DELETE /api/articles/{other}/comments/{comment}", null, "404 body" },
        { "author", "DELETE /api/articles/no-such-article/comments/{comment}", null, "404 body" },
        { "nobody", "POST /api/articles/{article}/favorite", null, "401 body" },
        { "nobody", "POST /api/articles/no-such-article/favorite", null, "401 body" },
        { "nobody", "DELETE /api/articles/{article}/favorite", null, "401 body" },
        { "reader", "POST /api/articles/no-such-article/favorite", null, "404 body" },
        { "reader", "DELETE /api/articles/no-such-article/favorite", null, "404 body" },
        { "reader", "DELETE /api/articles/{article}/favorite", null, "200" },
    };

    [Theory]
    [MemberData(nameof(SignUps))]
    [MemberData(nameof(SignIns))]
    [MemberData(nameof(OwnAccounts))]
    [MemberData(nameof(Profiles))]
    [MemberData(nameof(Lists))]
    [MemberData(nameof(Articles))]
    [MemberData(nameof(CommentsAndFavorites))]
    public async Task An_answer_has_its_status_and_its_error_a_field(string who, string operation, string? body, string expected)
    {
        var (method, path) = (operation.Split(' ')[0], cast.Fill(operation.Split(' ')[1]));
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (body is not null)
            request.Content = new StringContent(cast.Fill(body), Encoding.UTF8, "application/json");

        using var response = await cast[who].SendAsync(request, TestContext.Current.CancellationToken);

        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var status = (int)response.StatusCode;
        Assert.True(expected.StartsWith($"{status}", StringComparison.Ordinal) || (expected == "4xx" && status is >= 400 and < 500), $"{status}, expected {expected}: {text}");
        if (status < 400)
            return;
        Assert.Equal(new MediaTypeHeaderValue("application/json", "utf-8"), response.Content.Headers.ContentType);
        var errors = JsonDocument.Parse(text).RootElement.GetProperty("errors").EnumerateObject().ToArray();
        Assert.NotEmpty(errors);
        Assert.All(errors, error => Assert.All(error.Value.EnumerateArray(), message => Assert.NotEmpty(message.GetString()!)));
        if (expected.Length > 4)
            Assert.Contains(expected[4..], errors.Select(error => error.Name));
    }
}
