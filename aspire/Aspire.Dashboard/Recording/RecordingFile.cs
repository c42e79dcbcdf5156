using System.IO.Compression;
using Microsoft.Data.Sqlite;

namespace Aspire.Dashboard.Recording;

/// <summary>A SQLite file of requests, and of changes of resources, in the order in which they came. For one thread at a time.</summary>
internal sealed class RecordingFile : IDisposable
{
    private const int Version = 1;

    /// <summary>So many of the oldest requests go at a time.</summary>
    private const int TrimmedAtOnce = 32;

    /// <summary>The fastest: texts that come again in every request are found all the same.</summary>
    private const int CompressionQuality = 1;
    private const int CompressionWindow = 20;

    private readonly SqliteConnection _connection;

    private RecordingFile(SqliteConnection connection) => _connection = connection;

    /// <summary>The size of what is in it.</summary>
    public long Bytes { get; private set; }

    /// <summary>Opens the file to write to it, and makes it where there is none.</summary>
    /// <exception cref="SqliteException">It cannot be opened.</exception>
    /// <exception cref="InvalidDataException">It is no recording, or of another version.</exception>
    /// <exception cref="IOException">Its folder cannot be made.</exception>
    public static RecordingFile OpenOrCreate(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var file = Connect(path, SqliteOpenMode.ReadWriteCreate);
        try
        {
            // A crash of the machine may cost the last moments, and never the file.
            file.Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL");
            if (file.Read<long>("PRAGMA user_version") == 0 && file.Read<long>("SELECT COUNT(*) FROM sqlite_master") == 0)
                file.Execute($"CREATE TABLE exports (id INTEGER PRIMARY KEY, signal INTEGER NOT NULL, received_at INTEGER NOT NULL, size INTEGER NOT NULL, content BLOB NOT NULL); PRAGMA user_version = {Version}");
            file.Check(path);
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Opens the file to read it.</summary>
    /// <exception cref="SqliteException">It cannot be opened.</exception>
    /// <exception cref="InvalidDataException">It is no recording, or of another version.</exception>
    public static RecordingFile OpenToRead(string path)
    {
        var file = Connect(path, SqliteOpenMode.ReadOnly);
        try
        {
            file.Check(path);
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>The last requests that are so many bytes at most, not compressed; the oldest of them first.</summary>
    public IEnumerable<RecordedPart> ReadLast(long bytes)
    {
        using var command = _connection.CreateCommand();
        command.CommandText =
            """
            SELECT signal, received_at, size, content FROM exports
            WHERE id >= (SELECT MIN(id) FROM (SELECT id, SUM(size) OVER (ORDER BY id DESC) AS bytes FROM exports) WHERE bytes <= $bytes)
            ORDER BY id
            """;
        command.Parameters.AddWithValue("$bytes", bytes);
        using var rows = command.ExecuteReader();
        while (rows.Read())
        {
            var content = new byte[rows.GetInt32(2)];
            if (!BrotliDecoder.TryDecompress(rows.GetFieldValue<byte[]>(3), content, out var length) || length != content.Length)
                throw new InvalidDataException("A request in the file is damaged.");
            yield return new RecordedPart((RecordedKind)rows.GetInt32(0), new DateTime(rows.GetInt64(1), DateTimeKind.Utc), content);
        }
    }

    /// <summary>Adds requests in one transaction; the oldest go when there is more than <paramref name="maxBytes"/> in the file.</summary>
    public void Append(IReadOnlyList<RecordedPart> parts, long maxBytes)
    {
        using var transaction = _connection.BeginTransaction();
        using var insert = _connection.CreateCommand();
        insert.CommandText = "INSERT INTO exports (signal, received_at, size, content) VALUES ($signal, $receivedAt, $size, $content)";
        var (signal, receivedAt) = (insert.Parameters.Add("$signal", SqliteType.Integer), insert.Parameters.Add("$receivedAt", SqliteType.Integer));
        var (size, content) = (insert.Parameters.Add("$size", SqliteType.Integer), insert.Parameters.Add("$content", SqliteType.Blob));
        var bytes = Bytes;
        foreach (var part in parts)
        {
            var compressed = Compress(part.Content);
            (signal.Value, receivedAt.Value, size.Value, content.Value) = ((int)part.Kind, part.ReceivedAt.Ticks, part.Content.Length, compressed);
            insert.ExecuteNonQuery();
            bytes += compressed.Length;
        }
        while (bytes > maxBytes && DeleteOldest() is var deleted and > 0)
            bytes -= deleted;
        transaction.Commit();
        Bytes = bytes;
    }

    /// <summary>Takes all of a kind out.</summary>
    public void Delete(RecordedKind kind)
    {
        Execute($"DELETE FROM exports WHERE signal = {(int)kind}");
        Bytes = CountBytes();
    }

    /// <summary>Writes all that is in it to a new file, which is as small as it can be.</summary>
    public void CopyTo(string path)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = "VACUUM INTO $path";
        command.Parameters.AddWithValue("$path", path);
        command.ExecuteNonQuery();
    }

    public void Dispose() => _connection.Dispose();

    private static RecordingFile Connect(string path, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false }.ConnectionString);
        try
        {
            connection.Open();
            return new RecordingFile(connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static byte[] Compress(byte[] content)
    {
        var buffer = new byte[BrotliEncoder.GetMaxCompressedLength(content.Length)];
        return BrotliEncoder.TryCompress(content, buffer, out var length, CompressionQuality, CompressionWindow)
            ? buffer[..length]
            : throw new InvalidOperationException("The largest size of what is compressed was not enough.");
    }

    private void Check(string path)
    {
        var version = Read<long>("PRAGMA user_version");
        if (version != Version || Read<long>("SELECT COUNT(*) FROM sqlite_master WHERE name = 'exports'") == 0)
            throw new InvalidDataException($"'{path}' is no recording of this dashboard{(version is 0 or Version ? "" : $", or one of version {version}, while this dashboard reads version {Version}")}.");
        Bytes = CountBytes();
    }

    private long CountBytes() => Read<long>("SELECT COALESCE(SUM(LENGTH(content)), 0) FROM exports");

    private long DeleteOldest()
    {
        using var command = _connection.CreateCommand();
        command.CommandText = "DELETE FROM exports WHERE id IN (SELECT id FROM exports ORDER BY id LIMIT $limit) RETURNING LENGTH(content)";
        command.Parameters.AddWithValue("$limit", TrimmedAtOnce);
        using var rows = command.ExecuteReader();
        var deleted = 0L;
        while (rows.Read())
            deleted += rows.GetInt64(0);
        return deleted;
    }

    private void Execute(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private T Read<T>(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        return (T)command.ExecuteScalar()!;
    }
}
