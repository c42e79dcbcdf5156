using System.Text.Json.Serialization;

namespace Foobar.Web.Validation;

/// <summary>What is wrong with an input: messages by field, in the order found. A message continues the field's name.</summary>
internal sealed class FieldErrors
{
    private readonly OrderedDictionary<string, List<string>> _messages = [];

    public FieldErrors()
    {
    }

    /// <summary>Messages that were found before, as when an answer is read back.</summary>
    [JsonConstructor]
    public FieldErrors(IReadOnlyDictionary<string, string[]> messages)
    {
        foreach (var (field, texts) in messages)
            _messages[field] = [.. texts];
    }

    /// <summary>There is at least one message.</summary>
    [JsonIgnore]
    public bool Any => _messages.Count > 0;

    /// <summary>The messages of every field.</summary>
    public IReadOnlyDictionary<string, string[]> Messages => _messages.ToDictionary(entry => entry.Key, entry => entry.Value.ToArray());

    /// <summary>One message for one field.</summary>
    public static FieldErrors Of(string field, string message)
    {
        var errors = new FieldErrors();
        errors.Add(field, message);
        return errors;
    }

    /// <summary>Adds a message to a field.</summary>
    public void Add(string field, string message)
    {
        if (!_messages.TryGetValue(field, out var messages))
            _messages[field] = messages = [];
        messages.Add(message);
    }
}
