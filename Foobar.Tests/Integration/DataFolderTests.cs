using Foobar.Tests.Support;

namespace Foobar.Tests.Integration;

/// <summary>Where the model puts the data of its members; nothing is started.</summary>
public sealed class DataFolderTests
{
    [Theory]
    [InlineData("--Data:Persistent=true", ContainerMountType.Volume)]
    [InlineData("--Data:Persistent=false", null)]
    public async Task Without_a_folder_the_data_is_in_volumes_or_temporary(string argument, ContainerMountType? expected)
    {
        var mounts = await GetMountsAsync(argument);

        Assert.All(mounts, mount => Assert.Equal(expected, mount.Value?.Type));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_folder_wins_over_volumes_and_has_one_folder_per_member(bool persistent)
    {
        var folder = Path.Combine(TestFolders.Data, Guid.NewGuid().ToString("N"));

        var mounts = await GetMountsAsync($"--Data:Folder={folder}", $"--Data:Persistent={persistent}");

        Assert.Equal(RunningModel.Members, mounts.Keys.Order());
        Assert.All(mounts, mount => Assert.Equal((ContainerMountType.BindMount, Path.Combine(folder, mount.Key)), (mount.Value?.Type, mount.Value?.Source)));
        Assert.All(mounts, mount => Assert.True(Directory.Exists(mount.Value?.Source)));
    }

    [Fact]
    public async Task A_relative_folder_starts_from_the_current_directory()
    {
        var folder = Path.Combine(TestFolders.Data, Guid.NewGuid().ToString("N"));

        var mounts = await GetMountsAsync($"--Data:Folder={Path.GetRelativePath(Environment.CurrentDirectory, folder)}");

        Assert.All(mounts, mount => Assert.Equal(Path.Combine(folder, mount.Key), mount.Value?.Source));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_refused_by_name()
    {
        var file = Path.Combine(TestFolders.Data, Guid.NewGuid().ToString("N"));
        await File.WriteAllTextAsync(file, "", TestContext.Current.CancellationToken);

        var refused = await Assert.ThrowsAsync<DistributedApplicationException>(() => GetMountsAsync($"--Data:Folder={file}"));

        Assert.Contains(file, refused.Message, StringComparison.Ordinal);
        Assert.Contains("Data:Folder", refused.Message, StringComparison.Ordinal);
    }

    private static async Task<Dictionary<string, ContainerMountAnnotation?>> GetMountsAsync(params string[] arguments)
    {
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.Foobar_AppHost>(arguments, TestContext.Current.CancellationToken);
        return builder.Resources.Where(resource => RunningModel.Members.Contains(resource.Name)).ToDictionary(
            resource => resource.Name,
            resource => resource.Annotations.OfType<ContainerMountAnnotation>().SingleOrDefault());
    }
}
