namespace Foobar.Web.Favorites;

/// <summary>Registers what favourites need.</summary>
internal static class FavoriteServices
{
    /// <summary>Adds favourites.</summary>
    public static void AddFavorites(this IHostApplicationBuilder builder) => builder.Services.AddSingleton<FavoriteService>();
}
