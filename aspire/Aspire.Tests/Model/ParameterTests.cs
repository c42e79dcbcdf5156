using Aspire.Hosting.Testing;

namespace Aspire.Tests.Model;

public sealed class ParameterTests
{
    private const string SecretsAssembly = "Aspire.Tests.AppHost";

    private static readonly string SecretsFile = Path.Combine(Environment.GetEnvironmentVariable("APPDATA")!, "Microsoft", "UserSecrets", "aspire-tests-apphost", "secrets.json");

    [Theory]
    [InlineData("Parameters:my-key", "exact")]
    [InlineData("Parameters:my_key", "underscore")]
    public async Task A_value_comes_from_the_configuration(string key, string value)
    {
        await using var builder = TestModel.Create($"--{key}", value);
        Assert.Equal(value, await GetAsync(builder.AddParameter("my-key")));
    }

    [Fact]
    public async Task The_exact_key_wins_over_the_one_with_underscores()
    {
        await using var builder = TestModel.Create("--Parameters:my_key", "second", "--Parameters:my-key", "first");
        Assert.Equal("first", await GetAsync(builder.AddParameter("my-key")));
    }

    [Fact]
    public async Task A_value_of_the_model_wins_over_the_configuration_and_a_default_does_not()
    {
        await using var builder = TestModel.Create("--Parameters:a", "configured", "--Parameters:b", "configured", "--Other:Key", "elsewhere");
        Assert.Equal("own", await GetAsync(builder.AddParameter("a", "own")));
        Assert.Equal("configured", await GetAsync(builder.AddParameter("b", new GenerateParameterDefault())));
        Assert.Equal("elsewhere", await GetAsync(builder.AddParameterFromConfiguration("c", "Other:Key")));
    }

    [Fact]
    public async Task A_missing_value_says_how_to_set_it()
    {
        await using var builder = TestModel.Create();
        var failure = await Assert.ThrowsAsync<MissingParameterValueException>(() => GetAsync(builder.AddParameter("my-key")));
        foreach (var part in new[] { "'my-key'", "'Parameters:my-key'", "Parameters__my_key", "dotnet user-secrets set Parameters:my-key", "--Parameters:my-key" })
            Assert.Contains(part, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_cannot_be_published_as_a_default()
    {
        await using var builder = TestModel.Create();
        Assert.Throws<ArgumentException>(() => builder.AddParameter("a", () => "x", publishValueAsDefault: true, secret: true));
    }

    [Fact]
    public void A_generated_value_has_the_length_and_the_characters_asked_for()
    {
        var value = new GenerateParameterDefault { MinLength = 40, Special = false, MinNumeric = 10, MinUpper = 10 }.GetDefaultValue();
        Assert.Equal(40, value.Length);
        Assert.All(value, c => Assert.True(char.IsAsciiLetterOrDigit(c)));
        Assert.True(value.Count(char.IsAsciiDigit) >= 10);
        Assert.True(value.Count(char.IsAsciiLetterUpper) >= 10);
        Assert.NotEqual(value, new GenerateParameterDefault { MinLength = 40, Special = false }.GetDefaultValue());
        Assert.Throws<ArgumentException>(() => new GenerateParameterDefault { Lower = false, Upper = false, Numeric = false, Special = false }.GetDefaultValue());
        Assert.Throws<ArgumentException>(() => new GenerateParameterDefault { Upper = false, MinUpper = 1 }.GetDefaultValue());
    }

    [Fact]
    public async Task A_default_password_has_22_characters_and_is_not_part_of_the_model()
    {
        await using var builder = TestModel.Create();
        var password = ParameterResourceBuilderExtensions.CreateDefaultPasswordParameter(builder, "pw");
        Assert.True(password.Secret);
        Assert.Equal(22, (await password.GetValueAsync(Token))!.Length);
        Assert.Empty(builder.Resources);
    }

    [Fact]
    public async Task A_generated_value_is_kept_in_user_secrets()
    {
        // The name is this test's own: other tests may write to the same file.
        var first = await GenerateAsync("kept-value", persist: true);
        Assert.Equal(first, await GenerateAsync("kept-value", persist: true));
        Assert.Contains($"\"Parameters:kept-value\": \"{first}\"", await File.ReadAllTextAsync(SecretsFile, Token), StringComparison.Ordinal);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(SecretsFile));
    }

    [Fact]
    public async Task A_generated_value_is_another_each_time_unless_it_is_to_be_kept() =>
        Assert.NotEqual(await GenerateAsync("passing-value", persist: false), await GenerateAsync("passing-value", persist: false));

    [Fact]
    public async Task A_kept_value_is_read_as_configuration_while_developing()
    {
        var value = await GenerateAsync("read-value", persist: true);
        await using var builder = CreateWithSecrets("--environment", "Development");
        Assert.Equal(value, builder.Configuration["Parameters:read-value"]);
        await using var production = CreateWithSecrets();
        Assert.Null(production.Configuration["Parameters:read-value"]);
    }

    [Fact]
    public async Task Twenty_hosts_that_start_at_once_agree_on_a_kept_value()
    {
        var values = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => GenerateAsync("agreed-value", persist: true))));
        Assert.Single(values.Distinct());
    }

    [Fact]
    public async Task A_state_masks_a_secret_and_tells_of_a_missing_value()
    {
        await using var builder = TestModel.Create("--Parameters:open", "visible", "--Parameters:closed", "hidden");
        builder.AddParameter("open");
        builder.AddParameter("closed", secret: true);
        builder.AddParameter("absent", secret: true);
        var application = await builder.StartAsync();

        var open = Assert.Single(application.Snapshot("open").Properties, property => property.Name == "Value");
        Assert.Equal(("visible", false), (open.Value, open.IsSensitive));
        var closed = Assert.Single(application.Snapshot("closed").Properties, property => property.Name == "Value");
        Assert.Equal(("hidden", true), (closed.Value, closed.IsSensitive));
        Assert.Equal(KnownResourceStates.Running, application.Snapshot("closed").State?.Text);
        Assert.Equal((KnownResourceStates.ValueMissing, KnownResourceStateStyles.Warn), (application.Snapshot("absent").State?.Text, application.Snapshot("absent").State?.Style));
    }

    [Fact]
    public async Task What_depends_on_a_missing_value_fails_to_start_and_says_why()
    {
        await using var builder = TestModel.Create();
        var dependent = builder.AddSleeper("dependent").WithEnvironment("KEY", builder.AddParameter("absent"));
        builder.AddSleeper("independent");
        var application = await builder.StartAsync();
        await application.UntilAsync("dependent", KnownResourceStates.FailedToStart);
        await application.UntilAsync("independent", KnownResourceStates.Running);
        Assert.Contains(await application.GetLogAsync(dependent.Resource), line => line.Contains("Parameter 'absent' has no value", StringComparison.Ordinal));
    }

    private static IDistributedApplicationTestingBuilder CreateWithSecrets(params string[] args) =>
        TestModel.Create((options, _) => options.AssemblyName = SecretsAssembly, args);

    private static async Task<string?> GenerateAsync(string name, bool persist)
    {
        await using var builder = CreateWithSecrets();
        return await GetAsync(builder.AddParameter(name, new GenerateParameterDefault { Special = false }, secret: true, persist));
    }

    private static Task<string?> GetAsync(IResourceBuilder<ParameterResource> parameter) => parameter.Resource.GetValueAsync(Token).AsTask();
}
