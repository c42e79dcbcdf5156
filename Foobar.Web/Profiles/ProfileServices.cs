namespace Foobar.Web.Profiles;

/// <summary>Registers what profiles need.</summary>
internal static class ProfileServices
{
    /// <summary>Adds profiles and following.</summary>
    public static void AddProfiles(this IHostApplicationBuilder builder) => builder.Services.AddSingleton<ProfileService>();
}
