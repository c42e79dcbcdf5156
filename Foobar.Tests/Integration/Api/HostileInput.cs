using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Foobar.Tests.Integration.Api;

/// <summary>Input that nobody sends by accident; the same for the same random numbers.</summary>
internal sealed class HostileInput(Random random)
{
    private static readonly string[] Texts =
    [
        "", " ", "\0", "\r\n", "\u202e", "\ufeff", "a\u0300\u0301\u0302", "😀", "𐐀", "\uffff", "ﷺ", "ß", "İ",
        "' OR '1'='1", "'; DROP TABLE users; -- ", "\\", "\\'", "%", "_", "@viewer", "`", "\" OR \"\"=\"", "1; SELECT SLEEP(9)", "/*", "--",
        "<script>alert(1)</script>", "javascript:alert(1)", "../../etc/passwd", "..%2f", "${7*7}", "{{7*7}}", "%s%n", "$(id)", "null", "true", "-0",
        "NaN", "1e999", "0x1f", "2147483648", "9223372036854775808", "-1", "1.5", "feed", "favorite", "comments", "CON", "a@b", "jake@example.org",
        "https://example.org/x.png", "http://[::1", "data:text/html,x",
    ];

    private static readonly string[] Broken = ["", "{", "}", "[", "\"", "{}{}", "{\"user\":}", "[[[[[[[[", "\"\\ud800\"", "{\"a\":1,}", "nul", "\u0001", "{\"article\":{\"title\":\"\\udc00\"}}", "﻿{}"];

    // Deeper than what readers take.
    private static readonly JsonSerializerOptions Deep = new() { MaxDepth = 200 };

    private static readonly string[] ContentTypes = ["application/json; charset=utf-7", "text/json", "application/problem+json", "application/json;;;", "*/*", "multipart/form-data"];

    /// <summary>Text of any length and script, sometimes cut in the middle of a character.</summary>
    public string Text() => random.Next(8) switch
    {
        0 => string.Concat(Texts[random.Next(Texts.Length)], Texts[random.Next(Texts.Length)]),
        1 => new string((char)random.Next(0x20, 0xfffe), random.Next(1, 300)),
        2 => string.Create(random.Next(1, 40), random, static (characters, random) =>
        {
            foreach (ref var character in characters)
                character = (char)random.Next(0xffff);
        }),
        _ => Texts[random.Next(Texts.Length)],
    };

    /// <summary>A segment of a path, or a value in a query.</summary>
    public string Segment() => random.Next(10) switch
    {
        0 => "%",
        1 => "%00",
        2 => "%ff%fe",
        3 => "%ed%a0%80",
        4 => "%2f%2e%2e",
        _ => Uri.EscapeDataString(Text()),
    };

    /// <summary>A body like this one, with some of it changed; or none, or no JSON at all.</summary>
    public HttpContent? Body(string like)
    {
        var content = new ByteArrayContent(Bytes(like));
        content.Headers.TryAddWithoutValidation("Content-Type", random.Next(20) == 0 ? ContentTypes[random.Next(ContentTypes.Length)] : "application/json");
        return random.Next(20) == 0 ? null : content;
    }

    private byte[] Bytes(string like)
    {
        if (random.Next(10) == 0)
            return Encoding.UTF8.GetBytes(Broken[random.Next(Broken.Length)]);
        var bytes = JsonSerializer.SerializeToUtf8Bytes(Change(JsonNode.Parse(like)!), Deep);
        if (random.Next(15) == 0)
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        return bytes;
    }

    private JsonNode? Change(JsonNode node)
    {
        if (random.Next(12) == 0)
            return Anything(depth: 0);
        switch (node)
        {
            case JsonObject fields:
                foreach (var (name, value) in fields.ToArray())
                    fields[name] = value is null ? null : Change(value.DeepClone());
                if (random.Next(10) == 0)
                    fields[Text()] = Anything(depth: 0);
                return fields;
            case JsonArray items:
                return new JsonArray([.. items.Select(item => Change(item!.DeepClone()))]);
            default:
                return random.Next(2) == 0 ? Text() : node;
        }
    }

    private JsonNode? Anything(int depth) => random.Next(depth > 3 ? 5 : 8) switch
    {
        0 => null,
        1 => random.Next(),
        2 => random.NextDouble() * 1e300,
        3 => random.Next(2) == 0,
        4 => Text(),
        5 => new JsonArray([.. Enumerable.Range(0, random.Next(4)).Select(_ => Anything(depth + 1))]),
        6 => new JsonObject([KeyValuePair.Create(Text(), Anything(depth + 1))]),
        _ => Enumerable.Range(0, random.Next(150)).Aggregate((JsonNode)0, (inner, _) => new JsonArray(inner)),
    };
}
