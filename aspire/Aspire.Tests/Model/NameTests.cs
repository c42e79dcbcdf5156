using System.Net.Sockets;

namespace Aspire.Tests.Model;

public sealed class NameTests
{
    [Theory]
    [InlineData("a")]
    [InlineData("web-1")]
    [InlineData("Web1")]
    [InlineData("a234567890123456789012345678901234567890123456789012345678901234")]
    public async Task A_valid_name_is_accepted(string name)
    {
        await using var builder = TestModel.Create();
        Assert.Equal(name, builder.AddParameter(name).Resource.Name);
        Assert.Equal(name, new EndpointAnnotation(ProtocolType.Tcp, name: name).Name);
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("1web", "start with an ASCII letter")]
    [InlineData("-web", "start with an ASCII letter")]
    [InlineData("äweb", "start with an ASCII letter")]
    [InlineData("we_b", "'_'")]
    [InlineData("we b", "' '")]
    [InlineData("web.1", "'.'")]
    [InlineData("web--1", "consecutive hyphens")]
    [InlineData("web-", "end with a hyphen")]
    [InlineData("a2345678901234567890123456789012345678901234567890123456789012345", "64 characters")]
    public async Task An_invalid_name_is_refused_with_the_rule_it_breaks(string name, string rule)
    {
        await using var builder = TestModel.Create();
        Assert.Contains(rule, Assert.ThrowsAny<ArgumentException>(() => builder.AddParameter(name)).Message, StringComparison.Ordinal);
        Assert.Contains(rule, Assert.ThrowsAny<ArgumentException>(() => new EndpointAnnotation(ProtocolType.Tcp, name: name)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_name_of_a_second_resource_differs_by_more_than_case()
    {
        await using var builder = TestModel.Create();
        builder.AddParameter("same");
        var failure = Assert.Throws<DistributedApplicationException>(() => builder.AddSleeper("SAME"));
        Assert.Contains("'SAME'", failure.Message, StringComparison.Ordinal);
        Assert.Single(builder.Resources);
    }

    [Fact]
    public async Task A_resource_is_found_by_name_without_regard_to_case()
    {
        await using var builder = TestModel.Create();
        var added = builder.AddSleeper("worker").Resource;
        Assert.True(builder.Resources.TryGetByName("WORKER", out var found));
        Assert.Same(added, found);
        Assert.Same(added, builder.CreateResourceBuilder<ExecutableResource>("Worker").Resource);
        Assert.False(builder.Resources.TryGetByName("other", out _));
    }

    [Fact]
    public async Task Replacing_a_resource_keeps_names_unique()
    {
        await using var builder = TestModel.Create();
        builder.AddParameter("one");
        builder.AddParameter("two");
        Assert.Throws<DistributedApplicationException>(() => builder.Resources[1] = new ParameterResource("ONE", _ => ""));
        builder.Resources[0] = new ParameterResource("One", _ => "");
        Assert.Equal("One", builder.Resources[0].Name);
    }

    [Fact]
    public async Task A_builder_for_an_absent_or_other_resource_is_refused()
    {
        await using var builder = TestModel.Create();
        builder.AddSleeper("worker");
        Assert.Contains("'worker'", Assert.Throws<InvalidOperationException>(() => builder.CreateResourceBuilder<ExecutableResource>("absent")).Message, StringComparison.Ordinal);
        Assert.Contains("ParameterResource", Assert.Throws<InvalidOperationException>(() => builder.CreateResourceBuilder<ParameterResource>("worker")).Message, StringComparison.Ordinal);
        Assert.False(builder.TryCreateResourceBuilder<ParameterResource>("worker", out _));
        Assert.True(builder.TryCreateResourceBuilder<ExecutableResource>("worker", out _));
    }

    [Fact]
    public async Task A_resource_that_is_only_wrapped_is_not_part_of_the_model()
    {
        await using var builder = TestModel.Create();
        builder.CreateResourceBuilder(new ParameterResource("apart", _ => ""));
        Assert.Empty(builder.Resources);
    }

    [Fact]
    public async Task An_annotation_is_appended_or_replaces_those_of_its_type()
    {
        await using var builder = TestModel.Create();
        var worker = builder.AddSleeper("worker").WithAnnotation(new ReplicaAnnotation(2)).WithAnnotation(new ReplicaAnnotation(3));
        Assert.Equal(2, worker.Resource.Annotations.OfType<ReplicaAnnotation>().Count());
        worker.WithAnnotation(new ReplicaAnnotation(4), ResourceAnnotationMutationBehavior.Replace);
        Assert.Equal(4, Assert.Single(worker.Resource.Annotations.OfType<ReplicaAnnotation>()).Replicas);
    }
}
