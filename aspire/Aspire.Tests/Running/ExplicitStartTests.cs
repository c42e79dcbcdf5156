namespace Aspire.Tests.Running;

public sealed class ExplicitStartTests
{
    [Fact]
    public async Task It_starts_by_a_command_only_and_those_who_wait_for_it_wait_on()
    {
        await using var builder = TestModel.Create();
        var later = builder.AddSleeper("later").WithExplicitStart();
        builder.AddSleeper("waiter").WaitFor(later);
        builder.AddSleeper("other");
        var application = await builder.StartAsync();
        await application.UntilAsync("other", KnownResourceStates.Running);
        await application.UntilAsync("waiter", KnownResourceStates.Waiting);
        Assert.Equal(KnownResourceStates.NotStarted, application.Snapshot("later").State?.Text);

        Assert.True((await application.CommandAsync("later", "start")).Success);
        await application.UntilAsync("waiter", KnownResourceStates.Running);
    }

    [Fact]
    public async Task Its_endpoints_have_an_address_from_the_beginning()
    {
        await using var builder = TestModel.Create();
        var later = builder.AddSleeper("later").WithHttpEndpoint().WithExplicitStart();
        builder.AddSleeper("other").WithEnvironment("URL", later.GetEndpoint("http"));
        var application = await builder.StartAsync();
        var other = await application.UntilAsync("other", KnownResourceStates.Running);
        Assert.Equal(later.GetEndpoint("http").Url, other.Snapshot.EnvironmentVariables.Single(variable => variable.Name == "URL").Value);
    }
}
