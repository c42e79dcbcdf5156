using System.Globalization;

namespace Foobar.Database.Backup;

/// <summary>What a backup has done.</summary>
internal sealed record BackupReport(string Member, string Folder, bool IsVerified, long Size, string Transactions, TimeSpan Duration)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Member} copied to {Folder}{(IsVerified ? "" : " on its own machine")}: {Size / 1e6:0.0} MB in {Duration.TotalSeconds:0.0} s, with transactions {Transactions}");
}
