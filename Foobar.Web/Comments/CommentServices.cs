namespace Foobar.Web.Comments;

/// <summary>Registers what comments need.</summary>
internal static class CommentServices
{
    /// <summary>Adds comments.</summary>
    public static void AddComments(this IHostApplicationBuilder builder) => builder.Services.AddSingleton<CommentService>();
}
