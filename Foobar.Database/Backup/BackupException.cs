namespace Foobar.Database.Backup;

/// <summary>A copy could not be made or restored; the message says why in one sentence.</summary>
internal sealed class BackupException(string message, Exception? inner = null) : Exception(message, inner);
