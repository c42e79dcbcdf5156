// Makes an image reproducible: dotnet run repack.cs -- IMAGE.tar EPOCH
// The .NET SDK writes the present time into each file of its layer and into the image's settings, and takes the files in the order in which the disk has them.
// Here both are replaced: the time by EPOCH (seconds since 1970, such as that of the commit), the order by that of the names. The image is an OCI archive,
// and stays where it is; its new digest is printed.
#:property PublishAot=false
using System.Formats.Tar;
using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

if (args is not [var path, var seconds] || !long.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var epoch))
{
    Console.Error.WriteLine("usage: dotnet run repack.cs -- IMAGE.tar EPOCH");
    return 2;
}
var time = DateTimeOffset.FromUnixTimeSeconds(epoch);
var files = ReadFiles(path);
var index = Parse(files["index.json"]);
var reference = index["manifests"]!.AsArray().Single()!.AsObject();
var manifest = Parse(TakeBlob(reference));
var config = Parse(TakeBlob(manifest["config"]!.AsObject()));

// The SDK's layers are the last ones; those of the base stay as they are, so that they are shared.
var history = config["history"]!.AsArray();
var own = history.Where(entry => (string?)entry!["author"] == ".NET SDK").Select(entry => entry!.AsObject()).ToArray();
var layers = manifest["layers"]!.AsArray();
var contents = config["rootfs"]!["diff_ids"]!.AsArray();
for (var i = layers.Count - own.Length; i < layers.Count; i++)
{
    var tar = SortLayer(Decompress(TakeBlob(layers[i]!.AsObject())));
    contents[i] = Digest(tar);
    PutBlob(layers[i]!.AsObject(), Compress(tar));
}
var written = time.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
config["created"] = written;
foreach (var entry in own)
    entry["created"] = written;
PutBlob(manifest["config"]!.AsObject(), ToBytes(config));
PutBlob(reference, ToBytes(manifest));
files["index.json"] = ToBytes(index);
WriteFiles(path);
Console.WriteLine((string?)reference["digest"]);
return 0;

SortedDictionary<string, byte[]> ReadFiles(string archive)
{
    using var stream = File.OpenRead(archive);
    using var unpacked = stream.ReadByte() == 0x1f ? new GZipStream(Rewind(stream), CompressionMode.Decompress) : Rewind(stream);
    using var reader = new TarReader(unpacked);
    var found = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
    while (reader.GetNextEntry(copyData: true) is { } entry)
    {
        if (entry.DataStream is { } data)
            found[entry.Name.TrimStart('.', '/')] = ToArray(data);
    }
    return found;
}

void WriteFiles(string archive)
{
    using var stream = File.Create(archive);
    using var writer = new TarWriter(stream, TarEntryFormat.Ustar);
    foreach (var (name, content) in files)
        writer.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, name) { ModificationTime = time, DataStream = new MemoryStream(content) });
}

byte[] SortLayer(byte[] tar)
{
    using var reader = new TarReader(new MemoryStream(tar));
    var entries = new SortedDictionary<string, TarEntry>(StringComparer.Ordinal);
    while (reader.GetNextEntry(copyData: true) is { } entry)
        entries.Add(entry.Name, entry);
    var sorted = new MemoryStream();
    using (var writer = new TarWriter(sorted, TarEntryFormat.Gnu, leaveOpen: true))
    {
        foreach (var (name, entry) in entries)
        {
            var same = new GnuTarEntry(entry.EntryType, name) { ModificationTime = time, Mode = entry.Mode, Uid = entry.Uid, Gid = entry.Gid };
            if (entry.DataStream is { } content)
                same.DataStream = WithTime(name, content);
            writer.WriteEntry(same);
        }
    }
    return sorted.ToArray();
}

// The list of static files has the time at which each was compressed.
Stream WithTime(string name, Stream content)
{
    if (!name.EndsWith(".staticwebassets.endpoints.json", StringComparison.Ordinal))
        return content;
    var list = Parse(ToArray(content));
    foreach (var header in list["Endpoints"]!.AsArray().SelectMany(endpoint => endpoint!["ResponseHeaders"]!.AsArray()).Where(header => (string?)header!["Name"] == "Last-Modified"))
        header!["Value"] = time.ToString("R", CultureInfo.InvariantCulture);
    return new MemoryStream(ToBytes(list));
}

byte[] TakeBlob(JsonObject descriptor)
{
    files.Remove(BlobName(descriptor), out var blob);
    return blob ?? throw new InvalidDataException($"The archive has no {BlobName(descriptor)}.");
}

void PutBlob(JsonObject descriptor, byte[] blob)
{
    descriptor["digest"] = Digest(blob);
    descriptor["size"] = blob.Length;
    files[BlobName(descriptor)] = blob;
}

static string BlobName(JsonObject descriptor) => $"blobs/{((string)descriptor["digest"]!).Replace(':', '/')}";

static string Digest(byte[] content) => $"sha256:{Convert.ToHexStringLower(SHA256.HashData(content))}";

static JsonObject Parse(byte[] json) => JsonNode.Parse(json)!.AsObject();

static byte[] ToBytes(JsonObject json) => System.Text.Encoding.UTF8.GetBytes(json.ToJsonString());

static byte[] Decompress(byte[] blob) => ToArray(new GZipStream(new MemoryStream(blob), CompressionMode.Decompress));

static byte[] Compress(byte[] content)
{
    var packed = new MemoryStream();
    using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        gzip.Write(content);
    return packed.ToArray();
}

static byte[] ToArray(Stream stream)
{
    var copy = new MemoryStream();
    stream.CopyTo(copy);
    return copy.ToArray();
}

static Stream Rewind(FileStream stream)
{
    stream.Position = 0;
    return stream;
}
