namespace Foobar.Tests.Integration.Deploy;

/// <summary>Beside other tests, as it takes as long as several of them.</summary>
public sealed class ImagesTests
{
    [Fact]
    public async Task The_images_of_the_last_commit_can_be_made()
    {
        ComposeSite.Require();

        Assert.NotEmpty(Directory.GetDirectories(await ComposeSite.GetImagesAsync(), "foobar-web", SearchOption.AllDirectories));
    }
}
